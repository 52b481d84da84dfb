-- Whoever loses the phone gets in with a code written down before: it takes the second factor away and every other session.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.recovery_codes (
  user_id uuid not null references auth.users (id) on delete cascade,
  code_hash bytea not null check (octet_length(code_hash) = 32),
  created_at timestamptz not null default now(),
  used_at timestamptz, -- null: good for one use
  primary key (user_id, code_hash)
);
comment on table private.recovery_codes is 'Recovery codes of people with a second factor, as sha256(person || code). Shown once, good once.';
alter table private.recovery_codes enable row level security;

create table private.recovery_attempts (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  tried_at timestamptz not null default now()
);
comment on table private.recovery_attempts is 'Wrong recovery codes: five in fifteen minutes, and no more are looked at.';
create index recovery_attempts_user_id_idx on private.recovery_attempts (user_id, tried_at);
alter table private.recovery_attempts enable row level security;

create function private.recovery_code_hash(person uuid, code text)
returns bytea
language sql
immutable
set search_path = ''
as $$
  -- As people type it: any case, with or without dashes and spaces; O, I and L are not in the alphabet but are written for 0 and 1.
  select sha256(convert_to(
    recovery_code_hash.person
    || translate(regexp_replace(upper(coalesce(recovery_code_hash.code, '')), '[^A-Z0-9]', '', 'g'), 'OIL', '011'),
    'UTF8'
  ))
$$;

-- Definer: codes lie where nobody may read. Eighty random bits each, so that the plain hash is enough.
create function private.renew_recovery_codes()
returns setof text
language plpgsql
security definer
set search_path = ''
as $$
declare
  alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  bytes bytea;
  code text;
begin
  perform private.require_step_up();
  if not exists (
    select from auth.mfa_factors where mfa_factors.user_id = auth.uid() and mfa_factors.status = 'verified'
  ) then
    raise exception 'recovery codes replace a second factor, and there is none'
      using errcode = 'P0001', hint = 'add an authenticator app first';
  end if;
  delete from private.recovery_codes where recovery_codes.user_id = auth.uid();
  for place in 1..10 loop
    bytes := extensions.gen_random_bytes(16);
    -- 256 is a multiple of 32, so no letter is likelier than another.
    select string_agg(
      substr(alphabet, get_byte(bytes, letter) % 32 + 1, 1) || case when letter in (3, 7, 11) then '-' else '' end, ''
      order by letter
    )
    into code
    from generate_series(0, 15) as letter;
    insert into private.recovery_codes (user_id, code_hash)
    values (auth.uid(), private.recovery_code_hash(auth.uid(), code));
    return next code;
  end loop;
  perform private.record_audit(private.personal_org_of(auth.uid()), 'account.recovery_codes_made', 'account');
end
$$;
revoke execute on function private.renew_recovery_codes() from public, anon;
grant execute on function private.renew_recovery_codes() to authenticated;

-- Definer: as above. It is called by sessions that lack the second factor, so it asks for the session alone. It answers
-- instead of raising, because an error would undo the count of wrong codes.
create function private.redeem_recovery_code(code text)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := auth.uid();
begin
  if not exists (
    select
    from auth.sessions
    where sessions.user_id = person and sessions.id::text = auth.jwt() ->> 'session_id'
  ) then
    raise exception 'this session has ended' using errcode = '42501', hint = 'sign in again', detail = 'sign_in';
  end if;
  -- One attempt after the other, or many at once would all see room.
  perform pg_advisory_xact_lock(hashtextextended('recovery:' || person, 0));
  if (
    select count(*)
    from private.recovery_attempts
    where recovery_attempts.user_id = person and recovery_attempts.tried_at > now() - interval '15 minutes'
  ) >= 5 then
    return 'limited';
  end if;
  update private.recovery_codes
  set used_at = now()
  where
    recovery_codes.user_id = person
    and recovery_codes.code_hash = private.recovery_code_hash(person, redeem_recovery_code.code)
    and recovery_codes.used_at is null;
  if not found then
    insert into private.recovery_attempts (user_id) values (person);
    return 'wrong';
  end if;
  delete from auth.mfa_factors where mfa_factors.user_id = person;
  delete from auth.sessions where sessions.user_id = person and sessions.id::text is distinct from auth.jwt() ->> 'session_id';
  delete from private.recovery_codes where recovery_codes.user_id = person;
  delete from private.recovery_attempts where recovery_attempts.user_id = person;
  perform private.record_audit(private.personal_org_of(person), 'account.recovered', 'account');
  return 'recovered';
end
$$;
revoke execute on function private.redeem_recovery_code(text) from public, anon;
grant execute on function private.redeem_recovery_code(text) to authenticated;

-- Definer: as above.
create function private.count_recovery_codes()
returns integer
language sql
stable
security definer
set search_path = ''
as $$
  select count(*)::integer
  from private.recovery_codes
  where recovery_codes.user_id = (select auth.uid()) and recovery_codes.used_at is null and (select private.mfa_ok())
$$;
revoke execute on function private.count_recovery_codes() from public, anon;
grant execute on function private.count_recovery_codes() to authenticated;

create function public.make_recovery_codes()
returns setof text
language sql
security invoker
set search_path = ''
as $$
  select private.renew_recovery_codes()
$$;
comment on function public.make_recovery_codes() is 'Ten new recovery codes, shown this one time; those made before end. Wants a fresh code of the second factor.';
revoke execute on function public.make_recovery_codes() from public, anon;
grant execute on function public.make_recovery_codes() to authenticated;

create function public.use_recovery_code(code text)
returns text
language sql
security invoker
set search_path = ''
as $$
  select private.redeem_recovery_code(use_recovery_code.code)
$$;
comment on function public.use_recovery_code(text) is
'For a session that lacks the second factor: recovered (the factor and all other sessions are gone), wrong, or limited (five wrong ones in fifteen minutes).';
revoke execute on function public.use_recovery_code(text) from public, anon;
grant execute on function public.use_recovery_code(text) to authenticated;

create function public.recovery_codes_left()
returns integer
language sql
stable
security invoker
set search_path = ''
as $$
  select private.count_recovery_codes()
$$;
comment on function public.recovery_codes_left() is 'How many recovery codes of the caller are still good.';
revoke execute on function public.recovery_codes_left() from public, anon;
grant execute on function public.recovery_codes_left() to authenticated;
