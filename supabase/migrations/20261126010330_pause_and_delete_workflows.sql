-- Workflows are paused, go on, are deleted and brought back.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may write workflows; private.take_workflow locks the row and asks for the permission. Asked twice, nothing changes.
create function private.set_workflow_state(workflow_id uuid, state text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows := private.take_workflow(
    set_workflow_state.workflow_id,
    case when set_workflow_state.state in ('deleted', 'restored') then 'workflows.write' else 'workflows.publish' end
  );
begin
  if
    (set_workflow_state.state = 'paused' and workflow.paused_at is not null)
    or (set_workflow_state.state = 'active' and workflow.paused_at is null)
    or (set_workflow_state.state = 'deleted' and workflow.deleted_at is not null)
    or (set_workflow_state.state = 'restored' and workflow.deleted_at is null)
  then
    return workflow.version;
  end if;
  update public.workflows
  set
    paused_at = case set_workflow_state.state when 'paused' then now() when 'active' then null else workflows.paused_at end,
    paused_because = case set_workflow_state.state when 'paused' then 'person' when 'active' then null else workflows.paused_because end,
    deleted_at = case set_workflow_state.state when 'deleted' then now() when 'restored' then null else workflows.deleted_at end,
    version = workflows.version + 1,
    updated_at = now()
  where workflows.id = workflow.id
  returning workflows.* into workflow;
  if set_workflow_state.state = 'deleted' then
    perform private.stop_run(runs.id, 'the workflow was deleted')
    from public.runs
    where runs.workflow_id = workflow.id and runs.status in ('held', 'queued', 'running', 'waiting');
  end if;
  perform private.note_workflow(
    workflow,
    case set_workflow_state.state when 'active' then 'workflow.resumed' else 'workflow.' || set_workflow_state.state end
  );
  return workflow.version;
end
$$;
revoke execute on function private.set_workflow_state(uuid, text) from public, anon;
grant execute on function private.set_workflow_state(uuid, text) to authenticated;

create function public.pause_workflow(id uuid)
returns integer
language sql
security invoker
set search_path = ''
as $$ select private.set_workflow_state(pause_workflow.id, 'paused') $$;
comment on function public.pause_workflow(uuid) is 'Its trigger starts no runs until resume_workflow; runs under way go on. Gives the row''s version.';
create function public.resume_workflow(id uuid)
returns integer
language sql
security invoker
set search_path = ''
as $$ select private.set_workflow_state(resume_workflow.id, 'active') $$;
comment on function public.resume_workflow(uuid) is 'Lets its trigger start runs again. Gives the row''s version.';
create function public.delete_workflow(id uuid)
returns integer
language sql
security invoker
set search_path = ''
as $$ select private.set_workflow_state(delete_workflow.id, 'deleted') $$;
comment on function public.delete_workflow(uuid) is 'Deletes a workflow and stops its runs; restore_workflow brings it back. Gives the row''s version.';
create function public.restore_workflow(id uuid)
returns integer
language sql
security invoker
set search_path = ''
as $$ select private.set_workflow_state(restore_workflow.id, 'restored') $$;
comment on function public.restore_workflow(uuid) is 'Brings a deleted workflow back; what was stopped stays stopped. Gives the row''s version.';
revoke execute on function public.pause_workflow(uuid) from public, anon;
revoke execute on function public.resume_workflow(uuid) from public, anon;
revoke execute on function public.delete_workflow(uuid) from public, anon;
revoke execute on function public.restore_workflow(uuid) from public, anon;
grant execute on function public.pause_workflow(uuid) to authenticated;
grant execute on function public.resume_workflow(uuid) to authenticated;
grant execute on function public.delete_workflow(uuid) to authenticated;
grant execute on function public.restore_workflow(uuid) to authenticated;
