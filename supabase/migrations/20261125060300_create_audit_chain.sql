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
