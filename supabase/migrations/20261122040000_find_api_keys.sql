-- A device key becomes a person here and nowhere else: its hash never leaves the database.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may read key hashes, and only this question may touch last_used_at. A minute is fine enough for people
-- and spares a row version per request.
create function private.find_api_key(key_hash bytea)
returns table (id uuid, user_id uuid, source_id uuid, scopes text[], problem text)
language plpgsql
security definer
rows 1
set search_path = ''
as $$
begin
  update public.api_keys
  set last_used_at = now()
  where
    api_keys.key_hash = find_api_key.key_hash
    and api_keys.revoked_at is null
    and (api_keys.expires_at is null or api_keys.expires_at > now())
    and (api_keys.last_used_at is null or api_keys.last_used_at < now() - interval '1 minute');

  return query
  select
    api_keys.id,
    api_keys.user_id,
    api_keys.source_id,
    api_keys.scopes,
    case
      when api_keys.revoked_at is not null then 'revoked'
      when api_keys.expires_at <= now() then 'expired'
    end
  from public.api_keys
  where api_keys.key_hash = find_api_key.key_hash;
end
$$;

comment on function private.find_api_key(bytea) is
'Whose key has this SHA-256, with what is wrong with it (null: nothing). No row: there is no such key.';
revoke execute on function private.find_api_key(bytea) from public, anon;
grant execute on function private.find_api_key(bytea) to floyo_worker;
