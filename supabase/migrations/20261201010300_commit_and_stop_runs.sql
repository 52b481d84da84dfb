-- A run that no message brought is recorded like any other, and a called run that is cancelled wakes its caller.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- ended: {kind: claim} keeps the claim; {kind: wait, for, until}, {kind: again}, {kind: done, output}, {kind: failed, error}
-- and {kind: unknown, error} give it back.
create or replace function private.commit_run(
  run_id uuid, token uuid, delivery text, lease_ms integer, steps jsonb, ended jsonb
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  run public.runs;
  next_at timestamptz;
begin
  select runs.* into run
  from public.runs
  where runs.id = commit_run.run_id and runs.claim_token = commit_run.token
  for update;
  if not found then
    return jsonb_build_object('status', 'lost');
  end if;
  insert into public.run_steps (
    org_id, run_id, key, place, step_id, kind, status, attempt, input, output, error, log, started_at, finished_at, due_at,
    claim_token
  )
  select
    run.org_id, run.id, step.key, step.place, step."stepId", step.kind, step.status, step.attempt,
    nullif(step.input, 'null'), step.output, nullif(step.error, 'null'), step.log,
    to_timestamp(step."startedAt" / 1000.0), to_timestamp(step."finishedAt" / 1000.0), to_timestamp(step."dueAt" / 1000.0),
    case step.status when 'running' then commit_run.token end
  from jsonb_to_recordset(commit_run.steps) as step (
    key text, place integer, "stepId" text, kind text, status text, attempt integer, input jsonb, output jsonb, error jsonb,
    log jsonb, "startedAt" bigint, "finishedAt" bigint, "dueAt" bigint
  )
  on conflict on constraint run_steps_pkey do update
  set
    status = excluded.status,
    attempt = excluded.attempt,
    input = excluded.input,
    output = excluded.output,
    error = excluded.error,
    log = excluded.log,
    finished_at = excluded.finished_at,
    due_at = excluded.due_at,
    claim_token = excluded.claim_token;

  if ended ->> 'kind' = 'claim' then
    update public.runs
    set crashes = 0, claimed_until = clock_timestamp() + make_interval(secs => lease_ms / 1000.0)
    where runs.id = run.id;
    return jsonb_build_object('status', 'ok', 'job', null);
  end if;
  -- What was claimed at its birth came by no message.
  if delivery is not null then
    insert into private.qstash_receipts (jti) values (delivery) on conflict do nothing;
  end if;
  if ended ->> 'kind' in ('done', 'failed', 'unknown') then
    perform private.end_run(run, ended ->> 'kind', nullif(ended -> 'output', 'null'), nullif(ended -> 'error', 'null'));
    perform private.nudge_members(run.org_id, 'run', run.id, run.version + 1);
    return jsonb_build_object('status', 'ok', 'job', null);
  end if;
  next_at := case ended ->> 'kind'
    when 'again' then now()
    when 'wait' then to_timestamp((ended ->> 'until')::bigint / 1000.0)
  end;
  -- A run it waits for may have ended while this was on its way.
  if ended ->> 'for' = 'run' and exists (
    select
    from public.runs as children
    join public.run_steps
      on run_steps.org_id = run.org_id and run_steps.run_id = run.id and run_steps.key = children.parent_key
    where children.parent_id = run.id and run_steps.status = 'waiting' and children.finished_at is not null
  ) then
    next_at := now();
  end if;
  update public.runs
  set
    status = case ended ->> 'kind' when 'wait' then 'waiting' else 'queued' end,
    waits_for = ended ->> 'for',
    wake_at = next_at,
    crashes = 0,
    claim_token = null,
    claimed_until = null,
    version = runs.version + 1
  where runs.id = run.id;
  perform private.nudge_members(run.org_id, 'run', run.id, run.version + 1);
  return jsonb_build_object('status', 'ok', 'job', private.requeue_run(run.id, next_at));
end
$$;

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
