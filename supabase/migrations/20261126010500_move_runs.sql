-- The engine's side of a run: claimed by one worker at a time, and what it records counts only while it holds the claim.
set lock_timeout = '1s';
set statement_timeout = '5s';

create unique index runs_parent_key_idx on public.runs (parent_id, parent_key) where parent_id is not null;

create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind in ('message', 'run_failed', 'workflow_paused')),
  title text not null check (length(title) between 1 and 500),
  body text not null default '' check (length(body) <= 20000),
  run_id uuid, -- null: about no run
  dedupe_key text not null check (length(dedupe_key) between 1 and 500),
  created_at timestamptz not null default now(),
  read_at timestamptz, -- null: unread
  unique (user_id, dedupe_key)
);
comment on table public.notifications is 'What a person was told; each thing once.';
create index notifications_org_id_idx on public.notifications (org_id);
create index notifications_user_id_idx on public.notifications (user_id, created_at desc);
alter table public.notifications enable row level security;
grant select, update (read_at) on table public.notifications to authenticated;
create policy "people read their own notifications"
on public.notifications for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('workflows.read'))));
create policy "people mark their own notifications"
on public.notifications for update to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('workflows.read'))))
with check (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('workflows.read'))));
select private.guard_with_mfa('public.notifications');

-- Definer: the worker may not list members. Told once for each key, however often it is asked.
create function private.notify_about_run(run_id uuid, key text, kind text, audience text, title text, body text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs;
  told integer;
begin
  select runs.* into run from public.runs where runs.id = notify_about_run.run_id;
  if not found then
    return 0;
  end if;
  insert into public.notifications (org_id, user_id, kind, title, body, run_id, dedupe_key)
  select
    run.org_id, memberships.user_id, notify_about_run.kind, left(notify_about_run.title, 500),
    left(coalesce(notify_about_run.body, ''), 20000), run.id, notify_about_run.key
  from public.memberships
  join public.workflows on workflows.id = run.workflow_id
  where
    memberships.org_id = run.org_id
    and (notify_about_run.audience = 'members' or memberships.user_id = coalesce(workflows.created_by, run.started_by))
  limit 1000
  on conflict on constraint notifications_user_id_dedupe_key_key do nothing;
  get diagnostics told = row_count;
  if told > 0 then
    perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  end if;
  return told;
end
$$;
comment on function private.notify_about_run(uuid, text, text, text, text, text) is 'Tells the maker of a workflow, or all members, once for each key; gives how many were told.';
revoke execute on function private.notify_about_run(uuid, text, text, text, text, text) from public, anon;
grant execute on function private.notify_about_run(uuid, text, text, text, text, text) to floyo_worker;

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

create function private.claim_run(job_id bigint, message_attempt integer, delivery text, lease_ms integer)
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
  update public.runs set deliveries = runs.deliveries + 1 where runs.id = run.id;
  if job.done_at is not null or job.dead_at is not null then
    return jsonb_build_object('status', 'done');
  end if;
  if run.status not in ('queued', 'running', 'waiting') then
    update private.outbox set done_at = now() where outbox.id = job_id;
    return jsonb_build_object('status', 'done');
  end if;
  if
    exists (select from private.qstash_receipts where qstash_receipts.jti = delivery)
    or (message_attempt is not null and message_attempt <> job.attempt)
  then
    return jsonb_build_object('status', 'seen', 'job', private.unpublished_job(job));
  end if;
  wait_ms := ceil(extract(epoch from job.due_at - clock_timestamp()) * 1000)::integer;
  if wait_ms > 250 then
    update private.outbox
    set attempt = outbox.attempt + 1, published_at = null
    where outbox.id = job_id
    returning outbox.* into job;
    return jsonb_build_object('status', 'early', 'job', private.unpublished_job(job));
  end if;
  if run.claimed_until > clock_timestamp() then
    return jsonb_build_object(
      'status', 'busy', 'retryMs', ceil(extract(epoch from run.claimed_until - clock_timestamp()) * 1000)::integer
    );
  end if;
  select workflow_versions.* into known
  from public.workflow_versions
  where workflow_versions.workflow_id = run.workflow_id and workflow_versions.number = run.workflow_version;
  if (
    select count(*)
    from public.runs as others
    where
      others.workflow_id = run.workflow_id
      and others.status = 'running'
      and others.id <> run.id
      and others.claimed_until > clock_timestamp()
  ) >= coalesce((known.definition -> 'limits' ->> 'concurrency')::integer, 10) then
    return jsonb_build_object('status', 'busy', 'retryMs', 1000);
  end if;
  -- Three workers in a row died of it without recording anything: a fourth would, too.
  if run.claim_token is not null and run.crashes >= 2 then
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
    crashes = runs.crashes + (runs.claim_token is not null)::integer,
    claim_token = gen_random_uuid(),
    claimed_until = clock_timestamp() + make_interval(secs => lease_ms / 1000.0),
    waits_for = null,
    wake_at = null,
    version = runs.version + 1
  where runs.id = run.id
  returning runs.* into run;
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return jsonb_build_object(
    'status', 'claimed',
    'token', run.claim_token,
    'definition', known.definition,
    'facts', jsonb_build_object(
      'id', run.id,
      'workflow', jsonb_build_object(
        'id', run.workflow_id,
        'name', (select workflows.name from public.workflows where workflows.id = run.workflow_id),
        'version', run.workflow_version
      ),
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
  );
end
$$;
comment on function private.claim_run(bigint, integer, text, integer) is
'Takes a run for one delivery: {status: gone | done | seen | early | busy | claimed, token, definition, facts, records}.';
grant execute on function private.claim_run(bigint, integer, text, integer) to floyo_worker;

-- ended: {kind: claim} keeps the claim; {kind: wait, for, until}, {kind: again}, {kind: done, output}, {kind: failed, error}
-- and {kind: unknown, error} give it back.
create function private.commit_run(
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
  insert into private.qstash_receipts (jti) values (delivery) on conflict do nothing;
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
comment on function private.commit_run(uuid, uuid, text, integer, jsonb, jsonb) is
'Records steps and, unless it only claims an effect, gives the run back: {status: ok | lost, job: the message it owes}.';
grant execute on function private.commit_run(uuid, uuid, text, integer, jsonb, jsonb) to floyo_worker;

-- Definer: the worker may not see who made a workflow's organisation. Asked twice for the same step, the same run.
create function private.call_run(parent uuid, token uuid, step_key text, target uuid, run_input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller public.runs;
  workflow public.workflows;
  made public.runs;
  depth integer;
begin
  select runs.* into caller from public.runs where runs.id = parent and runs.claim_token = call_run.token;
  if not found then
    return jsonb_build_object('status', 'lost');
  end if;
  select runs.* into made from public.runs where runs.parent_id = parent and runs.parent_key = step_key;
  if found then
    return jsonb_build_object('status', 'called', 'run', made.id);
  end if;
  select workflows.* into workflow
  from public.workflows
  where workflows.id = target and workflows.org_id = caller.org_id and workflows.deleted_at is null;
  if not found or workflow.published_version is null then
    return jsonb_build_object('status', 'refused', 'message', 'the workflow it calls is not there or not published');
  end if;
  with recursive callers as (
    select runs.id, runs.parent_id, 1 as height from public.runs where runs.id = parent
    union all
    select runs.id, runs.parent_id, callers.height + 1
    from callers
    join public.runs on runs.id = callers.parent_id
    where callers.height < 20
  )
  select max(callers.height) into depth from callers;
  if depth >= 10 then
    return jsonb_build_object('status', 'refused', 'message', 'workflows call one another ten deep: this has no end');
  end if;
  insert into public.runs (org_id, workflow_id, workflow_version, trigger, input, parent_id, parent_key)
  values (
    caller.org_id, workflow.id, workflow.published_version, jsonb_build_object('kind', 'call', 'run', parent), run_input,
    parent, step_key
  )
  returning runs.* into made;
  perform private.wake_run(made.id, now(), null);
  return jsonb_build_object('status', 'called', 'run', made.id, 'job', (
    select private.unpublished_job(outbox) from private.outbox where outbox.dedupe_key = 'run:' || made.id and outbox.done_at is null
  ));
end
$$;
revoke execute on function private.call_run(uuid, uuid, text, uuid, jsonb) from public, anon;
grant execute on function private.call_run(uuid, uuid, text, uuid, jsonb) to floyo_worker;
