-- A sample to look around with: a source that says so, and that goes away with all that came of it.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.sources add column is_sample boolean not null default false;
comment on column public.sources.is_sample is 'Its events were written by us, not by the person. remove_sample() takes it away.';
grant insert (is_sample) on table public.sources to authenticated;

create unique index sources_sample_idx on public.sources (user_id) where is_sample;

-- Definer: nobody may delete events, patterns or suggestions. It touches the sample of the person who calls, nothing else.
create function private.drop_my_sample()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := (select auth.uid());
  sample public.sources;
  event_ids uuid[];
  pattern_ids uuid[];
begin
  -- The mining row first, as ingest and mining do: another order could deadlock.
  perform from public.mining_state where mining_state.user_id = person for update;
  select sources.* into sample
  from public.sources
  where sources.user_id = person and sources.is_sample
  for update;
  if not found then
    return 0;
  end if;
  if not private.has_permission(person, sample.org_id, 'sources.write') then
    raise exception 'your role in this organisation may not remove sources'
      using errcode = '42501', hint = 'ask an owner or admin for another role';
  end if;

  -- The bounds let the index by time find them: a sample reaches eleven weeks back, and a person may have a million events.
  with gone as (
    delete from public.events
    where
      events.user_id = person
      and events.source_id = sample.id
      and events.occurred_at between sample.created_at - interval '100 days' and now() + interval '1 day'
    returning events.id
  )
  select coalesce(array_agg(gone.id), '{}') into event_ids from gone;

  select coalesce(array_agg(patterns.id), '{}') into pattern_ids
  from public.patterns
  where
    patterns.user_id = person
    and exists (
      select
      from jsonb_path_query(patterns.evidence, '$.occurrences[*].eventIds[*]') as evidence (id)
      where (evidence.id #>> '{}')::uuid = any (event_ids)
    );
  delete from public.suggestion_feedback
  where
    suggestion_feedback.user_id = person
    and suggestion_feedback.fingerprint in (
      select suggestions.fingerprint from public.suggestions where suggestions.pattern_id = any (pattern_ids)
    );
  delete from public.patterns where patterns.id = any (pattern_ids);
  delete from public.ingest_rejects where ingest_rejects.user_id = person and ingest_rejects.source_id = sample.id;
  delete from public.sources where sources.id = sample.id;

  -- The state still holds the events, so it is made anew; without its lease, mining that runs now writes nothing.
  delete from public.mining_chunks where mining_chunks.user_id = person;
  update public.mining_state
  set
    mined_seq = 0, attempt = 0, attempt_started_at = null, parked_at = null, park_reason = null,
    lease_token = null, lease_expires_at = null
  where mining_state.user_id = person and mining_state.last_seq > 0;
  if found then
    perform private.ask_for_mining(person);
  end if;

  perform private.nudge(person, 'pattern', sample.id, 1);
  perform private.nudge(person, 'source', sample.id, 1);
  return cardinality(event_ids);
end
$$;

comment on function private.drop_my_sample() is 'Takes the caller''s sample source away with its events and all that was found in them; gives their number.';
revoke execute on function private.drop_my_sample() from public, anon;
grant execute on function private.drop_my_sample() to authenticated;

create function public.remove_sample()
returns integer
language sql
security invoker
set search_path = ''
as $$
  select private.drop_my_sample()
$$;

comment on function public.remove_sample() is 'Takes the sample weeks away: source, events, patterns, suggestions and decisions on them. Gives the number of events; 0 when there is no sample.';
revoke execute on function public.remove_sample() from public, anon;
grant execute on function public.remove_sample() to authenticated;
