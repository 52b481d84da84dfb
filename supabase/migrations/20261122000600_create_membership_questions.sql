-- The two questions every policy and every job asks about memberships.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: the policies of memberships ask it too, and asking as the caller would recurse for ever.
-- Used as `org_id = any (array (select private.my_org_ids('…')))`, so that it runs once a statement and not once a row.
create function private.my_org_ids(permission text)
returns setof uuid
language sql
stable
security definer
rows 5
set search_path = ''
as $$
  select memberships.org_id
  from public.memberships
  join private.role_permissions on role_permissions.role = memberships.role
  where memberships.user_id = (select auth.uid()) and role_permissions.permission = my_org_ids.permission
$$;

comment on function private.my_org_ids(text) is 'Organisations in which the person of the token holds the permission.';
revoke execute on function private.my_org_ids(text) from public, anon;
grant execute on function private.my_org_ids(text) to authenticated;

-- Definer: jobs act for a person without being that person, and may not read memberships.
create function private.has_permission(user_id uuid, org_id uuid, permission text)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.memberships
    join private.role_permissions on role_permissions.role = memberships.role
    where
      memberships.user_id = has_permission.user_id
      and memberships.org_id = has_permission.org_id
      and role_permissions.permission = has_permission.permission
  )
$$;

comment on function private.has_permission(uuid, uuid, text) is 'Whether this person holds the permission in this organisation.';
revoke execute on function private.has_permission(uuid, uuid, text) from public, anon;
grant execute on function private.has_permission(uuid, uuid, text) to floyo_worker;
