-- Functions read tokens that stay good for an hour after the sign-out; this question lets them see the session behind one.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: sessions and factors lie where the worker may not read.
create function private.session_may(person uuid, session_id uuid, aal text)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from auth.sessions
    where
      sessions.id = session_may.session_id
      and sessions.user_id = session_may.person
      and (sessions.not_after is null or sessions.not_after > now())
      and (
        session_may.aal in ('aal2', 'aal3')
        or not exists (
          select
          from auth.mfa_factors
          where mfa_factors.user_id = session_may.person and mfa_factors.status = 'verified'
        )
      )
  )
$$;
comment on function private.session_may(uuid, uuid, text) is
'Whether the session of a verified token still exists and has passed the second factor, where the person has one.';
revoke execute on function private.session_may(uuid, uuid, text) from public, anon;
grant execute on function private.session_may(uuid, uuid, text) to floyo_worker;
