-- Nobody gets in with a session that is gone, nor with a password alone where a second factor was set up.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: policies ask it as the caller, who may not read sessions and factors.
-- Used as `(select private.mfa_ok())`, so that it runs once a statement and not once a row.
create function private.mfa_ok()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  with token as (
    select
      auth.uid() as person,
      auth.jwt() ->> 'aal' as aal,
      case when pg_input_is_valid(auth.jwt() ->> 'session_id', 'uuid') then (auth.jwt() ->> 'session_id')::uuid end as session_id
  )
  select exists (
    select
    from token
    join auth.sessions on sessions.id = token.session_id and sessions.user_id = token.person
    where
      (sessions.not_after is null or sessions.not_after > now())
      and (
        token.aal in ('aal2', 'aal3')
        or not exists (
          select
          from auth.mfa_factors
          where mfa_factors.user_id = token.person and mfa_factors.status = 'verified'
        )
      )
  )
$$;

comment on function private.mfa_ok() is
'Whether the session of the token still exists and has passed the second factor, where the person has one.';
revoke execute on function private.mfa_ok() from public, anon;
grant execute on function private.mfa_ok() to authenticated;

create function private.guard_with_mfa(target regclass)
returns void
language plpgsql
set search_path = ''
as $$
begin
  execute format(
    'create policy "sessions that ended or lack the second factor get nothing" on %s as restrictive for all to authenticated
     using ((select private.mfa_ok())) with check ((select private.mfa_ok()))',
    target
  );
end
$$;

comment on function private.guard_with_mfa(regclass) is
'Adds the restrictive policy that every table needs which authenticated people may read or write. For migrations.';

do $$
declare
  target regclass;
begin
  for target in
    select distinct format('%I.%I', policies.schemaname, policies.tablename)::regclass
    from pg_catalog.pg_policies as policies
    where policies.schemaname in ('public', 'realtime') and 'authenticated' = any (policies.roles)
    order by 1
  loop
    perform private.guard_with_mfa(target);
  end loop;
end
$$;

create function private.require_session()
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if not private.mfa_ok() then
    raise exception 'this session has ended or lacks the second factor'
      using errcode = '42501', hint = 'sign in again', detail = 'sign_in';
  end if;
end
$$;

comment on function private.require_session() is
'Raises 42501 with detail sign_in unless the session still exists and has passed the second factor. For definers.';

-- Definers run past the policies, so each that a person may call asks this first.
-- Definer itself: the permission is looked up in tables that the caller may not read.
create function private.require_permission(org_id uuid, permission text)
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_session();
  if require_permission.org_id is null
    or not require_permission.org_id = any (array(select private.my_org_ids(require_permission.permission)))
  then
    raise exception 'your role in this organisation does not allow that'
      using errcode = '42501', hint = 'ask an owner or admin', detail = require_permission.permission;
  end if;
end
$$;

comment on function private.require_permission(uuid, text) is
'Raises 42501 unless the person of the token holds the permission in this organisation and may use this session.';
revoke execute on function private.require_permission(uuid, text) from public, anon;
grant execute on function private.require_permission(uuid, text) to authenticated;

-- What cannot be undone, or opens doors, wants proof within ten minutes that it is still the same person: the code of the
-- second factor, or the sign-in itself for whoever has none.
create function private.require_step_up()
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  claims constant jsonb := auth.jwt();
  proofs text[] := array['password', 'otp', 'magiclink', 'oauth', 'recovery', 'invite', 'email/signup', 'sso/saml', 'totp'];
begin
  perform private.require_session();
  if exists (
    select from auth.mfa_factors where mfa_factors.user_id = auth.uid() and mfa_factors.status = 'verified'
  ) then
    proofs := array['totp'];
  end if;
  if not exists (
    select
    from jsonb_array_elements(case jsonb_typeof(claims -> 'amr') when 'array' then claims -> 'amr' else '[]' end) as proof
    where
      proof ->> 'method' = any (proofs)
      and jsonb_typeof(proof -> 'timestamp') = 'number'
      and to_timestamp((proof ->> 'timestamp')::double precision) > now() - interval '10 minutes'
  ) then
    raise exception 'confirm that it is you'
      using errcode = '42501', hint = 'give your password or code again and repeat this within ten minutes', detail = 'step_up';
  end if;
end
$$;

comment on function private.require_step_up() is
'Raises 42501 with detail step_up unless the session proved within ten minutes whose it is: totp, or any sign-in of a person without a factor.';
revoke execute on function private.require_step_up() from public, anon;
grant execute on function private.require_step_up() to authenticated;
