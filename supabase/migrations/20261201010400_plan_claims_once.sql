-- What each run passes keeps its plan on the connection: functions in plain SQL with a search path are planned at every call.
set lock_timeout = '1s';
set statement_timeout = '5s';

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

create or replace function private.may_run_one_more(workflow_id uuid, definition jsonb, but_for uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select count(*)
    from public.runs
    where
      runs.workflow_id = may_run_one_more.workflow_id
      and runs.status = 'running'
      and runs.id is distinct from may_run_one_more.but_for
      and runs.claimed_until > clock_timestamp()
  ) < coalesce((may_run_one_more.definition -> 'limits' ->> 'concurrency')::integer, 10);
end
$$;

-- Definer: the worker may not read organisations, and the epoch is theirs.
create or replace function private.nudge_members(org_id uuid, kind text, id uuid, version integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  epoch integer;
begin
  select organisations.epoch into epoch from public.organisations where organisations.id = nudge_members.org_id;
  if found then
    perform private.nudge_org(nudge_members.org_id, epoch, nudge_members.kind, nudge_members.id, nudge_members.version);
  end if;
end
$$;
