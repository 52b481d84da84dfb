-- Devices and API clients sign in with keys; the key is shown once and kept as its SHA-256.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.api_keys (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  source_id uuid references public.sources (id) on delete cascade, -- null: any source of the person
  name text not null check (length(btrim(name)) between 1 and 80),
  prefix text not null check (prefix ~ '^flk_[A-Za-z0-9_-]{8}$'),
  key_hash bytea not null check (octet_length(key_hash) = 32),
  scopes text[] not null default '{ingest}'
    check (cardinality(scopes) between 1 and 3 and scopes <@ array['ingest', 'read', 'run']),
  created_at timestamptz not null default now(),
  expires_at timestamptz, -- null: until it is revoked
  last_used_at timestamptz, -- null: not used yet
  revoked_at timestamptz -- null: in use
);

comment on table public.api_keys is 'Keys of devices and API clients. Made and revoked by create_api_key and revoke_api_key only.';

create unique index api_keys_key_hash_idx on public.api_keys (key_hash);
create index api_keys_org_id_idx on public.api_keys (org_id);
create index api_keys_user_id_idx on public.api_keys (user_id, created_at);
create index api_keys_source_id_idx on public.api_keys (source_id);

alter table public.api_keys enable row level security;

grant select (
  id, org_id, user_id, source_id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at
) on table public.api_keys to authenticated;

create policy "people read their own keys without the hash"
on public.api_keys for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('keys.read'))));

-- Definer: nobody may insert into the audit log. A trigger, so that no way of making or revoking a key can skip it.
create function private.record_key_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.audit_log (org_id, actor_id, action, target, details)
  values (
    new.org_id,
    (select auth.uid()),
    case tg_op when 'INSERT' then 'key.created' else 'key.revoked' end,
    'api_key:' || new.id,
    jsonb_build_object('prefix', new.prefix, 'scopes', new.scopes)
  );
  return null;
end
$$;

revoke execute on function private.record_key_change() from public, anon;

create trigger _100_record_key_creation
after insert on public.api_keys
for each row execute function private.record_key_change();

create trigger _100_record_key_revocation
after update on public.api_keys
for each row when (old.revoked_at is null and new.revoked_at is not null)
execute function private.record_key_change();
