-- Workflows are made by commands alone. What all these commands share stands here, too.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may write workflows, so that revision, version, audit and nudge can never disagree. Each function asks
-- for the permission itself; the row is locked, so that two who save at once are told apart.
create function private.take_workflow(workflow_id uuid, permission text)
returns public.workflows
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows;
begin
  select workflows.* into workflow
  from public.workflows
  where workflows.id = take_workflow.workflow_id and workflows.org_id = any (array(select private.my_org_ids('workflows.read')))
  for update;
  if not found then
    raise exception 'there is no such workflow' using errcode = 'P0001', hint = 'load the list again', detail = 'not_found';
  end if;
  perform private.require_permission(workflow.org_id, take_workflow.permission);
  return workflow;
end
$$;
revoke execute on function private.take_workflow(uuid, text) from public, anon, authenticated;

create function private.note_workflow(workflow public.workflows, action text, details jsonb default '{}')
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.record_audit(workflow.org_id, note_workflow.action, 'workflow:' || workflow.id, null, null, note_workflow.details);
  perform private.nudge_members(workflow.org_id, 'workflow', workflow.id, workflow.version);
end
$$;
revoke execute on function private.note_workflow(public.workflows, text, jsonb) from public, anon, authenticated;

-- Definer: as above.
create function private.make_workflow(org_id uuid, name text, definition jsonb, suggestion_id uuid)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows;
begin
  perform private.require_permission(make_workflow.org_id, 'workflows.write');
  if length(btrim(coalesce(make_workflow.name, ''))) not between 1 and 120 then
    raise exception 'a workflow needs a name of 1 to 120 characters' using errcode = '22023', hint = 'say what it does';
  end if;
  if not private.is_definition(make_workflow.definition) then
    raise exception 'this is not the definition of a workflow'
      using errcode = '22023', hint = 'version 1, a trigger, at most 200 steps and 256 KiB; see docs/workflows.md';
  end if;
  if (
    select count(*) from public.workflows where workflows.org_id = make_workflow.org_id and workflows.deleted_at is null
  ) >= 1000 then
    raise exception 'an organisation has at most 1000 workflows' using errcode = 'P0001', hint = 'delete one first';
  end if;
  insert into public.workflows (org_id, name, draft, suggestion_id, created_by)
  values (make_workflow.org_id, btrim(make_workflow.name), make_workflow.definition, make_workflow.suggestion_id, auth.uid())
  returning workflows.* into workflow;
  perform private.note_workflow(workflow, 'workflow.created');
  return workflow.id;
end
$$;
revoke execute on function private.make_workflow(uuid, text, jsonb, uuid) from public, anon;
grant execute on function private.make_workflow(uuid, text, jsonb, uuid) to authenticated;

create function public.create_workflow(org_id uuid, name text, definition jsonb)
returns uuid
language sql
security invoker
set search_path = ''
as $$
  select private.make_workflow(create_workflow.org_id, create_workflow.name, create_workflow.definition, null)
$$;
comment on function public.create_workflow(uuid, text, jsonb) is 'Makes a workflow with this draft; gives its id.';
revoke execute on function public.create_workflow(uuid, text, jsonb) from public, anon;
grant execute on function public.create_workflow(uuid, text, jsonb) to authenticated;
