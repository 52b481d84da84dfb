-- People start runs, and start them anew.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may write runs. The row is locked; the permission asked for.
create function private.take_run(run_id uuid)
returns public.runs
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs;
begin
  select runs.* into run
  from public.runs
  where runs.id = take_run.run_id and runs.org_id = any (array(select private.my_org_ids('runs.read')))
  for update;
  if not found then
    raise exception 'there is no such run' using errcode = 'P0001', hint = 'load the list again', detail = 'not_found';
  end if;
  perform private.require_permission(run.org_id, 'runs.write');
  return run;
end
$$;
revoke execute on function private.take_run(uuid) from public, anon, authenticated;

-- Definer: as above.
create function private.begin_run(workflow_id uuid, input jsonb, retry_of uuid, latest boolean)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows;
  known public.runs;
  made public.runs;
begin
  if begin_run.retry_of is not null then
    known := private.take_run(begin_run.retry_of);
  end if;
  select workflows.* into workflow
  from public.workflows
  where
    workflows.id = coalesce(begin_run.workflow_id, known.workflow_id)
    and workflows.org_id = any (array(select private.my_org_ids('workflows.read')))
    and workflows.deleted_at is null;
  if not found then
    raise exception 'there is no such workflow' using errcode = 'P0001', hint = 'load the list again', detail = 'not_found';
  end if;
  perform private.require_permission(workflow.org_id, 'runs.write');
  if workflow.published_version is null then
    raise exception 'this workflow is not published' using errcode = 'P0001', hint = 'publish it first';
  end if;
  if jsonb_typeof(coalesce(begin_run.input, '{}')) <> 'object' or length(begin_run.input::text) > 1048576 then
    raise exception 'the input of a run is an object of at most 1 MiB' using errcode = '22023', hint = 'send {"field": value}';
  end if;
  insert into public.runs (org_id, workflow_id, workflow_version, trigger, input, started_by, retry_of)
  values (
    workflow.org_id,
    workflow.id,
    case when known.id is null or begin_run.latest then workflow.published_version else known.workflow_version end,
    coalesce(known.trigger, '{"kind": "manual"}'),
    coalesce(begin_run.input, known.input, '{}'),
    auth.uid(),
    known.id
  )
  returning runs.* into made;
  perform private.wake_run(made.id, now(), auth.uid());
  perform private.nudge_members(made.org_id, 'run', made.id, made.version);
  return made.id;
end
$$;
revoke execute on function private.begin_run(uuid, jsonb, uuid, boolean) from public, anon;
grant execute on function private.begin_run(uuid, jsonb, uuid, boolean) to authenticated;

create function public.start_run(workflow_id uuid, input jsonb default '{}')
returns uuid
language sql
security invoker
set search_path = ''
as $$ select private.begin_run(start_run.workflow_id, coalesce(start_run.input, '{}'), null, true) $$;
comment on function public.start_run(uuid, jsonb) is 'Starts a run of the published version with this input; gives its id. POST api/work brings it on its way at once.';
create function public.restart_run(id uuid, input jsonb default null, latest boolean default false)
returns uuid
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if restart_run.id is null then
    raise exception 'name the run to repeat' using errcode = '22023', hint = 'give id';
  end if;
  return private.begin_run(null, restart_run.input, restart_run.id, coalesce(restart_run.latest, false));
end
$$;
comment on function public.restart_run(uuid, jsonb, boolean) is
'Starts the run anew as another run, with its own input or this one, on its version or the latest; gives the new id.';
revoke execute on function public.start_run(uuid, jsonb) from public, anon;
revoke execute on function public.restart_run(uuid, jsonb, boolean) from public, anon;
grant execute on function public.start_run(uuid, jsonb) to authenticated;
grant execute on function public.restart_run(uuid, jsonb, boolean) to authenticated;
