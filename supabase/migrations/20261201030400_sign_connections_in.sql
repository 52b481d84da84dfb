-- A person goes to a service and comes back with a code: only who began it, once, within ten minutes.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody writes sign-ins. Asks for the permission, and for fresh proof, since it ends in another secret.
create function private.begin_sign_in(connection_id uuid, state text, verifier text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  connection public.connections := private.take_connection(begin_sign_in.connection_id);
begin
  perform private.require_step_up();
  delete from private.connection_sign_ins
  where connection_sign_ins.expires_at < now() or connection_sign_ins.user_id = auth.uid();
  insert into private.connection_sign_ins (state_hash, connection_id, user_id, verifier)
  values (sha256(convert_to(begin_sign_in.state, 'UTF8')), connection.id, auth.uid(), begin_sign_in.verifier);
  return private.sealed_connection(connection.id);
end
$$;
revoke execute on function private.begin_sign_in(uuid, text, text) from public, anon;
grant execute on function private.begin_sign_in(uuid, text, text) to floyo_worker;

-- Definer: as above. null: not this person's, over, or used before.
create function private.end_sign_in(state text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  sign_in private.connection_sign_ins;
begin
  delete from private.connection_sign_ins
  where
    connection_sign_ins.state_hash = sha256(convert_to(end_sign_in.state, 'UTF8'))
    and connection_sign_ins.user_id = auth.uid()
    and connection_sign_ins.expires_at > now()
  returning connection_sign_ins.* into sign_in;
  if not found then
    return null;
  end if;
  perform private.take_connection(sign_in.connection_id);
  return private.sealed_connection(sign_in.connection_id) || jsonb_build_object('verifier', sign_in.verifier);
end
$$;
revoke execute on function private.end_sign_in(text) from public, anon;
grant execute on function private.end_sign_in(text) to floyo_worker;
