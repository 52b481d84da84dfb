-- Of claims that come at the same moment none passes the limit of runs at the same time.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Counting and claiming are one turn: who comes meanwhile waits for the commit and counts it. Volatile, so that what was
-- committed while it waited is seen. Nothing else is locked after this, so nobody waits for one another in a circle.
create or replace function private.may_run_one_more(workflow_id uuid, definition jsonb, but_for uuid)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('runs:' || may_run_one_more.workflow_id, 0));
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
comment on function private.may_run_one_more(uuid, jsonb, uuid) is
'Whether one more run of this workflow may begin. Holds until the commit: nobody else decides for this workflow before.';

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
  -- Three workers in a row died of it without recording anything: a fourth would, too.
  if run.claim_token is not null and run.crashes >= 2 then
    update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
    perform private.end_run(run, 'failed', null, jsonb_build_object(
      'code', 'exceeded_limits', 'message', 'three workers died of this run: it needs more time or memory than there is'
    ));
    return jsonb_build_object('status', 'done');
  end if;
  if not private.may_run_one_more(run.workflow_id, known.definition, run.id) then
    update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
    return jsonb_build_object('status', 'busy', 'retryMs', 1000);
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
