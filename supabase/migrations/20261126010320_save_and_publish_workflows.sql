-- A draft is saved by revision, so that two who save at once are told apart; published, it is a version that never changes.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may write workflows; private.take_workflow locks the row and asks for the permission.
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
