-- The audit log keeps its proof when a person is erased: rows name a pseudonym, and what is personal lies beside them under
-- a commitment. A chain of hashes shows an edit, a gap or a missing end.
set lock_timeout = '1s';
set statement_timeout = '30s';

create table private.audit_actors (
  org_id uuid not null,
  user_id uuid not null,
  pseudonym uuid not null default gen_random_uuid() unique,
  primary key (org_id, user_id)
);
comment on table private.audit_actors is 'Who is meant by a pseudonym of the audit log. Erasure deletes the row, and nobody is meant any more.';
create index audit_actors_user_id_idx on private.audit_actors (user_id);
alter table private.audit_actors enable row level security;

create table private.audit_person (
  audit_id bigint primary key,
  user_id uuid, -- null: the system itself acted
  salt bytea not null check (octet_length(salt) = 32),
  fields jsonb not null check (jsonb_typeof(fields) = 'object' and pg_column_size(fields) <= 8192)
);
comment on table private.audit_person is 'What is personal of a row of the audit log: sha256(salt || fields) is its commitment. Erasure deletes it, the chain still holds.';
create index audit_person_user_id_idx on private.audit_person (user_id);
alter table private.audit_person enable row level security;

create table private.audit_unsealed (
  audit_id bigint primary key,
  org_id uuid not null
);
comment on table private.audit_unsealed is 'Rows of the audit log that the chain does not hold yet. Ids commit out of order, so a greatest id would miss some.';
create index audit_unsealed_org_id_idx on private.audit_unsealed (org_id, audit_id);
alter table private.audit_unsealed enable row level security;

create table private.audit_unsigned (
  org_id uuid primary key
);
comment on table private.audit_unsigned is 'Organisations whose chain grew since its end was last signed.';
alter table private.audit_unsigned enable row level security;

create table public.audit_seals (
  org_id uuid not null,
  seq bigint not null check (seq > 0),
  audit_id bigint not null unique,
  hash bytea not null check (octet_length(hash) = 32),
  sealed_at timestamptz not null default now(),
  primary key (org_id, seq)
);
comment on table public.audit_seals is 'The chain over the audit log of an organisation: hash = sha256(previous hash || row). Written by private.seal_audit_log alone.';
alter table public.audit_seals enable row level security;
grant select on table public.audit_seals to authenticated;
create policy "owners and admins read the seals"
on public.audit_seals for select to authenticated
using (org_id = any (array(select private.my_org_ids('audit.read'))));
select private.guard_with_mfa('public.audit_seals');

create table public.audit_heads (
  org_id uuid not null,
  seq bigint not null check (seq > 0),
  hash bytea not null check (octet_length(hash) = 32),
  key_id text not null check (length(key_id) between 1 and 64),
  signature bytea not null check (octet_length(signature) = 64),
  signed_at timestamptz not null,
  primary key (org_id, seq)
);
comment on table public.audit_heads is 'Signed ends of the chain, each hour with news; the same is kept in Storage, where no row of the database reaches.';
alter table public.audit_heads enable row level security;
grant select on table public.audit_heads to authenticated;
create policy "owners and admins read the signed heads"
on public.audit_heads for select to authenticated
using (org_id = any (array(select private.my_org_ids('audit.read'))));
select private.guard_with_mfa('public.audit_heads');

create trigger _100_refuse_audit_change
before update or delete or truncate on public.audit_seals
for each statement execute function private.refuse_audit_change();
create trigger _100_refuse_audit_change
before update or delete or truncate on public.audit_heads
for each statement execute function private.refuse_audit_change();

alter table public.audit_log
add column actor uuid, -- null: the system itself
add column before_hash bytea check (octet_length(before_hash) = 32), -- null: there was nothing before
add column after_hash bytea check (octet_length(after_hash) = 32), -- null: there is nothing after
add column commitment bytea check (octet_length(commitment) = 32);
comment on column public.audit_log.actor is 'Pseudonym of who did it, one a person and organisation (private.audit_actors).';
comment on column public.audit_log.before_hash is 'sha256(salt || what was there before as jsonb), so that nobody can guess a short value.';

-- Rows of the time before the chain move over as they are.
alter table public.audit_log disable trigger _100_refuse_audit_change;
insert into private.audit_actors (org_id, user_id)
select distinct audit_log.org_id, audit_log.actor_id from public.audit_log where audit_log.actor_id is not null;
insert into private.audit_person (audit_id, user_id, salt, fields)
select audit_log.id, audit_log.actor_id, extensions.gen_random_bytes(32), jsonb_build_object('actorId', audit_log.actor_id)
from public.audit_log;
update public.audit_log
set
  commitment = sha256(audit_person.salt || convert_to(audit_person.fields::text, 'UTF8')),
  actor = (
    select audit_actors.pseudonym
    from private.audit_actors
    where audit_actors.org_id = audit_log.org_id and audit_actors.user_id = audit_log.actor_id
  )
from private.audit_person
where audit_person.audit_id = audit_log.id;
insert into private.audit_unsealed (audit_id, org_id) select audit_log.id, audit_log.org_id from public.audit_log;
alter table public.audit_log enable trigger _100_refuse_audit_change;
alter table public.audit_log drop column actor_id;
alter table public.audit_log add constraint audit_log_has_commitment check (commitment is not null) not valid;
alter table public.audit_log validate constraint audit_log_has_commitment;
create index audit_log_org_id_id_idx on public.audit_log (org_id, id desc);

-- Only what the API in front of the database says itself is called ip; what our own site reports of its visitor is told
-- apart, since anybody can send such a header.
create function private.request_facts()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  headers jsonb;
begin
  headers := coalesce(nullif(current_setting('request.headers', true), ''), '{}')::jsonb;
  return jsonb_strip_nulls(jsonb_build_object(
    'ip', left(coalesce(
      headers ->> 'cf-connecting-ip',
      btrim(split_part(headers ->> 'x-forwarded-for', ',', -1))
    ), 64),
    'userAgent', left(headers ->> 'user-agent', 300),
    'toldIp', left(headers ->> 'x-floyo-client-ip', 64),
    'toldUserAgent', left(headers ->> 'x-floyo-client-agent', 300),
    'requestId', left(headers ->> 'x-request-id', 100)
  ));
exception when others then
  return '{}';
end
$$;

create function private.audit_pseudonym(org_id uuid, user_id uuid)
returns uuid
language sql
set search_path = ''
as $$
  insert into private.audit_actors as actors (org_id, user_id)
  values (audit_pseudonym.org_id, audit_pseudonym.user_id)
  on conflict on constraint audit_actors_pkey do update set org_id = actors.org_id
  returning actors.pseudonym
$$;

-- Called by triggers and definers only. `target` and `details` hold nothing personal: a person is named by pseudonym.
create function private.record_audit(
  org_id uuid, action text, target text, before jsonb default null, after jsonb default null, details jsonb default '{}',
  by_person uuid default null
)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  person constant uuid := coalesce(record_audit.by_person, auth.uid());
  salt constant bytea := extensions.gen_random_bytes(32);
  fields jsonb := private.request_facts();
  made_id bigint;
begin
  if person is not null then
    fields := fields || jsonb_build_object(
      'actorId', person, 'email', (select users.email from auth.users where users.id = person)
    );
  end if;
  insert into public.audit_log (org_id, actor, action, target, before_hash, after_hash, commitment, details)
  values (
    record_audit.org_id,
    case when person is not null then private.audit_pseudonym(record_audit.org_id, person) end,
    record_audit.action,
    record_audit.target,
    sha256(salt || convert_to(record_audit.before::text, 'UTF8')),
    sha256(salt || convert_to(record_audit.after::text, 'UTF8')),
    sha256(salt || convert_to(fields::text, 'UTF8')),
    record_audit.details
  )
  returning audit_log.id into made_id;
  insert into private.audit_person (audit_id, user_id, salt, fields) values (made_id, person, salt, fields);
  insert into private.audit_unsealed (audit_id, org_id) values (made_id, record_audit.org_id);
  return made_id;
end
$$;

comment on function private.record_audit(uuid, text, text, jsonb, jsonb, jsonb, uuid) is
'Adds a row to the audit log as done by the person named, else of the token, or by the system when there is neither.';

create or replace function private.record_key_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.record_audit(
    new.org_id,
    case tg_op when 'INSERT' then 'key.created' else 'key.revoked' end,
    'api_key:' || new.id,
    null,
    null,
    jsonb_build_object('prefix', new.prefix, 'scopes', new.scopes)
  );
  return null;
end
$$;

create function private.audit_row_bytes(entry public.audit_log)
returns bytea
language sql
immutable
set search_path = ''
as $$
  select convert_to(jsonb_build_array(
    entry.id, entry.org_id, entry.actor, entry.action, entry.target, entry.details,
    encode(entry.before_hash, 'hex'), encode(entry.after_hash, 'hex'), encode(entry.commitment, 'hex'),
    to_char(entry.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  )::text, 'UTF8')
$$;

-- Definer: nobody may write seals. One organisation after the other, each under its own lock, so that two runs at once
-- cannot grow one chain twice.
create function private.seal_audit_log(max_rows integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  organisation record;
  entry public.audit_log;
  last_seal public.audit_seals;
  sealed integer := 0;
begin
  for organisation in
    select audit_unsealed.org_id as id from private.audit_unsealed group by audit_unsealed.org_id order by min(audit_unsealed.audit_id)
  loop
    continue when not pg_try_advisory_xact_lock(hashtextextended('audit:' || organisation.id, 0));
    select audit_seals.* into last_seal
    from public.audit_seals
    where audit_seals.org_id = organisation.id
    order by audit_seals.seq desc
    limit 1;
    for entry in
      select audit_log.*
      from private.audit_unsealed
      join public.audit_log on audit_log.id = audit_unsealed.audit_id
      where audit_unsealed.org_id = organisation.id
      order by audit_log.id
      limit seal_audit_log.max_rows - sealed
    loop
      insert into public.audit_seals (org_id, seq, audit_id, hash)
      values (
        organisation.id,
        coalesce(last_seal.seq, 0) + 1,
        entry.id,
        sha256(coalesce(last_seal.hash, ''::bytea) || private.audit_row_bytes(entry))
      )
      returning * into last_seal;
      delete from private.audit_unsealed where audit_unsealed.audit_id = entry.id;
      sealed := sealed + 1;
    end loop;
    insert into private.audit_unsigned (org_id) values (organisation.id) on conflict do nothing;
    exit when sealed >= seal_audit_log.max_rows;
    last_seal := null;
  end loop;
  return sealed;
end
$$;

comment on function private.seal_audit_log(integer) is 'Takes up to so many new rows of the audit log into their chains; gives their number.';
revoke execute on function private.seal_audit_log(integer) from public, anon;
grant execute on function private.seal_audit_log(integer) to floyo_worker;

-- The walk itself, for the function below and for whoever checks from outside as the tables' owner.
create function private.walk_audit_log(org_id uuid)
returns table (checked bigint, unsealed bigint, broken_seq bigint, broken_id bigint, problem text)
language plpgsql
stable
rows 1
set search_path = ''
as $$
declare
  link record;
  last_hash bytea := ''::bytea;
begin
  checked := 0;
  select count(*) into unsealed from private.audit_unsealed where audit_unsealed.org_id = walk_audit_log.org_id;

  for link in
    select
      seals.seq,
      seals.audit_id,
      seals.hash,
      entry as row,
      entry.id is null as is_gone,
      person.salt is not null
        and sha256(person.salt || convert_to(person.fields::text, 'UTF8')) is distinct from entry.commitment as is_other_person,
      heads.hash as head_hash
    from public.audit_seals as seals
    left join public.audit_log as entry on entry.id = seals.audit_id and entry.org_id = seals.org_id
    left join private.audit_person as person on person.audit_id = seals.audit_id
    left join public.audit_heads as heads on heads.org_id = seals.org_id and heads.seq = seals.seq
    where seals.org_id = walk_audit_log.org_id
    order by seals.seq
  loop
    broken_seq := link.seq;
    broken_id := link.audit_id;
    problem := case
      when link.seq <> checked + 1 then 'missing'
      when link.is_gone then 'deleted'
      when link.hash <> sha256(last_hash || private.audit_row_bytes(link.row)) then 'changed'
      when link.is_other_person then 'person_changed'
      when link.head_hash <> link.hash then 'rewritten'
    end;
    if problem is not null then
      return next;
      return;
    end if;
    checked := checked + 1;
    last_hash := link.hash;
  end loop;
  broken_seq := null;
  broken_id := null;

  select min(heads.seq) into broken_seq
  from public.audit_heads as heads
  where heads.org_id = walk_audit_log.org_id and heads.seq > checked;
  if broken_seq is not null then
    problem := 'end_missing';
  else
    -- In neither the chain nor the queue for it: somebody wrote past record_audit.
    select min(entry.id) into broken_id
    from public.audit_log as entry
    where
      entry.org_id = walk_audit_log.org_id
      and not exists (select from public.audit_seals as seals where seals.audit_id = entry.id)
      and not exists (select from private.audit_unsealed where audit_unsealed.audit_id = entry.id);
    if broken_id is not null then
      problem := 'forged';
    end if;
  end if;
  return next;
end
$$;

revoke execute on function private.walk_audit_log(uuid) from public, anon;

-- Definer: the commitments lie where nobody may read. It asks for the permission itself.
create function private.check_audit_log(org_id uuid)
returns table (checked bigint, unsealed bigint, broken_seq bigint, broken_id bigint, problem text)
language plpgsql
stable
security definer
rows 1
set search_path = ''
as $$
begin
  perform private.require_permission(check_audit_log.org_id, 'audit.read');
  return query select * from private.walk_audit_log(check_audit_log.org_id);
end
$$;

revoke execute on function private.check_audit_log(uuid) from public, anon;
grant execute on function private.check_audit_log(uuid) to authenticated;

create function public.verify_audit_log(org_id uuid)
returns table (checked bigint, unsealed bigint, broken_seq bigint, broken_id bigint, problem text)
language sql
stable
security invoker
rows 1
set search_path = ''
as $$
  select * from private.check_audit_log(verify_audit_log.org_id)
$$;

comment on function public.verify_audit_log(uuid) is
'Walks the chain of an organisation: problem is null, or missing, deleted, changed, person_changed, rewritten, end_missing, forged, with the first broken place.';
revoke execute on function public.verify_audit_log(uuid) from public, anon;
grant execute on function public.verify_audit_log(uuid) to authenticated;

-- Definer: names and addresses of the people of a log lie in private.
create function private.find_audit_entries(org_id uuid, actions text[], actor uuid, since timestamptz, until timestamptz, before bigint, take integer)
returns table (
  id bigint, at timestamptz, action text, target text, details jsonb, actor_id uuid, actor_name text, actor_email text,
  ip text, user_agent text, request_id text, before_hash text, after_hash text, seq bigint
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_permission(find_audit_entries.org_id, 'audit.read');
  return query
  select
    entry.id, entry.created_at, entry.action, entry.target, entry.details, entry.actor,
    profiles.display_name, coalesce(users.email::text, person.fields ->> 'email'),
    coalesce(person.fields ->> 'ip', person.fields ->> 'toldIp'),
    coalesce(person.fields ->> 'toldUserAgent', person.fields ->> 'userAgent'),
    person.fields ->> 'requestId', encode(entry.before_hash, 'hex'), encode(entry.after_hash, 'hex'), seals.seq
  from public.audit_log as entry
  left join private.audit_person as person on person.audit_id = entry.id
  left join public.profiles on profiles.user_id = person.user_id
  left join auth.users on users.id = person.user_id
  left join public.audit_seals as seals on seals.audit_id = entry.id
  where
    entry.org_id = find_audit_entries.org_id
    and (find_audit_entries.actions is null or entry.action = any (find_audit_entries.actions))
    and (find_audit_entries.actor is null or entry.actor = find_audit_entries.actor)
    and (find_audit_entries.since is null or entry.created_at >= find_audit_entries.since)
    and (find_audit_entries.until is null or entry.created_at < find_audit_entries.until)
    and (find_audit_entries.before is null or entry.id < find_audit_entries.before)
  order by entry.id desc
  limit least(greatest(coalesce(find_audit_entries.take, 50), 1), 1000);
end
$$;

revoke execute on function private.find_audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) from public, anon;
grant execute on function private.find_audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) to authenticated;

create function public.audit_entries(
  org_id uuid, actions text[] default null, actor uuid default null, since timestamptz default null,
  until timestamptz default null, before bigint default null, take integer default 50
)
returns table (
  id bigint, at timestamptz, action text, target text, details jsonb, actor_id uuid, actor_name text, actor_email text,
  ip text, user_agent text, request_id text, before_hash text, after_hash text, seq bigint
)
language sql
stable
security invoker
set search_path = ''
as $$
  select * from private.find_audit_entries(
    audit_entries.org_id, audit_entries.actions, audit_entries.actor, audit_entries.since, audit_entries.until,
    audit_entries.before, audit_entries.take
  )
$$;

comment on function public.audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) is
'A page of the audit log, the newest first, with who is meant by each pseudonym while that person exists; at most 1 000. seq null: not in the chain yet.';
revoke execute on function public.audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) from public, anon;
grant execute on function public.audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) to authenticated;
