-- Organisations of several people: a grace period before they are gone, an epoch for their live channel, an audit of changes.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.organisations
add column deleted_at timestamptz, -- null: in use
add column epoch integer not null default 1 check (epoch > 0),
add column min_people integer not null default 5 check (min_people between 3 and 100);

comment on column public.organisations.deleted_at is 'Deleted by its owner, who can bring it back for 14 days; then it is purged.';
comment on column public.organisations.epoch is 'Part of the live topic org:<id>:<epoch>; raised when somebody leaves, so that an old listener hears nothing.';
comment on column public.organisations.min_people is 'A routine is shown to colleagues when at least so many people share it.';

alter table public.organisations
add constraint organisations_personal_stays check (kind = 'team' or deleted_at is null) not valid;
alter table public.organisations validate constraint organisations_personal_stays;

grant update (min_people) on table public.organisations to authenticated;

create or replace function private.my_org_ids(permission text)
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
  join public.organisations on organisations.id = memberships.org_id
  where
    memberships.user_id = (select auth.uid())
    and role_permissions.permission = my_org_ids.permission
    -- A deleted one is there for nobody but whoever can bring it back.
    and (organisations.deleted_at is null or my_org_ids.permission = 'org.delete')
$$;

create or replace function private.has_permission(user_id uuid, org_id uuid, permission text)
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
    join public.organisations on organisations.id = memberships.org_id
    where
      memberships.user_id = has_permission.user_id
      and memberships.org_id = has_permission.org_id
      and role_permissions.permission = has_permission.permission
      and organisations.deleted_at is null
  )
$$;

drop policy "members read their organisations" on public.organisations;
create policy "members read their organisations, owners also deleted ones"
on public.organisations for select to authenticated
using (
  id = any (array(select private.my_org_ids('org.read')))
  or id = any (array(select private.my_org_ids('org.delete')))
);

-- Definer: organisations of the caller are looked up past their own policy, which asks memberships again.
create function private.my_org_topics()
returns setof text
language sql
stable
security definer
rows 5
set search_path = ''
as $$
  select 'org:' || organisations.id || ':' || organisations.epoch
  from public.organisations
  where organisations.id = any (array(select private.my_org_ids('org.read')))
$$;

comment on function private.my_org_topics() is 'Live topics of the caller''s organisations, of the current epoch alone.';
revoke execute on function private.my_org_topics() from public, anon;
grant execute on function private.my_org_topics() to authenticated;

drop policy "people listen on their own topic" on realtime.messages;
create policy "people listen on their own topic and those of their organisations"
on realtime.messages for select to authenticated
using (
  extension in ('broadcast', 'presence')
  and (
    topic = 'user:' || (select auth.uid())::text
    or topic = any (array(select private.my_org_topics()))
  )
);
