-- A run that no message brought is recorded like any other; one that waits for another goes on when that ends and not with
-- the next tick; late runs take no place of other late work.
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
    -- The run that waits for this one owes a message now.
    return jsonb_build_object('status', 'ok', 'job', (
      select private.unpublished_job(outbox)
      from private.outbox
      where
        run.parent_id is not null
        and outbox.dedupe_key = 'run:' || run.parent_id
        and outbox.done_at is null
        and outbox.dead_at is null
        and outbox.due_at < now() + interval '1 second'
    ));
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

-- A run is brought by its message alone, so what the tick does by itself is the rest.
create or replace function private.run_tick(delivery text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  woken integer;
  sealed integer;
  jobs jsonb;
  overdue jsonb;
begin
  insert into private.qstash_receipts (jti) values (delivery) on conflict do nothing;
  if not found then
    return jsonb_build_object('status', 'seen');
  end if;

  woken := private.wake_suggestions();
  sealed := private.seal_audit_log(500);

  with owed as (
    select outbox.id
    from private.outbox
    where
      outbox.done_at is null
      and outbox.dead_at is null
      and (
        (outbox.published_at is null and outbox.due_at < now() + interval '60 seconds' and outbox.created_at < now() - interval '10 seconds')
        or (outbox.published_at < now() - interval '2 minutes' and outbox.due_at < now() - interval '2 minutes')
      )
    order by outbox.due_at
    limit 100
    for update skip locked
  ),
  raised as (
    update private.outbox
    set
      attempt = outbox.attempt + (outbox.published_at is not null)::integer,
      published_at = null
    from owed
    where outbox.id = owed.id
    returning outbox.*
  )
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', raised.id,
      'topic', raised.topic,
      'attempt', raised.attempt,
      'delayMs', greatest(0, ceil(extract(epoch from raised.due_at - clock_timestamp()) * 1000)::integer)
    )
    order by raised.due_at
  ), '[]')
  into jobs
  from raised;

  select coalesce(jsonb_agg(jsonb_build_object('id', late.id, 'topic', late.topic) order by late.due_at), '[]') into overdue
  from (
    select outbox.id, outbox.topic, outbox.due_at
    from private.outbox
    where
      outbox.topic <> 'run'
      and outbox.done_at is null
      and outbox.dead_at is null
      and outbox.due_at < now() - interval '10 minutes'
    order by outbox.due_at
    limit 3
  ) as late;

  return jsonb_build_object('status', 'ticked', 'woken', woken, 'sealed', sealed, 'jobs', jobs, 'overdue', overdue);
end
$$;
