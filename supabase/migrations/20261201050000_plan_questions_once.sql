-- Policies ask these two of every statement. In SQL they were planned at each call; in PL/pgSQL a connection keeps the plan.
set lock_timeout = '1s';
set statement_timeout = '5s';

create or replace function private.mfa_ok()
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  person constant uuid := auth.uid();
  token_aal constant text := auth.jwt() ->> 'aal';
  token_session constant uuid := case
    when pg_input_is_valid(auth.jwt() ->> 'session_id', 'uuid') then (auth.jwt() ->> 'session_id')::uuid
  end;
begin
  return exists (
    select
    from auth.sessions
    where
      sessions.id = token_session
      and sessions.user_id = person
      and (sessions.not_after is null or sessions.not_after > now())
      and (
        token_aal in ('aal2', 'aal3')
        or not exists (
          select from auth.mfa_factors where mfa_factors.user_id = person and mfa_factors.status = 'verified'
        )
      )
  );
end
$$;

create or replace function private.my_org_ids(permission text)
returns setof uuid
language plpgsql
stable
security definer
rows 5
set search_path = ''
as $$
declare
  person constant uuid := auth.uid();
begin
  return query
  select memberships.org_id
  from public.memberships
  join private.role_permissions on role_permissions.role = memberships.role
  join public.organisations on organisations.id = memberships.org_id
  where
    memberships.user_id = person
    and role_permissions.permission = my_org_ids.permission
    -- A deleted one is there for nobody but whoever can bring it back.
    and (organisations.deleted_at is null or my_org_ids.permission = 'org.delete');
end
$$;
