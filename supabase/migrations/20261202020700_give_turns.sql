-- A run that finds its workflow at the limit waits for its turn, and whoever gives a place back calls the oldest.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.runs drop constraint runs_waits_for_check;
alter table public.runs add constraint runs_waits_for_check
check (waits_for in ('time', 'retry', 'approval', 'run', 'file', 'turn')) not valid;
alter table public.runs validate constraint runs_waits_for_check;
create index runs_turn_idx on public.runs (workflow_id, created_at) where waits_for = 'turn';

-- Whoever began to wait while this is on its way is not seen here: the tick calls them.
create function private.give_turn(workflow_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  next_id uuid;
begin
  select runs.id into next_id
  from public.runs
  where
    runs.workflow_id = give_turn.workflow_id
    and runs.waits_for = 'turn'
    and runs.status in ('queued', 'running', 'waiting')
  order by runs.created_at
  limit 1
  for update skip locked;
  if not found then
    return false;
  end if;
  update public.runs set waits_for = null where runs.id = next_id;
  perform private.wake_run(next_id, now(), null);
  return true;
end
$$;
comment on function private.give_turn(uuid) is 'Calls the oldest run of a workflow that waits for its turn; false when none does.';
grant execute on function private.give_turn(uuid) to floyo_worker;

create or replace function private.claim_run(job_id bigint, message_attempt integer, delivery text, lease_ms integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job private.outbox;
  run public.runs;
  known public.workflow_versions;
  wait_ms integer;
begin
  -- A claim that a crash takes back did nothing outside: no effect begins before a commit that waits for the disk.
  perform set_config('synchronous_commit', 'off', true);
  select outbox.* into job from private.outbox where outbox.id = job_id and outbox.topic = 'run';
  if not found then
    return jsonb_build_object('status', 'gone');
  end if;
  select runs.* into run from public.runs where runs.id = (job.payload ->> 'run')::uuid for update;
  if not found then
    update private.outbox set done_at = now() where outbox.id = job_id and outbox.done_at is null and outbox.dead_at is null;
    return jsonb_build_object('status', 'gone');
  end if;
  -- The run before its message, as whoever records a run locks them: else each would wait for the other.
  select outbox.* into job from private.outbox where outbox.id = job_id for update;
  if job.done_at is not null or job.dead_at is not null or run.status not in ('queued', 'running', 'waiting') then
    update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
    update private.outbox set done_at = now() where outbox.id = job_id and outbox.done_at is null and outbox.dead_at is null;
    return jsonb_build_object('status', 'done');
  end if;
  if
    exists (select from private.qstash_receipts where qstash_receipts.jti = delivery)
    or (message_attempt is not null and message_attempt <> job.attempt)
  then
    update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
    return jsonb_build_object('status', 'seen', 'job', private.unpublished_job(job));
  end if;
  wait_ms := ceil(extract(epoch from job.due_at - clock_timestamp()) * 1000)::integer;
  if wait_ms > 250 then
    update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
    update private.outbox
    set attempt = outbox.attempt + 1, published_at = null
    where outbox.id = job_id
    returning outbox.* into job;
    return jsonb_build_object('status', 'early', 'job', private.unpublished_job(job));
  end if;
  if run.claimed_until > clock_timestamp() then
    update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
    return jsonb_build_object(
      'status', 'busy', 'retryMs', ceil(extract(epoch from run.claimed_until - clock_timestamp()) * 1000)::integer
    );
  end if;
  select workflow_versions.* into known
  from public.workflow_versions
  where workflow_versions.workflow_id = run.workflow_id and workflow_versions.number = run.workflow_version;
  -- Three workers in a row died of it without recording anything: a fourth would, too.
  if run.claim_token is not null and run.crashes >= 2 then
    update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
    perform private.end_run(run, 'failed', null, jsonb_build_object(
      'code', 'exceeded_limits', 'message', 'three workers died of this run: it needs more time or memory than there is'
    ));
    return jsonb_build_object('status', 'done');
  end if;
  if not private.may_run_one_more(run.workflow_id, known.definition, run.id) then
    update public.runs set deliveries = runs.deliveries + 1, waits_for = 'turn' where runs.id = run.id;
    -- Should nobody call it, the tick does.
    update private.outbox
    set attempt = outbox.attempt + 1, published_at = null, due_at = now() + interval '1 minute'
    where outbox.id = job_id;
    return jsonb_build_object('status', 'parked');
  end if;
  -- What called runs gave is with their callers before these look.
  update public.run_steps
  set
    status = case children.status when 'done' then 'done' else 'failed' end,
    output = case children.status when 'done' then coalesce(children.output, 'null') end,
    error = case when children.status <> 'done' then coalesce(children.error, '{"code": "failed", "message": "the workflow failed"}') end,
    finished_at = now()
  from public.runs as children
  where
    run_steps.org_id = run.org_id
    and run_steps.run_id = run.id
    and run_steps.kind = 'call-workflow'
    and run_steps.status = 'waiting'
    and children.parent_id = run.id
    and children.parent_key = run_steps.key
    and children.finished_at is not null;

  update public.runs
  set
    status = 'running',
    started_at = coalesce(runs.started_at, clock_timestamp()),
    deliveries = runs.deliveries + 1,
    crashes = runs.crashes + (runs.claim_token is not null)::integer,
    claim_token = gen_random_uuid(),
    claimed_until = clock_timestamp() + make_interval(secs => lease_ms / 1000.0),
    waits_for = null,
    wake_at = null,
    version = runs.version + 1
  where runs.id = run.id
  returning runs.* into run;
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return private.claimed_run(
    run, known.definition, (select workflows.name from public.workflows where workflows.id = run.workflow_id)
  );
end
$$;
comment on function private.claim_run(bigint, integer, text, integer) is
'Takes a run for one delivery: {status: gone | done | seen | early | busy | parked | claimed, …}. parked: it waits for its turn.';

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
  has_called boolean;
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
    has_called := private.give_turn(run.workflow_id);
    return jsonb_build_object('status', 'ok', 'job', null, 'jobs', case
      when has_called or run.parent_id is not null or ended ->> 'kind' <> 'done' then private.runs_owed_now()
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
  has_called := private.give_turn(run.workflow_id);
  return jsonb_build_object(
    'status', 'ok',
    'jobs', case when has_called then private.runs_owed_now() else '[]' end,
    'job', private.requeue_run(run.id, next_at)
  );
end
$$;
comment on function private.commit_run(uuid, uuid, text, integer, jsonb, jsonb) is
'Records steps and, unless it only claims an effect, gives the run back: {status: ok | lost, job, jobs: messages that are owed}.';
