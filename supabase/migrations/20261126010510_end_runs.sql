-- How a run ends, and the one message it owes until then.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.ms_of(at timestamptz)
returns bigint
language sql
immutable
set search_path = ''
as $$ select floor(extract(epoch from at) * 1000)::bigint $$;
grant execute on function private.ms_of(timestamptz) to floyo_worker;

-- Ends the message of a run, if it owes one, and gives what is to be published when it is due again.
create function private.requeue_run(run_id uuid, due_at timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job private.outbox;
begin
  if requeue_run.due_at is null then
    update private.outbox
    set done_at = now(), last_error = null
    where outbox.dedupe_key = 'run:' || requeue_run.run_id and outbox.done_at is null and outbox.dead_at is null;
    return null;
  end if;
  perform private.wake_run(requeue_run.run_id, requeue_run.due_at, null);
  select outbox.* into job
  from private.outbox
  where outbox.dedupe_key = 'run:' || requeue_run.run_id and outbox.done_at is null and outbox.dead_at is null;
  -- What is due later than the next tick is the tick's to publish.
  return case when job.due_at < now() + interval '60 seconds' then private.unpublished_job(job) end;
end
$$;
grant execute on function private.requeue_run(uuid, timestamptz) to floyo_worker;

create function private.end_run(target public.runs, status text, output jsonb, error jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  settings jsonb;
  workflow_name text;
begin
  update public.runs
  set
    status = end_run.status,
    output = end_run.output,
    error = end_run.error,
    finished_at = now(),
    waits_for = null,
    wake_at = null,
    claim_token = null,
    claimed_until = null,
    version = runs.version + 1
  where runs.id = target.id;
  perform private.requeue_run(target.id, null);
  if target.parent_id is not null and exists (
    select from public.runs as parents where parents.id = target.parent_id and parents.status = 'waiting' and parents.waits_for = 'run'
  ) then
    perform private.wake_run(target.parent_id, now(), null);
  end if;
  if end_run.status in ('failed', 'unknown') then
    select workflow_versions.definition -> 'onFailure', workflows.name into settings, workflow_name
    from public.workflow_versions
    join public.workflows on workflows.id = workflow_versions.workflow_id
    where workflow_versions.workflow_id = target.workflow_id and workflow_versions.number = target.workflow_version;
    if coalesce((settings ->> 'notify')::boolean, true) then
      perform private.notify_about_run(
        target.id, 'failed:' || target.id || ':' || target.version, 'run_failed', 'maker',
        case end_run.status when 'failed' then workflow_name || ' failed' else workflow_name || ': nobody knows how a call ended' end,
        end_run.error ->> 'message'
      );
    end if;
  end if;
end
$$;
grant execute on function private.end_run(public.runs, text, jsonb, jsonb) to floyo_worker;
