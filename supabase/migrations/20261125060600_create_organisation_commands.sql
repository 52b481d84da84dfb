-- Making an organisation, handing it over, deleting it and bringing it back.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may insert organisations or memberships.
create function private.make_team(name text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := auth.uid();
  made_id uuid;
begin
  perform private.require_session();
  if length(btrim(coalesce(make_team.name, ''))) not between 1 and 80 then
    raise exception 'an organisation needs a name of 1 to 80 characters' using errcode = '22023', hint = 'name it as its people do';
  end if;
  -- The person's row, so that two requests at once cannot both see room.
  perform from public.profiles where profiles.user_id = person for update;
  if (
    select count(*) from public.organisations where organisations.created_by = person and organisations.kind = 'team'
  ) >= 20 then
    raise exception 'a person makes at most 20 organisations' using errcode = 'P0001', hint = 'delete one of them first';
  end if;
  insert into public.organisations (name, kind, created_by) values (btrim(make_team.name), 'team', person)
  returning organisations.id into made_id;
  insert into public.memberships (org_id, user_id, role) values (made_id, person, 'owner');
  return made_id;
end
$$;
revoke execute on function private.make_team(text) from public, anon;
grant execute on function private.make_team(text) to authenticated;

-- Definer: it locks a row that not every caller may update. One change of an organisation after the other.
create function private.lock_team(org_id uuid)
returns public.organisations
language plpgsql
security definer
set search_path = ''
as $$
declare
  organisation public.organisations;
begin
  select organisations.* into organisation from public.organisations where organisations.id = lock_team.org_id for update;
  if organisation.kind is distinct from 'team' then
    raise exception 'a personal organisation has one member and cannot be handed over, left or deleted'
      using errcode = 'P0001', hint = 'erase your account under Privacy instead';
  end if;
  return organisation;
end
$$;
revoke execute on function private.lock_team(uuid) from public, anon;

-- Definer: nobody may update memberships. The new owner first, then the old one steps down: there is always one.
create function private.hand_over(org_id uuid, user_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_permission(hand_over.org_id, 'org.transfer');
  perform private.require_step_up();
  perform private.lock_team(hand_over.org_id);
  if hand_over.user_id = auth.uid() then
    raise exception 'you are the owner already' using errcode = 'P0001', hint = 'choose another member';
  end if;
  update public.memberships
  set role = 'owner'
  where memberships.org_id = hand_over.org_id and memberships.user_id = hand_over.user_id;
  if not found then
    raise exception 'this person is no member' using errcode = 'P0002', hint = 'invite them first';
  end if;
  update public.memberships
  set role = 'admin'
  where memberships.org_id = hand_over.org_id and memberships.user_id = auth.uid();
end
$$;
revoke execute on function private.hand_over(uuid, uuid) from public, anon;
grant execute on function private.hand_over(uuid, uuid) to authenticated;

-- Definer: nobody may set deleted_at. The name is asked for because the click alone is easily made in the wrong place.
create function private.delete_team(org_id uuid, name text)
returns timestamptz
language plpgsql
security definer
set search_path = ''
as $$
declare
  organisation public.organisations;
begin
  perform private.require_permission(delete_team.org_id, 'org.delete');
  perform private.require_step_up();
  organisation := private.lock_team(delete_team.org_id);
  if organisation.name is distinct from delete_team.name then
    raise exception 'this is not the name of the organisation' using errcode = '22023', hint = 'write it exactly as it stands above';
  end if;
  if organisation.deleted_at is null then
    update public.organisations
    set deleted_at = now(), epoch = organisations.epoch + 1
    where organisations.id = organisation.id;
    perform private.nudge(memberships.user_id, 'organisation', organisation.id, organisation.epoch)
    from public.memberships
    where memberships.org_id = organisation.id;
  end if;
  return coalesce(organisation.deleted_at, now()) + interval '14 days';
end
$$;
revoke execute on function private.delete_team(uuid, text) from public, anon;
grant execute on function private.delete_team(uuid, text) to authenticated;

-- Definer: nobody may set deleted_at.
create function private.bring_team_back(org_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_permission(bring_team_back.org_id, 'org.delete');
  perform private.lock_team(bring_team_back.org_id);
  update public.organisations
  set deleted_at = null
  where organisations.id = bring_team_back.org_id and organisations.deleted_at is not null;
end
$$;
revoke execute on function private.bring_team_back(uuid) from public, anon;
grant execute on function private.bring_team_back(uuid) to authenticated;

create function public.create_organisation(name text)
returns uuid
language sql
security invoker
set search_path = ''
as $$
  select private.make_team(create_organisation.name)
$$;
comment on function public.create_organisation(text) is 'Makes an organisation for several people, owned by the caller; gives its id.';
revoke execute on function public.create_organisation(text) from public, anon;
grant execute on function public.create_organisation(text) to authenticated;

create function public.transfer_ownership(org_id uuid, user_id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$
  select private.hand_over(transfer_ownership.org_id, transfer_ownership.user_id)
$$;
comment on function public.transfer_ownership(uuid, uuid) is 'Makes a member the owner and the caller an admin; wants a fresh proof of who is asking.';
revoke execute on function public.transfer_ownership(uuid, uuid) from public, anon;
grant execute on function public.transfer_ownership(uuid, uuid) to authenticated;

create function public.delete_organisation(org_id uuid, name text)
returns timestamptz
language sql
security invoker
set search_path = ''
as $$
  select private.delete_team(delete_organisation.org_id, delete_organisation.name)
$$;
comment on function public.delete_organisation(uuid, text) is 'Deletes an organisation by its exact name; gives the time until which it can be brought back.';
revoke execute on function public.delete_organisation(uuid, text) from public, anon;
grant execute on function public.delete_organisation(uuid, text) to authenticated;

create function public.restore_organisation(org_id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$
  select private.bring_team_back(restore_organisation.org_id)
$$;
comment on function public.restore_organisation(uuid) is 'Brings a deleted organisation back within its 14 days; twice changes nothing.';
revoke execute on function public.restore_organisation(uuid) from public, anon;
grant execute on function public.restore_organisation(uuid) to authenticated;
