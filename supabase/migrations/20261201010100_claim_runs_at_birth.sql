-- A run that a request starts is claimed in the transaction that makes it, so that it begins at once and not by a message.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.runs add column message_id text check (length(message_id) between 1 and 256); -- null: no message started it
comment on column public.runs.message_id is 'Id of the message that started it. The same message starts one run of a workflow, however often it comes.';
create unique index runs_message_id_idx on public.runs (workflow_id, message_id) where message_id is not null;

-- Members see all of a run but the token with which workers write.
revoke select on table public.runs from authenticated;
grant select (
  id, org_id, workflow_id, workflow_version, status, trigger, input, output, error, waits_for, wake_at, started_by, retry_of,
  parent_id, parent_key, created_at, started_at, finished_at, deliveries, crashes, repeats, version
) on table public.runs to authenticated;
revoke select on table public.run_steps from authenticated;
grant select (
  org_id, run_id, key, place, step_id, kind, status, attempt, input, output, error, log, started_at, finished_at, due_at
) on table public.run_steps to authenticated;

-- What a worker needs of a run that it has claimed.
create function private.claimed_run(run public.runs, definition jsonb, workflow_name text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'status', 'claimed',
    'token', run.claim_token,
    'definition', claimed_run.definition,
    'facts', jsonb_build_object(
      'id', run.id,
      'workflow', jsonb_build_object('id', run.workflow_id, 'name', claimed_run.workflow_name, 'version', run.workflow_version),
      'startedAt', private.ms_of(run.started_at),
      'trigger', run.trigger,
      'input', run.input,
      'repeats', run.repeats
    ),
    'records', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'key', run_steps.key, 'place', run_steps.place, 'stepId', run_steps.step_id, 'kind', run_steps.kind,
        'status', run_steps.status, 'attempt', run_steps.attempt, 'input', run_steps.input, 'output', run_steps.output,
        'error', run_steps.error, 'log', run_steps.log, 'startedAt', private.ms_of(run_steps.started_at),
        'finishedAt', private.ms_of(run_steps.finished_at), 'dueAt', private.ms_of(run_steps.due_at)
      ) order by run_steps.place), '[]')
      from public.run_steps
      where run_steps.org_id = run.org_id and run_steps.run_id = run.id
    )
  )
$$;
grant execute on function private.claimed_run(public.runs, jsonb, text) to floyo_worker;

-- Whether the limit of runs at the same time lets one more of this workflow begin.
create function private.may_run_one_more(workflow_id uuid, definition jsonb, but_for uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select count(*) < coalesce((may_run_one_more.definition -> 'limits' ->> 'concurrency')::integer, 10)
  from public.runs
  where
    runs.workflow_id = may_run_one_more.workflow_id
    and runs.status = 'running'
    and runs.id is distinct from may_run_one_more.but_for
    and runs.claimed_until > clock_timestamp()
$$;
grant execute on function private.may_run_one_more(uuid, jsonb, uuid) to floyo_worker;

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
  select outbox.* into job from private.outbox where outbox.id = job_id and outbox.topic = 'run' for update;
  if not found then
    return jsonb_build_object('status', 'gone');
  end if;
  select runs.* into run from public.runs where runs.id = (job.payload ->> 'run')::uuid for update;
  if not found then
    update private.outbox set done_at = now() where outbox.id = job_id and outbox.done_at is null and outbox.dead_at is null;
    return jsonb_build_object('status', 'gone');
  end if;
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
  if not private.may_run_one_more(run.workflow_id, known.definition, run.id) then
    update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
    return jsonb_build_object('status', 'busy', 'retryMs', 1000);
  end if;
  -- Three workers in a row died of it without recording anything: a fourth would, too.
  if run.claim_token is not null and run.crashes >= 2 then
    update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
    perform private.end_run(run, 'failed', null, jsonb_build_object(
      'code', 'exceeded_limits', 'message', 'three workers died of this run: it needs more time or memory than there is'
    ));
    return jsonb_build_object('status', 'done');
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

-- After an error that was caught: the next delivery need not wait for the lease to run out. It counts as a crash.
create function private.release_run(run_id uuid, token uuid)
returns void
language sql
set search_path = ''
as $$
  update public.runs
  set claimed_until = clock_timestamp()
  where runs.id = release_run.run_id and runs.claim_token = release_run.token
$$;
grant execute on function private.release_run(uuid, uuid) to floyo_worker;
