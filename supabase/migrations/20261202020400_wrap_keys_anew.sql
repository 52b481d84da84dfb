-- Data keys are wrapped anew under another master key without a secret being opened or changed.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: no role reads the keys. In the order of their ids, so that one that does not open holds up none behind it.
create function private.keys_wrapped_otherwise(master text, after uuid, most integer)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(
    jsonb_build_object('of', found.kind, 'id', found.id, 'orgId', found.org_id, 'wrapped', found.wrapped) order by found.id
  ), '[]')
  from (
    select known.*
    from (
      select 'organisation' as kind, organisation_keys.org_id as id, organisation_keys.org_id, organisation_keys.wrapped
      from private.organisation_keys
      union all
      select 'webhook', webhook_secrets.id, webhook_secrets.org_id, webhook_secrets.sealed -> 'key'
      from private.webhook_secrets
    ) as known
    where
      known.wrapped ->> 'master' <> keys_wrapped_otherwise.master
      and (keys_wrapped_otherwise.after is null or known.id > keys_wrapped_otherwise.after)
    order by known.id
    limit keys_wrapped_otherwise.most
  ) as found
$$;
comment on function private.keys_wrapped_otherwise(text, uuid, integer) is
'Data keys that another master key wraps: [{of: organisation | webhook, id, orgId, wrapped}], by id, those after one, at most so many.';
revoke execute on function private.keys_wrapped_otherwise(text, uuid, integer) from public, anon;
grant execute on function private.keys_wrapped_otherwise(text, uuid, integer) to floyo_worker;

-- Definer: as above. Only the same data key takes the place of what was read; false: it is there no more, or another.
create function private.store_wrapped_key(kind text, id uuid, before jsonb, after jsonb)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  if before ->> 'id' is distinct from after ->> 'id' or not after ?& array['id', 'master', 'iv', 'wrapped'] then
    raise exception 'this is not the same data key' using errcode = '22023', hint = 'wrap the key that was read';
  end if;
  if store_wrapped_key.kind = 'organisation' then
    update private.organisation_keys
    set wrapped = store_wrapped_key.after
    where organisation_keys.org_id = store_wrapped_key.id and organisation_keys.wrapped = store_wrapped_key.before;
  else
    update private.webhook_secrets
    set sealed = jsonb_set(webhook_secrets.sealed, '{key}', store_wrapped_key.after)
    where webhook_secrets.id = store_wrapped_key.id and webhook_secrets.sealed -> 'key' = store_wrapped_key.before;
  end if;
  return found;
end
$$;
comment on function private.store_wrapped_key(text, uuid, jsonb, jsonb) is
'Puts a data key wrapped anew in the place of what was read of it; false when that is there no more.';
revoke execute on function private.store_wrapped_key(text, uuid, jsonb, jsonb) from public, anon;
grant execute on function private.store_wrapped_key(text, uuid, jsonb, jsonb) to floyo_worker;
