-- Runs take turns by organisation: the queue is told whose each is, and the tick goes round.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- The one message a run owes: due then, published as a new attempt.
create or replace function private.wake_run(run_id uuid, due_at timestamptz, person uuid)
returns void
language sql
set search_path = ''
as $$
  insert into private.outbox (topic, dedupe_key, user_id, payload, due_at)
  select
    'run', 'run:' || runs.id, wake_run.person, jsonb_build_object('run', runs.id, 'org', runs.org_id), wake_run.due_at
  from public.runs
  where runs.id = wake_run.run_id
  on conflict (dedupe_key) where done_at is null and dead_at is null do update
  set
    due_at = excluded.due_at,
    user_id = excluded.user_id,
    payload = excluded.payload,
    attempt = outbox.attempt + 1,
    published_at = null
$$;

create or replace function private.unpublished_job(job private.outbox)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', job.id,
    'attempt', job.attempt,
    'delayMs', greatest(0, ceil(extract(epoch from job.due_at - clock_timestamp()) * 1000)::integer),
    'org', job.payload ->> 'org'
  )
  where job.published_at is null and job.done_at is null and job.dead_at is null
$$;
comment on function private.unpublished_job(private.outbox) is
'The message an outbox row still owes, or null: {id, attempt, delayMs, org: whose run it is}.';

create or replace function private.owed_jobs(person uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(owed.message || jsonb_build_object('topic', owed.topic)), '[]')
  from (
    select private.unpublished_job(outbox) as message, outbox.topic
    from private.outbox
    where
      outbox.user_id = owed_jobs.person
      and outbox.done_at is null
      and outbox.dead_at is null
      and outbox.published_at is null
      and outbox.due_at < now() + interval '60 seconds'
    order by outbox.due_at
    limit 20
  ) as owed
$$;
comment on function private.owed_jobs(uuid) is
'Messages owed for a person that nobody has published yet, at most 20: [{id, topic, attempt, delayMs, org}].';

create or replace function private.receive_webhook(
  workflow_id uuid, secret_id uuid, message_id text, sent_at bigint, input jsonb, lease_ms integer
)
returns jsonb
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  workflow public.workflows;
  known public.workflow_versions;
  run public.runs;
  lease constant interval := make_interval(secs => lease_ms / 1000.0);
  begins boolean;
  job private.outbox;
begin
  select workflows.* into workflow
  from public.workflows
  where
    workflows.id = receive_webhook.workflow_id
    and workflows.deleted_at is null
    and exists (
      select
      from private.webhook_secrets
      where webhook_secrets.id = receive_webhook.secret_id and webhook_secrets.workflow_id = workflows.id
    );
  if not found then
    return jsonb_build_object('status', 'unknown');
  end if;
  if workflow.trigger_kind is distinct from 'webhook' then
    return jsonb_build_object('status', 'not_started_so');
  end if;
  if workflow.paused_at is not null then
    return jsonb_build_object('status', 'paused');
  end if;
  select workflow_versions.* into known
  from public.workflow_versions
  where workflow_versions.workflow_id = workflow.id and workflow_versions.number = workflow.published_version;
  begins := private.may_run_one_more(workflow.id, known.definition, null);
  insert into public.runs (
    org_id, workflow_id, workflow_version, trigger, input, message_id, status, started_at, claim_token, claimed_until, deliveries
  )
  values (
    workflow.org_id, workflow.id, known.number,
    jsonb_build_object('kind', 'webhook', 'id', receive_webhook.message_id, 'sentAt', to_timestamp(receive_webhook.sent_at)),
    receive_webhook.input, receive_webhook.message_id,
    case when begins then 'running' else 'queued' end,
    case when begins then clock_timestamp() end,
    case when begins then gen_random_uuid() end,
    case when begins then clock_timestamp() + lease end,
    begins::integer
  )
  on conflict (workflow_id, message_id) where message_id is not null do nothing
  returning runs.* into run;
  if not found then
    select runs.* into run
    from public.runs
    where runs.workflow_id = workflow.id and runs.message_id = receive_webhook.message_id;
    return jsonb_build_object('status', 'seen', 'run', run.id);
  end if;
  insert into private.outbox (topic, dedupe_key, payload, due_at)
  values (
    'run', 'run:' || run.id, jsonb_build_object('run', run.id, 'org', run.org_id),
    clock_timestamp() + case when begins then lease else interval '0' end
  )
  returning outbox.* into job;
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return jsonb_build_object(
    'status', 'started',
    'run', run.id,
    'answer', coalesce(known.definition -> 'trigger' ->> 'answer', 'at-once'),
    'claim', case when begins then private.claimed_run(run, known.definition, workflow.name) end,
    'job', case when not begins then private.unpublished_job(job) end
  );
end
$$;

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

  -- One message of each organisation, then a second of each: nobody waits behind another's thousands.
  with waiting as (
    select
      outbox.id,
      outbox.due_at,
      row_number() over (partition by outbox.topic, outbox.payload ->> 'org' order by outbox.due_at, outbox.id) as place
    from private.outbox
    where
      outbox.done_at is null
      and outbox.dead_at is null
      and (
        (outbox.published_at is null and outbox.due_at < now() + interval '60 seconds' and outbox.created_at < now() - interval '10 seconds')
        or (
          outbox.due_at < now() - interval '2 minutes'
          -- A run may wait its organisation's turn at QStash: the longer it does, the rarer it is sent anew.
          and outbox.published_at < now() - case outbox.topic
            when 'run' then least(greatest(interval '2 minutes', (now() - outbox.due_at) / 2), interval '15 minutes')
            else interval '2 minutes'
          end
        )
      )
    order by place, outbox.due_at
    limit 100
  ),
  owed as (
    select outbox.id
    from private.outbox
    join waiting on waiting.id = outbox.id
    where outbox.done_at is null and outbox.dead_at is null
    for update of outbox skip locked
  ),
  raised as (
    update private.outbox
    set
      attempt = outbox.attempt + (outbox.published_at is not null)::integer,
      published_at = null
    from owed
    where outbox.id = owed.id
    returning outbox as job, outbox.topic, outbox.due_at
  )
  select coalesce(jsonb_agg(
    private.unpublished_job(raised.job) || jsonb_build_object('topic', raised.topic)
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
