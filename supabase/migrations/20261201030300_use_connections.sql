-- A step opens the connection of its own run's organisation; tokens are renewed by one worker at a time.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: the worker reads no secrets but through a run that it holds. null: not this run's, or deleted.
create function private.open_connection(run_id uuid, token uuid, connection_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select private.sealed_connection(connections.id)
  from public.runs
  join public.connections on connections.org_id = runs.org_id
  where
    runs.id = open_connection.run_id
    and runs.claim_token = open_connection.token
    and connections.id = open_connection.connection_id
$$;
revoke execute on function private.open_connection(uuid, uuid, uuid) from public, anon;
grant execute on function private.open_connection(uuid, uuid, uuid) to floyo_worker;

-- Definer: as above. What became of a try: noted when it tells something new, or nothing was noted for a minute.
create function private.settle_connection(connection_id uuid, secret_version integer, error text, account text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  connection public.connections;
  next_state constant text := case when settle_connection.error is null then 'working' else 'failing' end;
begin
  update public.connections
  set
    state = next_state,
    last_error = left(settle_connection.error, 500),
    account = coalesce(left(settle_connection.account, 200), connections.account),
    last_tested_at = now(),
    updated_at = now(),
    version = connections.version + 1
  from private.connection_secrets
  where
    connections.id = settle_connection.connection_id
    and connection_secrets.connection_id = connections.id
    -- What an older secret did says nothing of this one.
    and connection_secrets.version = settle_connection.secret_version
    and (
      connections.state <> next_state
      or connections.last_error is distinct from left(settle_connection.error, 500)
      or connections.account is distinct from coalesce(left(settle_connection.account, 200), connections.account)
      or connections.last_tested_at is null
      or connections.last_tested_at < now() - interval '1 minute'
    )
  returning connections.* into connection;
  if found then
    perform private.nudge_members(connection.org_id, 'connection', connection.id, connection.version);
  end if;
end
$$;
revoke execute on function private.settle_connection(uuid, integer, text, text) from public, anon;
grant execute on function private.settle_connection(uuid, integer, text, text) to floyo_worker;

-- Definer: as above. Gives what is sealed now, and whether the caller is the one to renew it.
create function private.lease_secret(connection_id uuid, known_version integer, lease uuid, lease_ms integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  update private.connection_secrets
  set lease = lease_secret.lease, leased_until = clock_timestamp() + make_interval(secs => least(lease_ms, 60000) / 1000.0)
  where
    connection_secrets.connection_id = lease_secret.connection_id
    and connection_secrets.version = known_version
    and (connection_secrets.leased_until is null or connection_secrets.leased_until < clock_timestamp());
  return jsonb_build_object('leased', found, 'sealed', private.sealed_connection(lease_secret.connection_id));
end
$$;
revoke execute on function private.lease_secret(uuid, integer, uuid, integer) from public, anon;
grant execute on function private.lease_secret(uuid, integer, uuid, integer) to floyo_worker;

-- Definer: as above. Ends the lease, with the renewed secret or without one (null); false: it was lost.
create function private.end_secret_lease(connection_id uuid, lease uuid, envelope jsonb)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  update private.connection_secrets
  set
    version = connection_secrets.version + case when end_secret_lease.envelope is null then 0 else 1 end,
    envelope = coalesce(end_secret_lease.envelope, connection_secrets.envelope),
    lease = null,
    leased_until = null
  where connection_secrets.connection_id = end_secret_lease.connection_id and connection_secrets.lease = end_secret_lease.lease;
  return found;
end
$$;
revoke execute on function private.end_secret_lease(uuid, uuid, jsonb) from public, anon;
grant execute on function private.end_secret_lease(uuid, uuid, jsonb) to floyo_worker;
