-- Whoever comes back from a service gave fresh proof when they went there; its ten minutes may be over by then.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody writes secrets. false: it was replaced by somebody else since the envelope was sealed for its next version.
create or replace function private.replace_secret(connection_id uuid, next_version integer, envelope jsonb, sign_in text)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  connection public.connections := private.take_connection(replace_secret.connection_id);
begin
  if replace_secret.sign_in is distinct from 'done' then
    perform private.require_step_up();
  end if;
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
