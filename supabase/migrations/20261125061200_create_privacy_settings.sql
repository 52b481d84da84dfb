-- What a person lets Floyo keep and for how long. The defaults hold without a row.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.privacy_settings (
  user_id uuid primary key references auth.users (id) on delete cascade,
  retention_days integer not null default 90 check (retention_days between 1 and 365),
  ops text[] not null default '{created,modified,moved,deleted,opened,downloaded,uploaded,ran}'
    check (
      cardinality(ops) between 1 and 8
      and ops <@ array['created', 'modified', 'moved', 'deleted', 'opened', 'downloaded', 'uploaded', 'ran']
    ),
  ignored_paths text[] not null default '{}' check (cardinality(ignored_paths) <= 50 and array_position(ignored_paths, null) is null),
  paused_at timestamptz, -- null: events are taken
  updated_at timestamptz not null default now()
);

comment on table public.privacy_settings is 'What Floyo keeps of a person''s events, and how long. Its person writes it; ingest and the nightly job obey.';
comment on column public.privacy_settings.ignored_paths is 'Globs as in .gitignore without negation; ingest drops what they match and keeps nothing of it.';

alter table public.privacy_settings enable row level security;

grant select, delete on table public.privacy_settings to authenticated;
grant insert (user_id, retention_days, ops, ignored_paths, paused_at) on table public.privacy_settings to authenticated;
grant update (retention_days, ops, ignored_paths, paused_at) on table public.privacy_settings to authenticated;
grant select on table public.privacy_settings to floyo_worker;

create policy "people read their own privacy settings"
on public.privacy_settings for select to authenticated
using (user_id = (select auth.uid()));
create policy "people write their own privacy settings"
on public.privacy_settings for insert to authenticated
with check (user_id = (select auth.uid()));
create policy "people change their own privacy settings"
on public.privacy_settings for update to authenticated
using (user_id = (select auth.uid()))
with check (user_id = (select auth.uid()));
create policy "people go back to the defaults"
on public.privacy_settings for delete to authenticated
using (user_id = (select auth.uid()));
create policy "the worker reads privacy settings to obey them"
on public.privacy_settings for select to floyo_worker
using (true);
select private.guard_with_mfa('public.privacy_settings');

create function private.check_ignored_paths()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  wrong text;
begin
  select glob into wrong
  from unnest(new.ignored_paths) as glob
  where length(glob) not between 1 and 200 or glob ~ '[[:cntrl:]]' or glob like '!%' or btrim(glob) <> glob
  limit 1;
  if found then
    raise exception 'this is no pattern of paths: "%"', left(wrong, 60)
      using errcode = '22023', hint = 'write 1 to 200 characters such as Private/ or *.key, without ! in front';
  end if;
  new.updated_at := now();
  return new;
end
$$;
create trigger _100_check_ignored_paths
before insert or update on public.privacy_settings
for each row execute function private.check_ignored_paths();

-- Definer: it writes the audit log of the account.
create function private.follow_privacy_settings()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := coalesce(new.user_id, old.user_id);
begin
  if auth.uid() is not null and private.personal_org_of(person) is not null then
    perform private.record_audit(
      private.personal_org_of(person),
      'account.privacy_changed',
      'account',
      case when tg_op <> 'INSERT' then to_jsonb(old) end,
      case when tg_op <> 'DELETE' then to_jsonb(new) end,
      case
        when tg_op = 'DELETE' then '{"defaults": true}'
        else jsonb_build_object('retentionDays', new.retention_days, 'paused', new.paused_at is not null)
      end
    );
  end if;
  return null;
end
$$;
revoke execute on function private.follow_privacy_settings() from public, anon;
create trigger _110_follow_privacy_settings
after insert or update or delete on public.privacy_settings
for each row execute function private.follow_privacy_settings();

-- Definer: the worker may not delete events. Old ones of one person go in steps; when the last step is done mining starts
-- from the first event that is left, because its state still holds the names of the others.
create function private.expire_events(person uuid, at_most integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  keep_since timestamptz;
  expired integer;
begin
  perform from public.mining_state where mining_state.user_id = person for update;
  select now() - make_interval(days => coalesce(
    (select privacy_settings.retention_days from public.privacy_settings where privacy_settings.user_id = person), 90
  ))
  into keep_since;
  delete from public.events
  where
    events.user_id = person
    and events.id in (
      select old.id
      from public.events as old
      where old.user_id = person and old.occurred_at < keep_since
      order by old.occurred_at
      limit at_most
    );
  get diagnostics expired = row_count;
  if expired < at_most then
    -- Nothing of what is gone may be read from a pattern's evidence either.
    update public.patterns
    set
      evidence = jsonb_set(
        patterns.evidence,
        '{occurrences}',
        coalesce(
          (
            select jsonb_agg(occurrence)
            from jsonb_array_elements(patterns.evidence -> 'occurrences') as occurrence
            where not exists (
              select
              from jsonb_array_elements_text(occurrence -> 'eventIds') as evidence (id)
              where not exists (
                select from public.events where events.user_id = person and events.id = evidence.id::uuid
              )
            )
          ),
          '[]'
        )
      )
    where
      patterns.user_id = person
      and patterns.first_seen_at < keep_since
      and jsonb_typeof(patterns.evidence -> 'occurrences') = 'array';
    delete from public.mining_chunks where mining_chunks.user_id = person;
    update public.mining_state
    set
      mined_seq = 0, attempt = 0, attempt_started_at = null, parked_at = null, park_reason = null,
      lease_token = null, lease_expires_at = null
    where mining_state.user_id = person and mining_state.last_seq > 0;
    if found then
      perform private.ask_for_mining(person);
    end if;
  end if;
  return expired;
end
$$;
comment on function private.expire_events(uuid, integer) is
'Deletes up to so many of a person''s events past their retention; fewer than asked for means that it is done.';
revoke execute on function private.expire_events(uuid, integer) from public, anon;
grant execute on function private.expire_events(uuid, integer) to floyo_worker;

-- Definer: the worker may not look at everybody's settings beside everybody's oldest event through the policies' eyes at a
-- reasonable cost. Gives how many people have something to expire.
create function private.ask_for_expiry()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  asked integer;
begin
  insert into private.outbox (topic, dedupe_key, user_id, due_at)
  select
    'expire',
    'expire:' || states.user_id,
    states.user_id,
    now() + make_interval(secs => abs(hashtextextended(states.user_id::text, 1) % 3600)::integer)
  from public.mining_state as states
  left join public.privacy_settings as settings on settings.user_id = states.user_id
  where exists (
    select
    from public.events
    where
      events.user_id = states.user_id
      and events.occurred_at < now() - make_interval(days => coalesce(settings.retention_days, 90))
  )
  on conflict (dedupe_key) where done_at is null and dead_at is null do nothing;
  get diagnostics asked = row_count;
  return asked;
end
$$;
comment on function private.ask_for_expiry() is 'Owes a job for each person with events past their retention, spread over an hour; gives their number.';
revoke execute on function private.ask_for_expiry() from public, anon;
grant execute on function private.ask_for_expiry() to floyo_worker;
