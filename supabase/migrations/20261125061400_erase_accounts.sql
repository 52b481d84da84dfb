-- A person takes back everything: at once or after seven days in which they may change their mind. The account goes last.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.erasures (
  user_id uuid primary key references auth.users (id) on delete cascade,
  requested_at timestamptz not null default now(),
  due_at timestamptz not null,
  started_at timestamptz -- null: can still be taken back
);
comment on table public.erasures is 'Accounts that are about to be erased. Written by erase_account and cancel_erasure; gone with the account.';
alter table public.erasures enable row level security;
grant select on table public.erasures to authenticated;
create policy "people read when they will be erased"
on public.erasures for select to authenticated
using (user_id = (select auth.uid()));
select private.guard_with_mfa('public.erasures');

create table private.tombstones (
  hash bytea primary key check (octet_length(hash) = 32),
  erased_at timestamptz not null default now(),
  stored_at timestamptz -- null: not kept outside the database yet
);
comment on table private.tombstones is 'sha256 of the id of each erased account. Kept in Storage too: a restore from before it erases again whoever has one.';
alter table private.tombstones enable row level security;

-- Definer: nobody may insert erasures, or one could be written without proof or for an account that others depend on.
create function private.ask_for_erasure(email text, grace_days integer)
returns timestamptz
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := auth.uid();
  owned text;
  due timestamptz;
begin
  perform private.require_step_up();
  if ask_for_erasure.grace_days is null or ask_for_erasure.grace_days not in (0, 7) then
    raise exception 'an account is erased at once (0) or after 7 days' using errcode = '22023', hint = 'give grace_days as 0 or 7';
  end if;
  if not exists (
    select from auth.users where users.id = person and lower(users.email) = lower(btrim(coalesce(ask_for_erasure.email, '')))
  ) then
    raise exception 'this is not the address of your account' using errcode = '22023', hint = 'write it exactly as it stands above';
  end if;
  select organisations.name into owned
  from public.memberships
  join public.organisations on organisations.id = memberships.org_id
  where
    memberships.user_id = person
    and memberships.role = 'owner'
    and organisations.kind = 'team'
    and organisations.deleted_at is null
    and exists (
      select from public.memberships as others where others.org_id = memberships.org_id and others.user_id <> person
    )
  order by organisations.name
  limit 1;
  if found then
    raise exception 'you own "%", which has other members', owned
      using errcode = 'P0001', hint = 'hand it over or delete it first';
  end if;

  insert into public.erasures as erasure (user_id, due_at)
  values (person, now() + make_interval(days => ask_for_erasure.grace_days))
  on conflict (user_id) do update set due_at = least(erasure.due_at, excluded.due_at)
  returning erasure.due_at into due;
  insert into private.outbox as job (topic, dedupe_key, user_id, due_at)
  values ('erase', 'erase:' || person, person, due)
  on conflict (dedupe_key) where done_at is null and dead_at is null
  do update set due_at = excluded.due_at, published_at = null, attempt = job.attempt + 1;
  perform private.record_audit(
    private.personal_org_of(person), 'account.erasure_asked', 'account', null, null,
    jsonb_build_object('graceDays', ask_for_erasure.grace_days)
  );
  return due;
end
$$;
revoke execute on function private.ask_for_erasure(text, integer) from public, anon;
grant execute on function private.ask_for_erasure(text, integer) to authenticated;

-- Definer: nobody may delete erasures.
create function private.take_erasure_back()
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session();
  delete from public.erasures where erasures.user_id = auth.uid() and erasures.started_at is null;
  if not found then
    return false;
  end if;
  delete from private.outbox where outbox.dedupe_key = 'erase:' || auth.uid() and outbox.done_at is null;
  perform private.record_audit(private.personal_org_of(auth.uid()), 'account.erasure_cancelled', 'account');
  return true;
end
$$;
revoke execute on function private.take_erasure_back() from public, anon;
grant execute on function private.take_erasure_back() to authenticated;

create function public.erase_account(email text, grace_days integer default 7)
returns timestamptz
language sql
security invoker
set search_path = ''
as $$
  select private.ask_for_erasure(erase_account.email, erase_account.grace_days)
$$;
comment on function public.erase_account(text, integer) is
'Erases the caller''s account with everything in it, by its address, at once (0) or in 7 days; gives the time. Wants a fresh proof of who is asking.';
revoke execute on function public.erase_account(text, integer) from public, anon;
grant execute on function public.erase_account(text, integer) to authenticated;

create function public.cancel_erasure()
returns boolean
language sql
security invoker
set search_path = ''
as $$
  select private.take_erasure_back()
$$;
comment on function public.cancel_erasure() is 'Takes an erasure back before it begins; false when there is none, or it has begun.';
revoke execute on function public.cancel_erasure() from public, anon;
grant execute on function public.cancel_erasure() to authenticated;

-- Definer: the worker may delete next to nothing. One step: so many events, and when none is left the rest that is small.
-- The account itself stays for erase_account_row, after the objects in Storage are gone. `left` false: only that is left.
create function private.erase_step(person uuid, at_most integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  erased integer;
  address text;
begin
  update public.erasures
  set started_at = coalesce(erasures.started_at, now())
  where erasures.user_id = person and erasures.due_at <= now();
  if not found then
    return jsonb_build_object('status', 'not_due');
  end if;
  perform from public.mining_state where mining_state.user_id = person for update;
  update public.mining_state
  set parked_at = coalesce(mining_state.parked_at, now()), park_reason = coalesce(mining_state.park_reason, 'erasing'), lease_token = null, lease_expires_at = null
  where mining_state.user_id = person;

  delete from public.events
  where
    events.user_id = person
    and events.id in (select old.id from public.events as old where old.user_id = person limit at_most);
  get diagnostics erased = row_count;
  if erased = at_most then
    return jsonb_build_object('status', 'erasing', 'erased', erased, 'left', true);
  end if;

  select lower(users.email) into address from auth.users where users.id = person;
  delete from public.suggestion_feedback where suggestion_feedback.user_id = person;
  delete from public.pattern_mutes where pattern_mutes.user_id = person;
  delete from public.suggestions where suggestions.user_id = person;
  delete from public.patterns where patterns.user_id = person;
  delete from public.mining_chunks where mining_chunks.user_id = person;
  delete from public.mining_state where mining_state.user_id = person;
  delete from public.ingest_rejects where ingest_rejects.user_id = person;
  delete from public.api_keys where api_keys.user_id = person;
  delete from public.sources where sources.user_id = person;
  delete from public.invitations where invitations.email = address;
  -- Teams of this person alone go with them; others keep theirs, without a trace of who it was.
  delete from public.organisations
  where
    organisations.id in (
      select memberships.org_id
      from public.memberships
      where memberships.user_id = person
    )
    and not exists (
      select from public.memberships where memberships.org_id = organisations.id and memberships.user_id <> person
    );
  delete from public.memberships where memberships.user_id = person;
  delete from private.audit_person where audit_person.user_id = person or audit_person.fields::text like '%' || person || '%';
  delete from private.audit_actors where audit_actors.user_id = person;
  return jsonb_build_object('status', 'erasing', 'erased', erased, 'left', false);
end
$$;
comment on function private.erase_step(uuid, integer) is
'Erases up to so many events of an account that is due, then all else but the account: {status: erasing | not_due, erased, left}.';
revoke execute on function private.erase_step(uuid, integer) from public, anon;
grant execute on function private.erase_step(uuid, integer) to floyo_worker;

-- Definer: nobody may delete accounts. What follows from it in the auth schema goes along; two tables there have no key to it.
create function private.erase_account_row(person uuid)
returns bytea
language plpgsql
security definer
set search_path = ''
as $$
declare
  address text;
  made_hash constant bytea := sha256(convert_to(person::text, 'UTF8'));
begin
  if not exists (select from public.erasures where erasures.user_id = person and erasures.started_at is not null) then
    raise exception 'this account is not being erased' using errcode = 'P0001', hint = 'call erase_step first';
  end if;
  select users.email into address from auth.users where users.id = person;
  insert into private.tombstones (hash) values (made_hash) on conflict do nothing;
  delete from realtime.messages
  where messages.topic = 'user:' || person or messages.payload::text like '%' || person || '%';
  delete from auth.flow_state where flow_state.user_id = person;
  delete from auth.refresh_tokens where refresh_tokens.user_id = person::text;
  delete from auth.audit_log_entries
  where
    audit_log_entries.payload::text like '%' || person || '%'
    or (address <> '' and audit_log_entries.payload::text ilike '%' || replace(replace(replace(address, '\', '\\'), '%', '\%'), '_', '\_') || '%');
  delete from private.outbox where outbox.user_id = person;
  delete from auth.users where users.id = person;
  return made_hash;
end
$$;
comment on function private.erase_account_row(uuid) is 'The last step of an erasure: the account, what is left of it beside our tables, and a tombstone. Gives its hash.';
revoke execute on function private.erase_account_row(uuid) from public, anon;
grant execute on function private.erase_account_row(uuid) to floyo_worker;

-- Definer: tombstones are not the worker's to read otherwise.
create function private.tombstone_stored(hash bytea)
returns void
language sql
security definer
set search_path = ''
as $$
  update private.tombstones set stored_at = now() where tombstones.hash = tombstone_stored.hash
$$;
comment on function private.tombstone_stored(bytea) is 'Notes that a tombstone is kept in Storage.';
revoke execute on function private.tombstone_stored(bytea) from public, anon;
grant execute on function private.tombstone_stored(bytea) to floyo_worker;

-- Definer: accounts are not the worker's to read otherwise. After a restore, with the tombstones that Storage kept.
create function private.bury_again(hashes bytea[])
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  asked integer;
begin
  with risen as (
    insert into public.erasures (user_id, due_at)
    select users.id, now()
    from auth.users
    where sha256(convert_to(users.id::text, 'UTF8')) = any (hashes)
    on conflict (user_id) do update set due_at = least(erasures.due_at, now())
    returning erasures.user_id
  ),
  owed as (
    insert into private.outbox (topic, dedupe_key, user_id)
    select 'erase', 'erase:' || risen.user_id, risen.user_id from risen
    on conflict (dedupe_key) where done_at is null and dead_at is null do nothing
    returning 1
  )
  select count(*) into asked from risen;
  return asked;
end
$$;
comment on function private.bury_again(bytea[]) is 'Erases again every account whose tombstone is given, as a restore must; gives their number.';
revoke execute on function private.bury_again(bytea[]) from public, anon;
grant execute on function private.bury_again(bytea[]) to floyo_worker;
