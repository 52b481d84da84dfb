-- Runs that a pattern, a missed habit or a failure starts begin now and not with the next tick.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- now() is the same all through a transaction: what is due at this very time was made due by it.
create function private.runs_owed_now()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(private.unpublished_job(owed.message)), '[]')
    from (
      select outbox as message
      from private.outbox
      where
        outbox.due_at = now()
        and outbox.topic = 'run'
        and outbox.published_at is null
        and outbox.done_at is null
        and outbox.dead_at is null
      limit 100
    ) as owed
  );
end
$$;
comment on function private.runs_owed_now() is 'Messages of the runs that this transaction made due: [{id, attempt, delayMs, org}], at most 100.';
grant execute on function private.runs_owed_now() to floyo_worker;

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
    -- The run that waits for this one, and those that its failure starts, owe a message now.
    return jsonb_build_object('status', 'ok', 'job', null, 'jobs', case
      when run.parent_id is not null or ended ->> 'kind' <> 'done' then private.runs_owed_now()
      else '[]'
    end);
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
comment on function private.commit_run(uuid, uuid, text, integer, jsonb, jsonb) is
'Records steps and, unless it only claims an effect, gives the run back: {status: ok | lost, job, jobs: messages that are owed}.';

-- Definer: whoever mines, or ends a run, may not start others. Whoever called them publishes what these runs owe.
create or replace function private.start_once(workflow public.workflows, key text, trigger jsonb, person uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  made public.runs;
begin
  insert into private.trigger_receipts (workflow_id, dedupe_key) values (workflow.id, start_once.key) on conflict do nothing;
  if not found then
    return;
  end if;
  insert into public.runs (org_id, workflow_id, workflow_version, trigger)
  values (workflow.org_id, workflow.id, workflow.published_version, start_once.trigger)
  returning runs.* into made;
  if person is not null then
    insert into private.file_runs (run_id, user_id) values (made.id, person);
  end if;
  perform private.wake_run(made.id, now(), person);
  perform private.nudge_members(made.org_id, 'run', made.id, made.version);
end
$$;
