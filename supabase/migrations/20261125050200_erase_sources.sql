-- A source is removed with all it told: marked at once, its events deleted in steps, by the page or by the tick.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.sources
add column erase_asked_at timestamptz, -- null: its events stay
add column erased_to_seq bigint not null default 0,
add column erased_at timestamptz; -- null: not done, or never asked for
alter table public.sources
add constraint sources_erasing_is_removed check (erase_asked_at is null or removed_at is not null) not valid,
add constraint sources_erased_was_asked_for check (erased_at is null or erase_asked_at is not null) not valid;
alter table public.sources validate constraint sources_erasing_is_removed;
alter table public.sources validate constraint sources_erased_was_asked_for;
comment on column public.sources.erase_asked_at is 'Since when its events are being deleted; mining passes them over from then on.';
comment on column public.sources.erased_to_seq is 'Up to which number they are deleted.';
comment on column public.sources.erased_at is 'When the last of its events was deleted.';

create index sources_erasing_idx on public.sources (erase_asked_at) where erase_asked_at is not null and erased_at is null;

-- Definer: nobody may change patterns, suggestions or the mining state. It touches what rests on one own source, no more.
-- What rests on its events alone goes; what rests on others too is withdrawn with its occurrences, and mining, which
-- starts from the first event that is left, brings back what still holds.
create function private.start_erasing_source(source_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := (select auth.uid());
  origin public.sources;
  changed record;
begin
  -- The mining row first, as ingest and mining do: another order could deadlock.
  perform from public.mining_state where mining_state.user_id = person for update;
  select sources.* into origin
  from public.sources
  where sources.id = start_erasing_source.source_id and sources.user_id = person
  for update;
  if not found or not private.has_permission(person, origin.org_id, 'sources.write') then
    raise exception 'you have no such source' using errcode = 'P0001', hint = 'choose one of your own sources';
  end if;
  if origin.removed_at is null then
    raise exception 'this source still takes events' using errcode = 'P0001', hint = 'remove it first';
  end if;
  if origin.erase_asked_at is not null then
    return;
  end if;

  update public.sources set erase_asked_at = now() where sources.id = origin.id;
  delete from public.ingest_rejects
  where ingest_rejects.user_id = person and ingest_rejects.source_id = origin.id;

  for changed in
    with resting as (
      select patterns.id, bool_and(events.source_id = origin.id) as is_its_alone
      from public.patterns
      cross join lateral jsonb_path_query(patterns.evidence, '$.occurrences[*].eventIds[*]') as evidence (event_id)
      join public.events
        on events.user_id = person and events.id = (evidence.event_id #>> '{}')::uuid
      where patterns.user_id = person
      group by patterns.id
      having bool_or(events.source_id = origin.id)
    ),
    gone as (
      delete from public.patterns
      using resting
      where patterns.id = resting.id and resting.is_its_alone
      returning patterns.id
    ),
    emptied as (
      update public.patterns
      set
        withdrawn_at = coalesce(patterns.withdrawn_at, now()),
        absence = null,
        evidence = (patterns.evidence - 'weekHours'::text) || '{"occurrences": [], "expectedDays": []}'
      from resting
      where patterns.id = resting.id and not resting.is_its_alone
      returning patterns.id
    )
    update public.suggestions
    set status = 'withdrawn', snoozed_until = null
    from emptied
    where suggestions.pattern_id = emptied.id and suggestions.status in ('open', 'snoozed')
    returning suggestions.id, suggestions.version
  loop
    perform private.nudge(person, 'suggestion', changed.id, changed.version);
  end loop;

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
  perform private.nudge(person, 'pattern', origin.id, 1);
  perform private.nudge(person, 'source', origin.id, 1);
end
$$;

comment on function private.start_erasing_source(uuid) is
'Takes away at once what was found in the events of the caller''s removed source, and marks them for deletion.';
revoke execute on function private.start_erasing_source(uuid) from public, anon;
grant execute on function private.start_erasing_source(uuid) to authenticated;

create function public.remove_source_with_events(source_id uuid)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
begin
  perform public.remove_source(remove_source_with_events.source_id);
  perform private.start_erasing_source(remove_source_with_events.source_id);
end
$$;

comment on function public.remove_source_with_events(uuid) is
'Removes an own source and what was found in its events; erase_source_step and the tick delete the events. Twice changes nothing.';
revoke execute on function public.remove_source_with_events(uuid) from public, anon;
grant execute on function public.remove_source_with_events(uuid) to authenticated;

-- One step: the events of the source among the person's next 20 000 numbers, so that no step is long, whoever has however
-- many. Gives the share that is done, 1 at the end. A batch that ingest had begun to store when the source was removed
-- holds the mining row, so this step waits for it and finds its events too.
create function private.erase_source_window(source_id uuid)
returns real
language plpgsql
set search_path = ''
as $$
declare
  origin public.sources;
  last_number bigint;
  window_end bigint;
begin
  select coalesce(max(locked.last_seq), 0) into last_number
  from (
    select mining_state.last_seq
    from public.mining_state
    join public.sources on sources.user_id = mining_state.user_id
    where sources.id = erase_source_window.source_id
    for share of mining_state
  ) as locked;
  select sources.* into strict origin from public.sources where sources.id = erase_source_window.source_id for update;
  if origin.erased_at is not null then
    return 1;
  end if;
  window_end := least(origin.erased_to_seq + 20000, last_number);
  delete from public.events
  where
    events.user_id = origin.user_id
    and events.seq > origin.erased_to_seq
    and events.seq <= window_end
    and events.source_id = origin.id;
  update public.sources
  set erased_to_seq = window_end, erased_at = case when window_end >= last_number then now() end
  where sources.id = origin.id;
  if window_end < last_number then
    return window_end::real / last_number;
  end if;
  perform private.nudge(origin.user_id, 'source', origin.id, 2);
  return 1;
end
$$;

comment on function private.erase_source_window(uuid) is 'Deletes the next events of a source that is being erased; gives the share that is done.';
revoke execute on function private.erase_source_window(uuid) from public, anon;

-- Definer: nobody may delete events. Only those of an own source, and only once that was asked for.
create function private.erase_my_source_window(source_id uuid)
returns real
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (
    select
    from public.sources
    where
      sources.id = erase_my_source_window.source_id
      and sources.user_id = (select auth.uid())
      and sources.erase_asked_at is not null
  ) then
    raise exception 'no source of yours by this id is being deleted'
      using errcode = 'P0001', hint = 'ask for it with remove_source_with_events';
  end if;
  return private.erase_source_window(erase_my_source_window.source_id);
end
$$;

comment on function private.erase_my_source_window(uuid) is 'A step of deleting the events of an own source.';
revoke execute on function private.erase_my_source_window(uuid) from public, anon;
grant execute on function private.erase_my_source_window(uuid) to authenticated;

create function public.erase_source_step(source_id uuid)
returns real
language sql
security invoker
set search_path = ''
as $$
  select private.erase_my_source_window(erase_source_step.source_id)
$$;

comment on function public.erase_source_step(uuid) is
'Deletes the next events of an own source that was removed with them; gives the share that is done, 1 at the end.';
revoke execute on function public.erase_source_step(uuid) from public, anon;
grant execute on function public.erase_source_step(uuid) to authenticated;

-- Definer: the worker may delete no events either, but for these. A page that was closed meanwhile leaves the rest to it.
create function private.continue_erasing(steps integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  source_id uuid;
begin
  for step in 1..continue_erasing.steps loop
    select sources.id into source_id
    from public.sources
    where sources.erase_asked_at is not null and sources.erased_at is null
    order by sources.erase_asked_at
    limit 1;
    if not found then
      return step - 1;
    end if;
    perform private.erase_source_window(source_id);
  end loop;
  return continue_erasing.steps;
end
$$;

comment on function private.continue_erasing(integer) is 'So many steps of deleting events of removed sources, the longest waiting first; gives their number.';
revoke execute on function private.continue_erasing(integer) from public, anon;
grant execute on function private.continue_erasing(integer) to floyo_worker;
