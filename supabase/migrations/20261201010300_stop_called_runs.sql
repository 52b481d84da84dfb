-- A called run that is cancelled wakes its caller.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Ends a run as cancelled, with the runs it called, and wakes the run that waits for it. The token is taken away: whoever still works on it records nothing more.
create or replace function private.stop_run(run_id uuid, reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  run public.runs;
  child uuid;
begin
  update public.runs
  set
    status = 'cancelled',
    error = jsonb_build_object('code', 'cancelled', 'message', stop_run.reason),
    finished_at = now(),
    waits_for = null,
    wake_at = null,
    claim_token = null,
    claimed_until = null,
    version = runs.version + 1
  where runs.id = stop_run.run_id and runs.status in ('held', 'queued', 'running', 'waiting')
  returning runs.* into run;
  if not found then
    return;
  end if;
  -- What was under way may have happened outside; nobody will hear of it.
  update public.run_steps
  set
    status = case run_steps.status when 'running' then 'unknown' else 'cancelled' end,
    finished_at = now(),
    due_at = null,
    claim_token = null
  where run_steps.org_id = run.org_id and run_steps.run_id = run.id and run_steps.status in ('running', 'retrying', 'waiting');
  update private.outbox set done_at = now()
  where outbox.dedupe_key = 'run:' || run.id and outbox.done_at is null and outbox.dead_at is null;
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  if exists (
    select from public.runs as parents
    where parents.id = run.parent_id and parents.status = 'waiting' and parents.waits_for = 'run'
  ) then
    perform private.wake_run(run.parent_id, now(), null);
  end if;
  for child in select runs.id from public.runs where runs.parent_id = run.id loop
    perform private.stop_run(child, 'the run that called it was cancelled');
  end loop;
end
$$;
