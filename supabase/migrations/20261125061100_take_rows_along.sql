-- Whoever leaves an organisation takes their own rows along into their personal one; an organisation past its grace period goes.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may change whose a row is. It moves rows of one person out of an organisation they are no member of, in
-- steps, so that no step is long. Gives how many it moved; 0 at the end.
create function private.take_rows_along(person uuid, from_org uuid, at_most integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  to_org constant uuid := private.personal_org_of(take_rows_along.person);
  moved integer := 0;
  step integer;
begin
  if to_org is null or exists (
    select from public.memberships where memberships.org_id = from_org and memberships.user_id = person
  ) then
    -- Erased meanwhile, or back again: the rows are gone, or where they belong.
    return 0;
  end if;
  -- The mining row first, as ingest and mining do: another order could deadlock.
  update public.mining_state set org_id = to_org where mining_state.user_id = person and mining_state.org_id = from_org;
  update public.sources set org_id = to_org where sources.user_id = person and sources.org_id = from_org;
  get diagnostics step = row_count;
  moved := moved + step;
  update public.api_keys set org_id = to_org where api_keys.user_id = person and api_keys.org_id = from_org;
  update public.ingest_rejects set org_id = to_org where ingest_rejects.user_id = person and ingest_rejects.org_id = from_org;
  update public.pattern_mutes set org_id = to_org where pattern_mutes.user_id = person and pattern_mutes.org_id = from_org;
  update public.suggestion_feedback
  set org_id = to_org
  where suggestion_feedback.user_id = person and suggestion_feedback.org_id = from_org;
  update public.suggestions set org_id = to_org where suggestions.user_id = person and suggestions.org_id = from_org;
  update public.patterns set org_id = to_org where patterns.user_id = person and patterns.org_id = from_org;
  update public.events
  set org_id = to_org
  where
    events.user_id = person
    and events.id in (
      select old.id
      from public.events as old
      where old.user_id = person and old.org_id = from_org
      order by old.seq
      limit at_most
    );
  get diagnostics step = row_count;
  moved := moved + step;
  if step < at_most then
    perform private.nudge(person, 'organisation', to_org, 1);
    return 0;
  end if;
  return moved;
end
$$;

comment on function private.take_rows_along(uuid, uuid, integer) is
'Moves a former member''s rows into their personal organisation, events at most so many a call; gives the number, 0 at the end.';
revoke execute on function private.take_rows_along(uuid, uuid, integer) from public, anon;
grant execute on function private.take_rows_along(uuid, uuid, integer) to floyo_worker;

-- Definer: nobody may delete organisations or memberships. Two nights: first everybody is let go with their rows, then,
-- when nothing of anybody is left under it, the organisation itself.
create function private.purge_organisations()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  organisation record;
  purged integer := 0;
begin
  for organisation in
    select organisations.id
    from public.organisations
    where organisations.deleted_at < now() - interval '14 days'
    order by organisations.deleted_at
    limit 100
    for update skip locked
  loop
    insert into private.outbox (topic, dedupe_key, payload, user_id)
    select
      'leave',
      'leave:' || organisation.id || ':' || memberships.user_id,
      jsonb_build_object('org', organisation.id),
      memberships.user_id
    from public.memberships
    where memberships.org_id = organisation.id
    on conflict (dedupe_key) where done_at is null and dead_at is null do nothing;
    delete from public.memberships where memberships.org_id = organisation.id;

    if not exists (select from public.mining_state where mining_state.org_id = organisation.id)
      and not exists (select from public.sources where sources.org_id = organisation.id)
      and not exists (select from public.patterns where patterns.org_id = organisation.id)
      and not exists (select from public.suggestion_feedback where suggestion_feedback.org_id = organisation.id)
      and not exists (select from public.pattern_mutes where pattern_mutes.org_id = organisation.id)
    then
      delete from public.organisations where organisations.id = organisation.id;
      purged := purged + 1;
    end if;
  end loop;
  return purged;
end
$$;

comment on function private.purge_organisations() is 'Lets go of organisations deleted more than 14 days ago, over two nights; gives the number that went.';
revoke execute on function private.purge_organisations() from public, anon;
grant execute on function private.purge_organisations() to floyo_worker;

-- The last owner of an organisation that is being purged may go.
create or replace function private.keep_an_owner()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (
      select
      from public.organisations
      where
        organisations.id = old.org_id
        and (organisations.deleted_at is null or organisations.deleted_at > now() - interval '14 days')
    )
    and not exists (
      select from public.memberships where memberships.org_id = old.org_id and memberships.role = 'owner'
    )
  then
    raise exception 'an organisation needs an owner'
      using errcode = 'P0001', hint = 'hand it over to another member first, or delete it';
  end if;
  return null;
end
$$;
