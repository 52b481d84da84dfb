-- A step starts a run of another workflow, once.
set lock_timeout = '1s';
set statement_timeout = '5s';

create unique index runs_parent_key_idx on public.runs (parent_id, parent_key) where parent_id is not null;

-- Definer: the worker may not see who made a workflow's organisation. Asked twice for the same step, the same run.
create function private.call_run(parent uuid, token uuid, step_key text, target uuid, run_input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller public.runs;
  workflow public.workflows;
  made public.runs;
  depth integer;
begin
  select runs.* into caller from public.runs where runs.id = parent and runs.claim_token = call_run.token;
  if not found then
    return jsonb_build_object('status', 'lost');
  end if;
  select runs.* into made from public.runs where runs.parent_id = parent and runs.parent_key = step_key;
  if found then
    return jsonb_build_object('status', 'called', 'run', made.id);
  end if;
  select workflows.* into workflow
  from public.workflows
  where workflows.id = target and workflows.org_id = caller.org_id and workflows.deleted_at is null;
  if not found or workflow.published_version is null then
    return jsonb_build_object('status', 'refused', 'message', 'the workflow it calls is not there or not published');
  end if;
  with recursive callers as (
    select runs.id, runs.parent_id, 1 as height from public.runs where runs.id = parent
    union all
    select runs.id, runs.parent_id, callers.height + 1
    from callers
    join public.runs on runs.id = callers.parent_id
    where callers.height < 20
  )
  select max(callers.height) into depth from callers;
  if depth >= 10 then
    return jsonb_build_object('status', 'refused', 'message', 'workflows call one another ten deep: this has no end');
  end if;
  insert into public.runs (org_id, workflow_id, workflow_version, trigger, input, parent_id, parent_key)
  values (
    caller.org_id, workflow.id, workflow.published_version, jsonb_build_object('kind', 'call', 'run', parent), run_input,
    parent, step_key
  )
  returning runs.* into made;
  perform private.wake_run(made.id, now(), null);
  return jsonb_build_object('status', 'called', 'run', made.id, 'job', (
    select private.unpublished_job(outbox) from private.outbox where outbox.dedupe_key = 'run:' || made.id and outbox.done_at is null
  ));
end
$$;
revoke execute on function private.call_run(uuid, uuid, text, uuid, jsonb) from public, anon;
grant execute on function private.call_run(uuid, uuid, text, uuid, jsonb) to floyo_worker;
