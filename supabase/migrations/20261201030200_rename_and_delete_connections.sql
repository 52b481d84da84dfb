-- What is done with a connection without touching its secret.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody writes connections; private.take_connection asks for the permission.
create function private.set_connection_name(connection_id uuid, name text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  connection public.connections := private.take_connection(set_connection_name.connection_id);
begin
  if length(btrim(coalesce(set_connection_name.name, ''))) not between 1 and 120 then
    raise exception 'a connection needs a name of 1 to 120 characters' using errcode = '22023', hint = 'say whose account it is';
  end if;
  update public.connections
  set name = btrim(set_connection_name.name), updated_at = now(), version = connections.version + 1
  where connections.id = connection.id
  returning connections.* into connection;
  perform private.nudge_members(connection.org_id, 'connection', connection.id, connection.version);
  return connection.version;
end
$$;
revoke execute on function private.set_connection_name(uuid, text) from public, anon;
grant execute on function private.set_connection_name(uuid, text) to authenticated;

create function public.rename_connection(id uuid, name text)
returns integer
language sql
security invoker
set search_path = ''
as $$ select private.set_connection_name(rename_connection.id, rename_connection.name) $$;
comment on function public.rename_connection(uuid, text) is 'Gives the row''s version.';
revoke execute on function public.rename_connection(uuid, text) from public, anon;
grant execute on function public.rename_connection(uuid, text) to authenticated;

-- Read as the caller: names of workflows are for those who may see them.
create function public.list_connection_uses()
returns table (connection_id uuid, workflow_id uuid, name text)
language sql
stable
security invoker
rows 100
set search_path = ''
as $$
  select distinct connections.id, workflows.id, workflows.name
  from public.workflows
  join public.workflow_versions
    on workflow_versions.workflow_id = workflows.id and workflow_versions.number = workflows.published_version
  cross join lateral jsonb_path_query(workflow_versions.definition, '$.steps[*].with.connectionId ? (@.type() == "string")') as used (id)
  join public.connections on connections.org_id = workflows.org_id and connections.id::text = used.id #>> '{}'
  where workflows.deleted_at is null
  order by workflows.name
  limit 1000
$$;
comment on function public.list_connection_uses() is 'Which published workflows use which connection.';
revoke execute on function public.list_connection_uses() from public, anon;
grant execute on function public.list_connection_uses() to authenticated;

-- Definer: as above. A connection goes with its secret, at once and for good, so it wants fresh proof.
create function private.remove_connection(connection_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  connection public.connections := private.take_connection(remove_connection.connection_id);
  users text[];
begin
  perform private.require_step_up();
  users := array(
    select workflows.name
    from public.workflows
    join public.workflow_versions
      on workflow_versions.workflow_id = workflows.id and workflow_versions.number = workflows.published_version
    where
      workflows.org_id = connection.org_id
      and workflows.deleted_at is null
      and jsonb_path_exists(
        workflow_versions.definition, '$.steps[*].with.connectionId ? (@ == $id)', jsonb_build_object('id', connection.id)
      )
    order by workflows.name
    limit 10
  );
  if cardinality(users) > 0 then
    raise exception 'published workflows use this connection: %', array_to_string(users, ', ')
      using errcode = 'P0001', hint = 'publish them without it or delete them first', detail = 'in_use';
  end if;
  perform private.note_connection(connection, 'connection.deleted');
  delete from public.connections where connections.id = connection.id;
end
$$;
revoke execute on function private.remove_connection(uuid) from public, anon;
grant execute on function private.remove_connection(uuid) to authenticated;

create function public.delete_connection(id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$ select private.remove_connection(delete_connection.id) $$;
comment on function public.delete_connection(uuid) is
'Deletes a connection and its secret; wants fresh proof. Detail in_use: published workflows use it, the message names them.';
revoke execute on function public.delete_connection(uuid) from public, anon;
grant execute on function public.delete_connection(uuid) to authenticated;
