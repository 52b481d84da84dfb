-- A signed message starts a run of the workflow it is sent to, once.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.webhook_secrets_for(workflow_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', webhook_secrets.id, 'orgId', webhook_secrets.org_id, 'sealed', webhook_secrets.sealed
  )), '[]')
  from private.webhook_secrets
  join public.workflows on workflows.id = webhook_secrets.workflow_id and workflows.deleted_at is null
  where webhook_secrets.workflow_id = webhook_secrets_for.workflow_id
$$;
comment on function private.webhook_secrets_for(uuid) is 'The sealed secrets of a workflow that is there: [{id, orgId, sealed}].';
grant execute on function private.webhook_secrets_for(uuid) to floyo_worker;

-- The mark of the message and the run it starts are one row. The run's message to the queue is due when the claim ends: it
-- brings the run back if the worker dies. Beyond the limit of runs at the same time the run is queued instead.
create function private.receive_webhook(
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
    'run', 'run:' || run.id, jsonb_build_object('run', run.id), clock_timestamp() + case when begins then lease else interval '0' end
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
comment on function private.receive_webhook(uuid, uuid, text, bigint, jsonb, integer) is
'Starts the run of a verified message and claims it: {status: unknown | not_started_so | paused | seen | started, run, answer, claim, job}.';
grant execute on function private.receive_webhook(uuid, uuid, text, bigint, jsonb, integer) to floyo_worker;

-- For a sender that waits. Without error texts: they may quote what others answered.
create function private.run_result(run_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('status', runs.status, 'output', case runs.status when 'done' then runs.output end)
  from public.runs
  where runs.id = run_result.run_id
$$;
grant execute on function private.run_result(uuid) to floyo_worker;
