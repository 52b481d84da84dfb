-- Accounts of outside services that workflows use. What is shown of them lies here, what opens them in private tables.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.connections (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  connector text not null check (connector ~ '^[a-z][a-z0-9-]{0,39}$'),
  name text not null check (length(btrim(name)) between 1 and 120),
  state text not null default 'untested' check (state in ('untested', 'working', 'failing')),
  sign_in text not null default 'none' check (sign_in in ('none', 'needed', 'done')),
  account text not null default '' check (length(account) <= 200),
  last_error text check (length(last_error) <= 500), -- null: the last attempt went well, or there was none
  last_tested_at timestamptz, -- null: never tried
  created_by uuid, -- null: by a person who was erased
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1 check (version > 0)
);
comment on table public.connections is 'Connections of an organisation, without their secrets. Written by commands and the worker alone.';
comment on column public.connections.sign_in is 'none: the secret is whole. needed, done: a person signs in at the service, too (OAuth 2.0 authorization code).';
comment on column public.connections.account is 'Whose account it is, as the service says.';
comment on column public.connections.version is 'Raised by each change of the row; what nudges carry.';
create index connections_org_id_idx on public.connections (org_id, name);
create index connections_created_by_idx on public.connections (created_by);
alter table public.connections enable row level security;
grant select on table public.connections to authenticated;
create policy "members read the connections of their organisation"
on public.connections for select to authenticated
using (org_id = any (array(select private.my_org_ids('connections.read'))));
select private.guard_with_mfa('public.connections');

create table private.organisation_keys (
  org_id uuid primary key references public.organisations (id) on delete cascade,
  wrapped jsonb not null check (wrapped ?& array['id', 'master', 'iv', 'wrapped']),
  created_at timestamptz not null default now()
);
comment on table private.organisation_keys is
'The data key of each organisation, wrapped by a master key that no database holds. Without its row no secret of the organisation opens.';
alter table private.organisation_keys enable row level security;

create table private.connection_secrets (
  connection_id uuid primary key references public.connections (id) on delete cascade,
  version integer not null default 1 check (version > 0),
  envelope jsonb not null check (envelope ?& array['v', 'key', 'iv', 'sealed'] and length(envelope::text) <= 120000),
  replaced_at timestamptz not null default now(),
  lease uuid, -- null: nobody renews its token
  leased_until timestamptz,
  check ((lease is null) = (leased_until is null))
);
comment on table private.connection_secrets is 'Sealed secrets: written by people, opened by the step that uses them, read by no role.';
comment on column private.connection_secrets.version is 'Raised by each replacement; part of what the envelope is bound to.';
alter table private.connection_secrets enable row level security;

create table private.connection_sign_ins (
  state_hash bytea primary key check (length(state_hash) = 32),
  connection_id uuid not null references public.connections (id) on delete cascade,
  user_id uuid not null,
  verifier text not null check (length(verifier) between 43 and 128),
  expires_at timestamptz not null default now() + interval '10 minutes'
);
comment on table private.connection_sign_ins is 'People who are at a service to sign a connection in, for ten minutes. The verifier is of no use without the code.';
create index connection_sign_ins_connection_id_idx on private.connection_sign_ins (connection_id);
create index connection_sign_ins_user_id_idx on private.connection_sign_ins (user_id);
alter table private.connection_sign_ins enable row level security;

-- Definer: whoever erases an account may not write connections, which outlive the person who made them.
create function private.forget_connection_maker()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.connections set created_by = null where connections.created_by = old.user_id;
  delete from private.connection_sign_ins where connection_sign_ins.user_id = old.user_id;
  return null;
end
$$;
revoke execute on function private.forget_connection_maker() from public, anon;
create trigger _110_forget_connection_maker
after delete on public.profiles
for each row execute function private.forget_connection_maker();
