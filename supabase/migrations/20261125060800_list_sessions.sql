-- People see where they are signed in and end it, and the log of their account says when a new device came.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.known_devices (
  user_id uuid not null references auth.users (id) on delete cascade,
  device_hash bytea not null check (octet_length(device_hash) = 32),
  first_seen_at timestamptz not null default now(),
  primary key (user_id, device_hash)
);
comment on table private.known_devices is 'Programs a person signed in with before, as sha256(person || user agent); a sign-in with another one is told in the audit log.';
alter table private.known_devices enable row level security;

create function private.personal_org_of(person uuid)
returns uuid
language sql
stable
set search_path = ''
as $$
  select organisations.id
  from public.organisations
  where organisations.created_by = personal_org_of.person and organisations.kind = 'personal'
$$;

-- Definer: it runs as the auth service, which has no rights here. A failure is a warning: it must never block a sign-in.
create function private.follow_session()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  begin
    insert into private.known_devices (user_id, device_hash)
    values (new.user_id, sha256(convert_to(new.user_id || coalesce(new.user_agent, ''), 'UTF8')))
    on conflict do nothing;
    if found and private.personal_org_of(new.user_id) is not null then
      perform private.record_audit(
        private.personal_org_of(new.user_id), 'account.new_device', 'account', null, null, '{}', new.user_id
      );
    end if;
  exception when others then
    raise warning 'a new device was not recorded: %', sqlerrm;
  end;
  return null;
end
$$;
revoke execute on function private.follow_session() from public, anon;

create trigger _100_follow_session
after insert on auth.sessions
for each row execute function private.follow_session();

-- Definer: as above.
create function private.follow_factor()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := coalesce(new.user_id, old.user_id);
begin
  begin
    if private.personal_org_of(person) is not null then
      perform private.record_audit(
        private.personal_org_of(person),
        case tg_op when 'DELETE' then 'account.factor_removed' else 'account.factor_added' end,
        'account', null, null, '{}', person
      );
    end if;
  exception when others then
    raise warning 'a change of the second factor was not recorded: %', sqlerrm;
  end;
  return null;
end
$$;
revoke execute on function private.follow_factor() from public, anon;

create trigger _100_follow_new_factor
after update on auth.mfa_factors
for each row when (old.status <> 'verified' and new.status = 'verified')
execute function private.follow_factor();
create trigger _110_follow_removed_factor
after delete on auth.mfa_factors
for each row when (old.status = 'verified')
execute function private.follow_factor();

-- Definer: sessions lie in the auth schema. It shows and ends those of the caller, nobody else's.
create function private.find_my_sessions()
returns table (id uuid, created_at timestamptz, last_seen_at timestamptz, user_agent text, ip text, aal text, is_this boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_session();
  return query
  select
    sessions.id,
    sessions.created_at,
    greatest(sessions.refreshed_at at time zone 'UTC', sessions.updated_at, sessions.created_at),
    sessions.user_agent,
    host(sessions.ip),
    sessions.aal::text,
    sessions.id::text = auth.jwt() ->> 'session_id'
  from auth.sessions
  where sessions.user_id = auth.uid() and (sessions.not_after is null or sessions.not_after > now())
  order by 7 desc, 3 desc
  limit 200;
end
$$;
revoke execute on function private.find_my_sessions() from public, anon;
grant execute on function private.find_my_sessions() to authenticated;

-- Definer: as above. Its refresh tokens go with it, and every table refuses its access token from this moment on.
create function private.end_my_sessions(session_id uuid)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  ended integer;
begin
  perform private.require_session();
  delete from auth.sessions
  where
    sessions.user_id = auth.uid()
    and case
      when end_my_sessions.session_id is null then sessions.id::text is distinct from auth.jwt() ->> 'session_id'
      else sessions.id = end_my_sessions.session_id
    end;
  get diagnostics ended = row_count;
  if ended > 0 and private.personal_org_of(auth.uid()) is not null then
    perform private.record_audit(
      private.personal_org_of(auth.uid()), 'account.sessions_ended', 'account', null, null, jsonb_build_object('sessions', ended)
    );
  end if;
  return ended;
end
$$;
revoke execute on function private.end_my_sessions(uuid) from public, anon;
grant execute on function private.end_my_sessions(uuid) to authenticated;

create function public.my_sessions()
returns table (id uuid, created_at timestamptz, last_seen_at timestamptz, user_agent text, ip text, aal text, is_this boolean)
language sql
stable
security invoker
set search_path = ''
as $$
  select * from private.find_my_sessions()
$$;
comment on function public.my_sessions() is 'Where the caller is signed in, this session first.';
revoke execute on function public.my_sessions() from public, anon;
grant execute on function public.my_sessions() to authenticated;

create function public.revoke_session(id uuid)
returns boolean
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if revoke_session.id is null then
    raise exception 'a session to end must be named' using errcode = '22023', hint = 'revoke_other_sessions ends all but this one';
  end if;
  return private.end_my_sessions(revoke_session.id) > 0;
end
$$;
comment on function public.revoke_session(uuid) is 'Ends one of the caller''s sessions at once; false when it was gone already.';
revoke execute on function public.revoke_session(uuid) from public, anon;
grant execute on function public.revoke_session(uuid) to authenticated;

create function public.revoke_other_sessions()
returns integer
language sql
security invoker
set search_path = ''
as $$
  select private.end_my_sessions(null)
$$;
comment on function public.revoke_other_sessions() is 'Ends all of the caller''s sessions but this one; gives their number.';
revoke execute on function public.revoke_other_sessions() from public, anon;
grant execute on function public.revoke_other_sessions() to authenticated;
