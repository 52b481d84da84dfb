-- Publishing insists on the outline of a definition; the first run of a version checks the rest, once.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.workflow_versions add column checked_at timestamptz; -- null: no run of it has begun
comment on column public.workflow_versions.checked_at is 'When a worker found nothing wrong with it, before its first run.';

create or replace function private.claimed_run(run public.runs, definition jsonb, workflow_name text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  records jsonb := '[]';
begin
  -- Who claims it first finds nothing recorded.
  if run.deliveries > 1 then
    select coalesce(jsonb_agg(jsonb_build_object(
      'key', run_steps.key, 'place', run_steps.place, 'stepId', run_steps.step_id, 'kind', run_steps.kind,
      'status', run_steps.status, 'attempt', run_steps.attempt, 'input', run_steps.input, 'output', run_steps.output,
      'error', run_steps.error, 'log', run_steps.log,
      'startedAt', floor(extract(epoch from run_steps.started_at) * 1000)::bigint,
      'finishedAt', floor(extract(epoch from run_steps.finished_at) * 1000)::bigint,
      'dueAt', floor(extract(epoch from run_steps.due_at) * 1000)::bigint
    ) order by run_steps.place), '[]') into records
    from public.run_steps
    where run_steps.org_id = run.org_id and run_steps.run_id = run.id;
  end if;
  return jsonb_build_object(
    'status', 'claimed',
    'token', run.claim_token,
    'definition', claimed_run.definition,
    'isChecked', exists (
      select
      from public.workflow_versions as versions
      where
        versions.workflow_id = run.workflow_id and versions.number = run.workflow_version and versions.checked_at is not null
    ),
    'facts', jsonb_build_object(
      'id', run.id,
      'workflow', jsonb_build_object('id', run.workflow_id, 'name', claimed_run.workflow_name, 'version', run.workflow_version),
      'startedAt', floor(extract(epoch from run.started_at) * 1000)::bigint,
      'trigger', run.trigger,
      'input', run.input,
      'repeats', run.repeats
    ),
    'records', records
  );
end
$$;


-- Definer: nobody may write versions, whose definition never changes.
create function private.pass_version(workflow_id uuid, number integer)
returns void
language sql
security definer
set search_path = ''
as $$
  update public.workflow_versions
  set checked_at = now()
  where
    workflow_versions.workflow_id = pass_version.workflow_id
    and workflow_versions.number = pass_version.number
    and workflow_versions.checked_at is null
$$;
comment on function private.pass_version(uuid, integer) is 'Notes that nothing is wrong with a version, so that no later run asks again.';
revoke execute on function private.pass_version(uuid, integer) from public, anon;
grant execute on function private.pass_version(uuid, integer) to floyo_worker;
