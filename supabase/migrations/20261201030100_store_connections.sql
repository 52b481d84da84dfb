-- Secrets come in sealed: the function that seals them calls these with the claims of the person's verified token.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.note_connection(connection public.connections, action text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.record_audit(
    connection.org_id, note_connection.action, 'connection:' || connection.id, null, null, jsonb_build_object('connector', connection.connector)
  );
  perform private.nudge_members(connection.org_id, 'connection', connection.id, connection.version);
end
$$;
revoke execute on function private.note_connection(public.connections, text) from public, anon, authenticated;

create function private.sealed_connection(connection_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', connections.id,
    'orgId', connections.org_id,
    'connector', connections.connector,
    'signIn', connections.sign_in,
    'version', connection_secrets.version,
    'envelope', connection_secrets.envelope,
    'dataKey', organisation_keys.wrapped
  )
  from public.connections
  join private.connection_secrets on connection_secrets.connection_id = connections.id
  join private.organisation_keys on organisation_keys.org_id = connections.org_id
  where connections.id = sealed_connection.connection_id
$$;
revoke execute on function private.sealed_connection(uuid) from public, anon, authenticated;

-- Definer: no role reads the keys. Whoever is quicker makes the key of an organisation; null asks for the one that is there.
create function private.keep_organisation_key(org_id uuid, wrapped jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_permission(keep_organisation_key.org_id, 'connections.write');
  if keep_organisation_key.wrapped is not null then
    insert into private.organisation_keys (org_id, wrapped)
    values (keep_organisation_key.org_id, keep_organisation_key.wrapped)
    on conflict on constraint organisation_keys_pkey do nothing;
  end if;
  return (select organisation_keys.wrapped from private.organisation_keys where organisation_keys.org_id = keep_organisation_key.org_id);
end
$$;
revoke execute on function private.keep_organisation_key(uuid, jsonb) from public, anon;
grant execute on function private.keep_organisation_key(uuid, jsonb) to floyo_worker;

-- Definer: nobody writes connections. It asks for the permission and for fresh proof of who is asking.
create function private.add_connection(
  id uuid, org_id uuid, connector text, name text, envelope jsonb, needs_sign_in boolean
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  connection public.connections;
begin
  perform private.require_permission(add_connection.org_id, 'connections.write');
  perform private.require_step_up();
  if length(btrim(coalesce(add_connection.name, ''))) not between 1 and 120 then
    raise exception 'a connection needs a name of 1 to 120 characters' using errcode = '22023', hint = 'say whose account it is';
  end if;
  if (select count(*) from public.connections where connections.org_id = add_connection.org_id) >= 200 then
    raise exception 'an organisation has at most 200 connections' using errcode = 'P0001', hint = 'delete one first';
  end if;
  insert into public.connections (id, org_id, connector, name, sign_in, created_by)
  values (
    add_connection.id, add_connection.org_id, add_connection.connector, btrim(add_connection.name),
    case when add_connection.needs_sign_in then 'needed' else 'none' end, auth.uid()
  )
  returning connections.* into connection;
  insert into private.connection_secrets (connection_id, envelope) values (connection.id, add_connection.envelope);
  perform private.note_connection(connection, 'connection.created');
  return connection.id;
end
$$;
revoke execute on function private.add_connection(uuid, uuid, text, text, jsonb, boolean) from public, anon;
grant execute on function private.add_connection(uuid, uuid, text, text, jsonb, boolean) to floyo_worker;

-- Definer: as above. Locks the row until the end of the transaction.
create function private.take_connection(connection_id uuid)
returns public.connections
language plpgsql
security definer
set search_path = ''
as $$
declare
  connection public.connections;
begin
  perform private.require_session();
  select connections.* into connection
  from public.connections
  where
    connections.id = take_connection.connection_id
    and connections.org_id = any (array(select private.my_org_ids('connections.read')))
  for update;
  if not found then
    raise exception 'there is no such connection' using errcode = 'P0001', hint = 'somebody may have deleted it', detail = 'not_found';
  end if;
  perform private.require_permission(connection.org_id, 'connections.write');
  return connection;
end
$$;
revoke execute on function private.take_connection(uuid) from public, anon;

-- Definer: as above. What a person who may change a connection has tested, replaced or signed in.
create function private.take_sealed_connection(connection_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.take_connection(take_sealed_connection.connection_id);
  return private.sealed_connection(take_sealed_connection.connection_id);
end
$$;
revoke execute on function private.take_sealed_connection(uuid) from public, anon;
grant execute on function private.take_sealed_connection(uuid) to floyo_worker;

-- Definer: as above. false: it was replaced by somebody else since the envelope was sealed for its next version.
create function private.replace_secret(connection_id uuid, next_version integer, envelope jsonb, sign_in text)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  connection public.connections := private.take_connection(replace_secret.connection_id);
begin
  perform private.require_step_up();
  update private.connection_secrets
  set
    version = replace_secret.next_version,
    envelope = replace_secret.envelope,
    replaced_at = now(),
    lease = null,
    leased_until = null
  where
    connection_secrets.connection_id = connection.id
    and connection_secrets.version = replace_secret.next_version - 1;
  if not found then
    return false;
  end if;
  update public.connections
  set
    state = 'untested',
    sign_in = replace_secret.sign_in,
    account = '',
    last_error = null,
    updated_at = now(),
    version = connections.version + 1
  where connections.id = connection.id
  returning connections.* into connection;
  perform private.note_connection(
    connection, case when replace_secret.sign_in = 'done' then 'connection.signed_in' else 'connection.secret_replaced' end
  );
  return true;
end
$$;
revoke execute on function private.replace_secret(uuid, integer, jsonb, text) from public, anon;
grant execute on function private.replace_secret(uuid, integer, jsonb, text) to floyo_worker;
