-- The members of an organisation: who they are, their roles, and what ends with a membership.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may update memberships.
create function private.set_role(org_id uuid, user_id uuid, role text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  old_role text;
begin
  perform private.require_permission(set_role.org_id, 'members.write');
  perform private.lock_team(set_role.org_id);
  if set_role.role is null or set_role.role not in ('admin', 'editor', 'operator', 'viewer') then
    raise exception 'no role to give is called "%"', left(coalesce(set_role.role, ''), 50)
      using errcode = '22023', hint = 'roles are admin, editor, operator, viewer; an organisation is handed over by its own command';
  end if;
  select memberships.role into old_role
  from public.memberships
  where memberships.org_id = set_role.org_id and memberships.user_id = set_role.user_id;
  if old_role is null then
    raise exception 'this person is no member' using errcode = 'P0002', hint = 'load the list again';
  end if;
  if old_role = 'owner' then
    raise exception 'the role of the owner changes only by handing the organisation over'
      using errcode = '42501', hint = 'the owner can do that', detail = 'org.transfer';
  end if;
  update public.memberships
  set role = set_role.role
  where memberships.org_id = set_role.org_id and memberships.user_id = set_role.user_id and memberships.role <> set_role.role;
end
$$;
revoke execute on function private.set_role(uuid, uuid, text) from public, anon;
grant execute on function private.set_role(uuid, uuid, text) to authenticated;

-- Definer: nobody may delete memberships. What the person brought along is taken out of the organisation by a job.
create function private.end_membership(org_id uuid, user_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  old_role text;
begin
  if end_membership.user_id = auth.uid() then
    perform private.require_permission(end_membership.org_id, 'org.read');
  else
    perform private.require_permission(end_membership.org_id, 'members.write');
  end if;
  perform private.lock_team(end_membership.org_id);
  select memberships.role into old_role
  from public.memberships
  where memberships.org_id = end_membership.org_id and memberships.user_id = end_membership.user_id;
  if old_role is null then
    raise exception 'this person is no member' using errcode = 'P0002', hint = 'load the list again';
  end if;
  if old_role = 'owner' then
    raise exception 'an organisation needs an owner'
      using errcode = 'P0001', hint = 'hand it over to another member first, or delete it';
  end if;
  delete from public.memberships
  where memberships.org_id = end_membership.org_id and memberships.user_id = end_membership.user_id;
  insert into private.outbox (topic, dedupe_key, payload, user_id)
  values (
    'leave',
    'leave:' || end_membership.org_id || ':' || end_membership.user_id,
    jsonb_build_object('org', end_membership.org_id),
    end_membership.user_id
  )
  on conflict (dedupe_key) where done_at is null and dead_at is null do nothing;
end
$$;
revoke execute on function private.end_membership(uuid, uuid) from public, anon;
grant execute on function private.end_membership(uuid, uuid) to authenticated;

-- Definer: profiles and addresses of others are not the caller's to read, but those of colleagues.
create function private.find_members(org_id uuid)
returns table (user_id uuid, name text, email text, role text, joined_at timestamptz, is_me boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_permission(find_members.org_id, 'members.read');
  return query
  select
    memberships.user_id,
    coalesce(profiles.display_name, ''),
    users.email::text,
    memberships.role,
    memberships.created_at,
    memberships.user_id = auth.uid()
  from public.memberships
  join auth.users on users.id = memberships.user_id
  left join public.profiles on profiles.user_id = memberships.user_id
  where memberships.org_id = find_members.org_id
  order by array_position(array['owner', 'admin', 'editor', 'operator', 'viewer'], memberships.role), users.email
  limit 1000;
end
$$;
revoke execute on function private.find_members(uuid) from public, anon;
grant execute on function private.find_members(uuid) to authenticated;

create function public.change_role(org_id uuid, user_id uuid, role text)
returns void
language sql
security invoker
set search_path = ''
as $$
  select private.set_role(change_role.org_id, change_role.user_id, change_role.role)
$$;
comment on function public.change_role(uuid, uuid, text) is 'Gives a member another role than owner; the same again changes nothing.';
revoke execute on function public.change_role(uuid, uuid, text) from public, anon;
grant execute on function public.change_role(uuid, uuid, text) to authenticated;

create function public.remove_member(org_id uuid, user_id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$
  select private.end_membership(remove_member.org_id, remove_member.user_id)
$$;
comment on function public.remove_member(uuid, uuid) is 'Ends a membership at once; what the person brought along goes with them.';
revoke execute on function public.remove_member(uuid, uuid) from public, anon;
grant execute on function public.remove_member(uuid, uuid) to authenticated;

create function public.leave_organisation(org_id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$
  select private.end_membership(leave_organisation.org_id, (select auth.uid()))
$$;
comment on function public.leave_organisation(uuid) is 'Ends the caller''s own membership; the owner hands over first.';
revoke execute on function public.leave_organisation(uuid) from public, anon;
grant execute on function public.leave_organisation(uuid) to authenticated;

create function public.members_of(org_id uuid)
returns table (user_id uuid, name text, email text, role text, joined_at timestamptz, is_me boolean)
language sql
stable
security invoker
set search_path = ''
as $$
  select * from private.find_members(members_of.org_id)
$$;
comment on function public.members_of(uuid) is 'Members of an organisation with names and addresses, owners first; at most 1 000.';
revoke execute on function public.members_of(uuid) from public, anon;
grant execute on function public.members_of(uuid) to authenticated;

-- Definer: it revokes keys of somebody else. Who leaves sends nothing more into the organisation, with no key of theirs.
create function private.stop_keys_of_member()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.api_keys
  set revoked_at = now()
  where api_keys.org_id = old.org_id and api_keys.user_id = old.user_id and api_keys.revoked_at is null;
  return null;
end
$$;
revoke execute on function private.stop_keys_of_member() from public, anon;
create trigger _150_stop_keys_of_member
after delete on public.memberships
for each row execute function private.stop_keys_of_member();
