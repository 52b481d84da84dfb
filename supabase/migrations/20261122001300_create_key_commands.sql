-- People make and revoke keys by two commands, so that a key is always random, shown once and written to the audit log.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may insert keys, or a person could choose a weak one. It asks for the permission itself.
create function private.make_api_key(org_id uuid, source_id uuid, name text, expires_at timestamptz)
returns table (id uuid, key text)
language plpgsql
security definer
set search_path = ''
as $$
declare
  person uuid := (select auth.uid());
  made_key text := 'flk_' || translate(encode(extensions.gen_random_bytes(32), 'base64'), '+/=', '-_');
  made_id uuid;
begin
  if not private.has_permission(person, make_api_key.org_id, 'keys.write') then
    raise exception 'your role in this organisation may not make keys'
      using errcode = '42501', hint = 'ask an owner or admin for another role';
  end if;
  if make_api_key.source_id is not null and not exists (
    select
    from public.sources
    where
      sources.id = make_api_key.source_id
      and sources.user_id = person
      and sources.org_id = make_api_key.org_id
  ) then
    raise exception 'this source is not yours' using errcode = '42501', hint = 'choose one of your own sources';
  end if;
  if (
    select count(*)
    from public.api_keys
    where
      api_keys.user_id = person
      and api_keys.revoked_at is null
      and (api_keys.expires_at is null or api_keys.expires_at > now())
  ) >= 50 then
    raise exception 'a person has at most 50 keys in use' using errcode = 'P0001', hint = 'revoke one first';
  end if;

  insert into public.api_keys (org_id, user_id, source_id, name, prefix, key_hash, expires_at)
  values (
    make_api_key.org_id,
    person,
    make_api_key.source_id,
    btrim(make_api_key.name),
    left(made_key, 12),
    sha256(convert_to(made_key, 'UTF8')),
    make_api_key.expires_at
  )
  returning api_keys.id into made_id;

  return query select made_id, made_key;
end
$$;

revoke execute on function private.make_api_key(uuid, uuid, text, timestamptz) from public, anon;
grant execute on function private.make_api_key(uuid, uuid, text, timestamptz) to authenticated;

-- Definer: nobody may update keys, or a revoked one could be brought back.
create function private.stop_api_key(key_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  key_org_id uuid;
begin
  select api_keys.org_id into key_org_id
  from public.api_keys
  where api_keys.id = stop_api_key.key_id and api_keys.user_id = (select auth.uid());

  if not found or not private.has_permission((select auth.uid()), key_org_id, 'keys.write') then
    raise exception 'this key is not yours to revoke' using errcode = '42501', hint = 'choose one of your own keys';
  end if;

  update public.api_keys
  set revoked_at = now()
  where api_keys.id = stop_api_key.key_id and api_keys.revoked_at is null;
end
$$;

revoke execute on function private.stop_api_key(uuid) from public, anon;
grant execute on function private.stop_api_key(uuid) to authenticated;

create function public.create_api_key(name text, source_id uuid, expires_in_days integer default null)
returns table (id uuid, key text)
language plpgsql
security invoker
set search_path = ''
as $$
declare
  key_org_id uuid;
begin
  if length(btrim(coalesce(create_api_key.name, ''))) not between 1 and 80 then
    raise exception 'a key needs a name of 1 to 80 characters'
      using errcode = '22023', hint = 'name the device or program that will use it';
  end if;
  if create_api_key.expires_in_days not between 1 and 3650 then
    raise exception 'a key lives 1 to 3650 days, not %', create_api_key.expires_in_days
      using errcode = '22023', hint = 'leave expires_in_days out for a key that lives until it is revoked';
  end if;

  -- Read as the caller, so that every policy on these tables binds this command too.
  if create_api_key.source_id is null then
    select organisations.id into key_org_id
    from public.organisations
    where organisations.created_by = (select auth.uid()) and organisations.kind = 'personal';
  else
    select sources.org_id into key_org_id from public.sources where sources.id = create_api_key.source_id;
  end if;
  if key_org_id is null then
    raise exception 'you have no such source' using errcode = 'P0001', hint = 'choose one of your own sources';
  end if;

  return query
  select made.id, made.key
  from private.make_api_key(
    key_org_id,
    create_api_key.source_id,
    create_api_key.name,
    now() + make_interval(days => create_api_key.expires_in_days)
  ) as made;
end
$$;

comment on function public.create_api_key(text, uuid, integer) is
'Makes a key for one source (null: all sources of the person) and gives it back this one time.';
grant execute on function public.create_api_key(text, uuid, integer) to authenticated;

create function public.revoke_api_key(key_id uuid)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if not exists (select from public.api_keys where api_keys.id = revoke_api_key.key_id) then
    raise exception 'you have no such key' using errcode = 'P0001', hint = 'choose one of your own keys';
  end if;
  perform private.stop_api_key(revoke_api_key.key_id);
end
$$;

comment on function public.revoke_api_key(uuid) is 'Ends a key for good; revoking it twice changes nothing.';
grant execute on function public.revoke_api_key(uuid) to authenticated;
