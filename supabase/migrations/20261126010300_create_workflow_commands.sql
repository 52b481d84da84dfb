-- What people do with workflows: make, save, publish, roll back, pause, delete, and take a suggestion up.
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

-- Invoker: it looks for the suggestion as the caller, so that nobody takes up what is another person's.
create function public.accept_suggestion(id uuid, name text, definition jsonb)
returns uuid
language plpgsql
security invoker
set search_path = ''
as $$
declare
  known public.suggestions;
  made uuid;
begin
  select suggestions.* into known
  from public.suggestions
  where suggestions.id = private.find_my_suggestion(accept_suggestion.id);
  select workflows.id into made
  from public.workflows
  where workflows.suggestion_id = known.id and workflows.deleted_at is null;
  -- Accepted twice, as an impatient click does: the workflow that is there is the answer.
  if found then
    return made;
  end if;
  made := private.make_workflow(known.org_id, accept_suggestion.name, accept_suggestion.definition, known.id);
  perform private.settle_suggestion(known.id, 'kept', null, null);
  return made;
end
$$;
comment on function public.accept_suggestion(uuid, text, jsonb) is
'Keeps a suggestion and makes a workflow with this draft of it; gives the id of the workflow. undo_suggestion takes both back while it is unpublished.';
revoke execute on function public.accept_suggestion(uuid, text, jsonb) from public, anon;
grant execute on function public.accept_suggestion(uuid, text, jsonb) to authenticated;

-- Definer: whoever takes a decision back may not write workflows.
create function private.take_workflow_back()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows;
begin
  for workflow in
    update public.workflows
    set deleted_at = now(), version = workflows.version + 1, updated_at = now()
    where workflows.suggestion_id = new.id and workflows.deleted_at is null and workflows.published_version is null
    returning workflows.*
  loop
    perform private.note_workflow(workflow, 'workflow.deleted');
  end loop;
  return null;
end
$$;
revoke execute on function private.take_workflow_back() from public, anon;
create trigger _130_take_workflow_back
after update of status on public.suggestions
for each row when (old.status = 'kept' and new.status = 'open')
execute function private.take_workflow_back();

-- Definer: as above.
create function private.store_draft(workflow_id uuid, expected_revision integer, name text, definition jsonb)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows := private.take_workflow(store_draft.workflow_id, 'workflows.write');
begin
  if workflow.deleted_at is not null then
    raise exception 'this workflow was deleted' using errcode = 'P0001', hint = 'bring it back first', detail = 'not_found';
  end if;
  if store_draft.expected_revision is distinct from workflow.draft_revision then
    raise exception 'somebody else has saved this workflow since you opened it'
      using errcode = 'P0001', hint = 'look at the other draft, then save again', detail = 'conflict';
  end if;
  if length(btrim(coalesce(store_draft.name, workflow.name))) not between 1 and 120 then
    raise exception 'a workflow needs a name of 1 to 120 characters' using errcode = '22023', hint = 'say what it does';
  end if;
  if not private.is_definition(store_draft.definition) then
    raise exception 'this is not the definition of a workflow'
      using errcode = '22023', hint = 'version 1, a trigger, at most 200 steps and 256 KiB; see docs/workflows.md';
  end if;
  update public.workflows
  set
    name = btrim(coalesce(store_draft.name, workflow.name)),
    draft = store_draft.definition,
    draft_revision = workflows.draft_revision + 1,
    version = workflows.version + 1,
    updated_at = now()
  where workflows.id = workflow.id
  returning workflows.* into workflow;
  perform private.nudge_members(workflow.org_id, 'workflow', workflow.id, workflow.version);
  return workflow.draft_revision;
end
$$;
revoke execute on function private.store_draft(uuid, integer, text, jsonb) from public, anon;
grant execute on function private.store_draft(uuid, integer, text, jsonb) to authenticated;

create function public.save_workflow(id uuid, expected_revision integer, definition jsonb, name text default null)
returns integer
language sql
security invoker
set search_path = ''
as $$
  select private.store_draft(save_workflow.id, save_workflow.expected_revision, save_workflow.name, save_workflow.definition)
$$;
comment on function public.save_workflow(uuid, integer, jsonb, text) is
'Saves the draft (and the name, when given) if nobody saved since; gives the new revision. Detail conflict: somebody did.';
revoke execute on function public.save_workflow(uuid, integer, jsonb, text) from public, anon;
grant execute on function public.save_workflow(uuid, integer, jsonb, text) to authenticated;

-- Definer: as above. A version is the draft of that revision, or an older version once more.
create function private.add_version(workflow_id uuid, expected_revision integer, back_to integer, note text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows := private.take_workflow(add_version.workflow_id, 'workflows.publish');
  wanted jsonb := workflow.draft;
  next_number integer;
begin
  if workflow.deleted_at is not null then
    raise exception 'this workflow was deleted' using errcode = 'P0001', hint = 'bring it back first', detail = 'not_found';
  end if;
  if add_version.back_to is null and add_version.expected_revision is distinct from workflow.draft_revision then
    raise exception 'somebody else has saved this workflow since you opened it'
      using errcode = 'P0001', hint = 'look at the other draft, then publish again', detail = 'conflict';
  end if;
  if add_version.back_to is not null then
    select workflow_versions.definition into wanted
    from public.workflow_versions
    where workflow_versions.workflow_id = workflow.id and workflow_versions.number = add_version.back_to;
    if not found then
      raise exception 'there is no version %', add_version.back_to using errcode = 'P0001', hint = 'choose one of the list', detail = 'not_found';
    end if;
  end if;
  if jsonb_array_length(wanted -> 'steps') = 0 then
    raise exception 'a workflow without a step does nothing' using errcode = '22023', hint = 'add a step, then publish';
  end if;
  -- Published twice, as an impatient click does: nothing changed, so nothing is added.
  if exists (
    select
    from public.workflow_versions
    where
      workflow_versions.workflow_id = workflow.id
      and workflow_versions.number = workflow.published_version
      and workflow_versions.definition = wanted
  ) then
    return workflow.published_version;
  end if;
  select coalesce(max(workflow_versions.number), 0) + 1 into next_number
  from public.workflow_versions
  where workflow_versions.workflow_id = workflow.id;
  insert into public.workflow_versions (org_id, workflow_id, number, definition, note, rolled_back_to, published_by)
  values (
    workflow.org_id, workflow.id, next_number, wanted, left(coalesce(add_version.note, ''), 500), add_version.back_to, auth.uid()
  );
  update public.workflows
  set
    published_version = next_number,
    trigger_kind = wanted -> 'trigger' ->> 'kind',
    version = workflows.version + 1,
    updated_at = now()
  where workflows.id = workflow.id
  returning workflows.* into workflow;
  perform private.note_workflow(
    workflow,
    case when add_version.back_to is null then 'workflow.published' else 'workflow.rolled_back' end,
    jsonb_build_object('version', next_number)
  );
  return next_number;
end
$$;
revoke execute on function private.add_version(uuid, integer, integer, text) from public, anon;
grant execute on function private.add_version(uuid, integer, integer, text) to authenticated;

create function public.publish_workflow(id uuid, expected_revision integer, note text default '')
returns integer
language sql
security invoker
set search_path = ''
as $$
  select private.add_version(publish_workflow.id, publish_workflow.expected_revision, null, publish_workflow.note)
$$;
comment on function public.publish_workflow(uuid, integer, text) is
'Publishes the draft of that revision as a new version; gives its number. Runs under way stay on theirs.';
revoke execute on function public.publish_workflow(uuid, integer, text) from public, anon;
grant execute on function public.publish_workflow(uuid, integer, text) to authenticated;

create function public.roll_back_workflow(id uuid, to_version integer, note text default '')
returns integer
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if roll_back_workflow.to_version is null then
    raise exception 'name the version to go back to' using errcode = '22023', hint = 'give to_version';
  end if;
  return private.add_version(roll_back_workflow.id, null, roll_back_workflow.to_version, roll_back_workflow.note);
end
$$;
comment on function public.roll_back_workflow(uuid, integer, text) is
'Publishes an older version once more, as a new one; gives its number. The draft stays as it is.';
revoke execute on function public.roll_back_workflow(uuid, integer, text) from public, anon;
grant execute on function public.roll_back_workflow(uuid, integer, text) to authenticated;

-- Definer: as above. Asked twice, nothing changes.
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
