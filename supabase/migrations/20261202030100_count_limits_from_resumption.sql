-- A run's own limit counts from when somebody last had it go on: else what reached it could never be resumed.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.runs add column resumed_at timestamptz; -- null: it went on by itself all the time
comment on column public.runs.resumed_at is 'When somebody last had it go on after it had ended.';
grant select (resumed_at) on table public.runs to authenticated;

create function private.note_resumption()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.resumed_at := now();
  return new;
end
$$;
revoke execute on function private.note_resumption() from public, anon;
create trigger _050_note_resumption
before update of finished_at on public.runs
for each row when (old.finished_at is not null and new.finished_at is null)
execute function private.note_resumption();

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
      'countsFrom', floor(extract(epoch from greatest(run.started_at, run.resumed_at)) * 1000)::bigint,
      'trigger', run.trigger,
      'input', run.input,
      'repeats', run.repeats
    ),
    'records', records
  );
end
$$;
