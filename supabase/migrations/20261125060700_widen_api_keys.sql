-- Keys say what they may do, and making one wants fresh proof of who is asking: a key outlives the session that made it.
set lock_timeout = '1s';
set statement_timeout = '5s';

drop function public.create_api_key(text, uuid, integer);
drop function private.make_api_key(uuid, uuid, text, timestamptz);

-- Definer: nobody may insert keys, or a person could choose a weak one. It asks for the permission itself.
create function private.make_api_key(org_id uuid, source_id uuid, name text, scopes text[], expires_at timestamptz)
returns table (id uuid, key text)
language plpgsql
security definer
rows 1
set search_path = ''
as $$
declare
  person constant uuid := (select auth.uid());
  made_key constant text := 'flk_' || private.make_link_token();
  made_id uuid;
begin
  perform private.require_permission(make_api_key.org_id, 'keys.write');
  perform private.require_step_up();
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

  insert into public.api_keys (org_id, user_id, source_id, name, prefix, key_hash, scopes, expires_at)
  values (
    make_api_key.org_id,
    person,
    make_api_key.source_id,
    btrim(make_api_key.name),
    left(made_key, 12),
    sha256(convert_to(made_key, 'UTF8')),
    make_api_key.scopes,
    make_api_key.expires_at
  )
  returning api_keys.id into made_id;

  return query select made_id, made_key;
end
$$;

revoke execute on function private.make_api_key(uuid, uuid, text, text[], timestamptz) from public, anon;
grant execute on function private.make_api_key(uuid, uuid, text, text[], timestamptz) to authenticated;

create function public.create_api_key(
  name text, source_id uuid, expires_in_days integer default null, scopes text[] default '{ingest}'
)
returns table (id uuid, key text)
language plpgsql
security invoker
rows 1
set search_path = ''
as $$
declare
  key_org_id uuid;
  wanted constant text[] := array(select distinct unnest(create_api_key.scopes) order by 1);
begin
  if length(btrim(coalesce(create_api_key.name, ''))) not between 1 and 80 then
    raise exception 'a key needs a name of 1 to 80 characters'
      using errcode = '22023', hint = 'name the device or program that will use it';
  end if;
  if create_api_key.expires_in_days not between 1 and 3650 then
    raise exception 'a key lives 1 to 3650 days, not %', create_api_key.expires_in_days
      using errcode = '22023', hint = 'leave expires_in_days out for a key that lives until it is revoked';
  end if;
  if cardinality(wanted) = 0 or not wanted <@ array['ingest', 'read', 'run'] then
    raise exception 'a key needs at least one scope of ingest, read and run'
      using errcode = '22023', hint = 'ingest sends events, read reads what Floyo found, run starts workflows';
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
    wanted,
    now() + make_interval(days => create_api_key.expires_in_days)
  ) as made;
end
$$;

comment on function public.create_api_key(text, uuid, integer, text[]) is
'Makes a key for one source (null: all sources of the person) and gives it back this one time; wants a fresh proof of who is asking.';
revoke execute on function public.create_api_key(text, uuid, integer, text[]) from public, anon;
grant execute on function public.create_api_key(text, uuid, integer, text[]) to authenticated;
