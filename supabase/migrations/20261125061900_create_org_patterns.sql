-- Routines that at least k people of an organisation share, published once a day without a name, a path or an exact number.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.org_patterns (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  share_hash bytea not null check (octet_length(share_hash) = 32),
  kind text not null check (kind in ('sequence', 'rhythm', 'flow', 'companions')),
  steps jsonb not null check (jsonb_typeof(steps) = 'array' and pg_column_size(steps) <= 16384),
  at_least integer not null check (at_least >= 3),
  minutes_per_month integer not null check (minutes_per_month >= 0),
  published_on date not null,
  unique (org_id, share_hash)
);
comment on table public.org_patterns is
'Routines shared by enough people of an organisation: [{op, extension, placeholders}], people as a lower bound. Written once a day by a job.';
comment on column public.org_patterns.at_least is 'The organisation''s own bound, 5, 10, 20, 50 or 100, whichever is the greatest that holds.';
alter table public.org_patterns enable row level security;
grant select (id, org_id, kind, steps, at_least, minutes_per_month, published_on) on table public.org_patterns to authenticated;
create policy "members read what enough of them share"
on public.org_patterns for select to authenticated
using (org_id = any (array(select private.my_org_ids('shared.read'))));
select private.guard_with_mfa('public.org_patterns');

create table private.org_pattern_people (
  org_pattern_id uuid not null references public.org_patterns (id) on delete cascade,
  user_id uuid not null,
  primary key (org_pattern_id, user_id)
);
comment on table private.org_pattern_people is 'Whose routines stand behind a shared one. Nobody reads it; whoever leaves is taken out, and what is then shared by too few goes.';
create index org_pattern_people_user_id_idx on private.org_pattern_people (user_id);
alter table private.org_pattern_people enable row level security;

create table private.org_secrets (
  org_id uuid primary key references public.organisations (id) on delete cascade,
  secret bytea not null default extensions.gen_random_bytes(32) check (octet_length(secret) = 32)
);
comment on table private.org_secrets is 'Keys the hashes by which routines of colleagues are compared, so that equal names in two organisations do not look alike.';
alter table private.org_secrets enable row level security;

-- Of a step only what a colleague may know: what is done, to which kind of file, with what in its name.
create function private.step_shape(step jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'op', step ->> 'op',
    'extension', lower(substring(step ->> 'template' from '\.([A-Za-z0-9]{1,10})$')),
    'placeholders', coalesce(
      (select jsonb_agg(found[1]) from regexp_matches(step ->> 'template', '\{([a-z]+)\}', 'g') as found), '[]'
    )
  )
$$;

-- Definer: no role may read patterns across people; this function does, once a day, and lets out what k of them share.
create function private.publish_org_patterns(target uuid)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  organisation public.organisations;
  key bytea;
  published integer;
begin
  select organisations.* into organisation
  from public.organisations
  where organisations.id = target and organisations.kind = 'team' and organisations.deleted_at is null
  for update;
  if not found then
    return 0;
  end if;
  insert into private.org_secrets (org_id) values (target) on conflict do nothing;
  select org_secrets.secret into key from private.org_secrets where org_secrets.org_id = target;

  delete from public.org_patterns where org_patterns.org_id = target;
  with own as (
    select
      patterns.user_id,
      patterns.kind,
      patterns.steps,
      extensions.hmac(
        convert_to((
          select jsonb_agg(jsonb_build_array(step ->> 'op', step ->> 'template') order by place)
          from jsonb_array_elements(patterns.steps) with ordinality as steps (step, place)
        )::text, 'UTF8'),
        key,
        'sha256'
      ) as hash,
      coalesce(suggestions.minutes_per_month, 0) as minutes
    from public.patterns
    join public.memberships on memberships.org_id = target and memberships.user_id = patterns.user_id
    left join public.suggestions on suggestions.pattern_id = patterns.id
    where
      patterns.org_id = target
      and patterns.withdrawn_at is null
      and jsonb_array_length(patterns.steps) > 0
      -- What a person does not want to see is not shown to others either.
      and not exists (
        select
        from public.pattern_mutes
        where pattern_mutes.user_id = patterns.user_id and pattern_mutes.fingerprint = patterns.fingerprint
      )
  ),
  shared as (
    select
      own.hash,
      min(own.kind) as kind,
      (array_agg(own.steps))[1] as steps,
      count(distinct own.user_id)::integer as people,
      percentile_cont(0.5) within group (order by own.minutes) as minutes,
      array_agg(distinct own.user_id) as who
    from own
    where own.hash is not null
    group by own.hash
    having count(distinct own.user_id) >= organisation.min_people
  ),
  added as (
    insert into public.org_patterns (org_id, share_hash, kind, steps, at_least, minutes_per_month, published_on)
    select
      target,
      shared.hash,
      shared.kind,
      (
        select jsonb_agg(private.step_shape(step) order by place)
        from jsonb_array_elements(shared.steps) with ordinality as steps (step, place)
      ),
      (select max(bound) from unnest(array[organisation.min_people, 5, 10, 20, 50, 100]) as bound where bound <= shared.people and bound >= organisation.min_people),
      -- Rounded, or a colleague who leaves could be told by the difference.
      (round(shared.minutes / 10) * 10)::integer,
      current_date
    from shared
    returning org_patterns.id, org_patterns.share_hash
  ),
  counted as (
    insert into private.org_pattern_people (org_pattern_id, user_id)
    select added.id, person
    from added
    join shared on shared.hash = added.share_hash
    cross join lateral unnest(shared.who) as person
    returning 1
  )
  select count(*) into published from added;
  perform private.nudge_org(target, organisation.epoch, 'shared_pattern', target, organisation.epoch);
  return published;
end
$$;
comment on function private.publish_org_patterns(uuid) is 'Publishes anew what enough people of an organisation share; gives the number of routines.';
revoke execute on function private.publish_org_patterns(uuid) from public, anon;
grant execute on function private.publish_org_patterns(uuid) to floyo_worker;

-- Definer: it deletes what the caller may not even see. In the transaction of the leaving itself, and without a word.
create function private.withdraw_org_patterns()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from private.org_pattern_people
  using public.org_patterns
  where
    org_patterns.id = org_pattern_people.org_pattern_id
    and org_patterns.org_id = old.org_id
    and org_pattern_people.user_id = old.user_id;
  delete from public.org_patterns
  using public.organisations
  where
    organisations.id = old.org_id
    and org_patterns.org_id = organisations.id
    and (
      select count(*) from private.org_pattern_people where org_pattern_people.org_pattern_id = org_patterns.id
    ) < greatest(organisations.min_people, org_patterns.at_least);
  return null;
end
$$;
revoke execute on function private.withdraw_org_patterns() from public, anon;
create trigger _120_withdraw_org_patterns
after delete on public.memberships
for each row execute function private.withdraw_org_patterns();

-- Definer: as above. A bound that is raised holds at once.
create function private.hold_min_people()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from public.org_patterns where org_patterns.org_id = new.id and org_patterns.at_least < new.min_people;
  return null;
end
$$;
revoke execute on function private.hold_min_people() from public, anon;
create trigger _120_hold_min_people
after update on public.organisations
for each row when (new.min_people > old.min_people)
execute function private.hold_min_people();

-- Definer: the worker lists no organisations otherwise.
create function private.ask_for_sharing()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  asked integer;
begin
  insert into private.outbox (topic, dedupe_key, payload, due_at)
  select
    'share',
    'share:' || organisations.id,
    jsonb_build_object('org', organisations.id),
    now() + make_interval(secs => abs(hashtextextended(organisations.id::text, 2) % 3600)::integer)
  from public.organisations
  where
    organisations.kind = 'team'
    and organisations.deleted_at is null
    and (
      select count(*) from public.memberships where memberships.org_id = organisations.id
    ) >= organisations.min_people
  on conflict (dedupe_key) where done_at is null and dead_at is null do nothing;
  get diagnostics asked = row_count;
  return asked;
end
$$;
comment on function private.ask_for_sharing() is 'Owes a job for each organisation with enough members to share anything; gives their number.';
revoke execute on function private.ask_for_sharing() from public, anon;
grant execute on function private.ask_for_sharing() to floyo_worker;
