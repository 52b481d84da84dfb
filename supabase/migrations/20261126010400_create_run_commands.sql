-- What people do with runs: start, cancel, resume, repeat, approve, and say what became of a step nobody knows the end of.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.runs add column repeats integer not null default 0 check (repeats >= 0);
comment on column public.runs.repeats is 'How often somebody had steps done anew that were done already; part of the key under which the outside sees a call.';

-- The one message a run owes: due then, published as a new attempt.
create function private.wake_run(run_id uuid, due_at timestamptz, person uuid)
returns void
language sql
set search_path = ''
as $$
  insert into private.outbox (topic, dedupe_key, user_id, payload, due_at)
  values ('run', 'run:' || wake_run.run_id, wake_run.person, jsonb_build_object('run', wake_run.run_id), wake_run.due_at)
  on conflict (dedupe_key) where done_at is null and dead_at is null do update
  set
    due_at = excluded.due_at,
    user_id = excluded.user_id,
    attempt = outbox.attempt + 1,
    published_at = null
$$;
comment on function private.wake_run(uuid, timestamptz, uuid) is 'Owes the queue a message for this run, in place of one that is owed already.';
grant execute on function private.wake_run(uuid, timestamptz, uuid) to floyo_worker;

-- Ends a run as cancelled, with the runs it called. The token is taken away: whoever still works on it records nothing more.
create function private.stop_run(run_id uuid, reason text)
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
  for child in select runs.id from public.runs where runs.parent_id = run.id loop
    perform private.stop_run(child, 'the run that called it was cancelled');
  end loop;
end
$$;
revoke execute on function private.stop_run(uuid, text) from public, anon, authenticated;

-- Definer: nobody may write runs. The row is locked; the permission asked for.
create function private.take_run(run_id uuid)
returns public.runs
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs;
begin
  select runs.* into run
  from public.runs
  where runs.id = take_run.run_id and runs.org_id = any (array(select private.my_org_ids('runs.read')))
  for update;
  if not found then
    raise exception 'there is no such run' using errcode = 'P0001', hint = 'load the list again', detail = 'not_found';
  end if;
  perform private.require_permission(run.org_id, 'runs.write');
  return run;
end
$$;
revoke execute on function private.take_run(uuid) from public, anon, authenticated;

-- Definer: as above.
create function private.begin_run(workflow_id uuid, input jsonb, retry_of uuid, latest boolean)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows;
  known public.runs;
  made public.runs;
begin
  if begin_run.retry_of is not null then
    known := private.take_run(begin_run.retry_of);
  end if;
  select workflows.* into workflow
  from public.workflows
  where
    workflows.id = coalesce(begin_run.workflow_id, known.workflow_id)
    and workflows.org_id = any (array(select private.my_org_ids('workflows.read')))
    and workflows.deleted_at is null;
  if not found then
    raise exception 'there is no such workflow' using errcode = 'P0001', hint = 'load the list again', detail = 'not_found';
  end if;
  perform private.require_permission(workflow.org_id, 'runs.write');
  if workflow.published_version is null then
    raise exception 'this workflow is not published' using errcode = 'P0001', hint = 'publish it first';
  end if;
  if jsonb_typeof(coalesce(begin_run.input, '{}')) <> 'object' or length(begin_run.input::text) > 1048576 then
    raise exception 'the input of a run is an object of at most 1 MiB' using errcode = '22023', hint = 'send {"field": value}';
  end if;
  insert into public.runs (org_id, workflow_id, workflow_version, trigger, input, started_by, retry_of)
  values (
    workflow.org_id,
    workflow.id,
    case when known.id is null or begin_run.latest then workflow.published_version else known.workflow_version end,
    coalesce(known.trigger, '{"kind": "manual"}'),
    coalesce(begin_run.input, known.input, '{}'),
    auth.uid(),
    known.id
  )
  returning runs.* into made;
  perform private.wake_run(made.id, now(), auth.uid());
  perform private.nudge_members(made.org_id, 'run', made.id, made.version);
  return made.id;
end
$$;
revoke execute on function private.begin_run(uuid, jsonb, uuid, boolean) from public, anon;
grant execute on function private.begin_run(uuid, jsonb, uuid, boolean) to authenticated;

create function public.start_run(workflow_id uuid, input jsonb default '{}')
returns uuid
language sql
security invoker
set search_path = ''
as $$ select private.begin_run(start_run.workflow_id, coalesce(start_run.input, '{}'), null, true) $$;
comment on function public.start_run(uuid, jsonb) is 'Starts a run of the published version with this input; gives its id. POST api/work brings it on its way at once.';
create function public.restart_run(id uuid, input jsonb default null, latest boolean default false)
returns uuid
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if restart_run.id is null then
    raise exception 'name the run to repeat' using errcode = '22023', hint = 'give id';
  end if;
  return private.begin_run(null, restart_run.input, restart_run.id, coalesce(restart_run.latest, false));
end
$$;
comment on function public.restart_run(uuid, jsonb, boolean) is
'Starts the run anew as another run, with its own input or this one, on its version or the latest; gives the new id.';
revoke execute on function public.start_run(uuid, jsonb) from public, anon;
revoke execute on function public.restart_run(uuid, jsonb, boolean) from public, anon;
grant execute on function public.start_run(uuid, jsonb) to authenticated;
grant execute on function public.restart_run(uuid, jsonb, boolean) to authenticated;

-- Definer: as above.
create function private.cancel_my_run(run_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  run constant public.runs := private.take_run(cancel_my_run.run_id);
begin
  perform private.stop_run(run.id, 'cancelled by a member');
end
$$;
revoke execute on function private.cancel_my_run(uuid) from public, anon;
grant execute on function private.cancel_my_run(uuid) to authenticated;
create function public.cancel_run(id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$ select private.cancel_my_run(cancel_run.id) $$;
comment on function public.cancel_run(uuid) is 'Stops a run that is not finished, with the runs it called. Asked twice, nothing changes.';
revoke execute on function public.cancel_run(uuid) from public, anon;
grant execute on function public.cancel_run(uuid) to authenticated;

-- Definer: as above. Without a key it goes on where it stopped; with one, that step and what came after are done anew.
create function private.resume_my_run(run_id uuid, key text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs := private.take_run(resume_my_run.run_id);
  from_place integer;
  again integer;
begin
  if run.status not in ('failed', 'unknown', 'cancelled') then
    raise exception 'this run is %, only one that failed, is unknown or was cancelled can be resumed', run.status
      using errcode = 'P0001', hint = 'start it anew instead';
  end if;
  if resume_my_run.key is not null then
    select run_steps.place into from_place
    from public.run_steps
    where run_steps.org_id = run.org_id and run_steps.run_id = run.id and run_steps.key = resume_my_run.key;
    if not found then
      raise exception 'this run has no step "%"', left(resume_my_run.key, 100) using errcode = 'P0001', hint = 'choose a step of the run', detail = 'not_found';
    end if;
  end if;
  with dropped as (
    delete from public.run_steps
    where
      run_steps.org_id = run.org_id
      and run_steps.run_id = run.id
      and (run_steps.place >= from_place or run_steps.status <> 'done')
    returning run_steps.status, run_steps.kind
  )
  select count(*) filter (where dropped.status = 'done' and dropped.kind not in ('set', 'transform', 'branch', 'for-each'))
  into again
  from dropped;
  update public.runs
  set
    status = 'queued',
    error = null,
    output = null,
    finished_at = null,
    crashes = 0,
    repeats = runs.repeats + (again > 0)::integer,
    version = runs.version + 1
  where runs.id = run.id
  returning runs.* into run;
  perform private.wake_run(run.id, now(), auth.uid());
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return run.version;
end
$$;
revoke execute on function private.resume_my_run(uuid, text) from public, anon;
grant execute on function private.resume_my_run(uuid, text) to authenticated;
create function public.resume_run(id uuid, key text default null)
returns integer
language sql
security invoker
set search_path = ''
as $$ select private.resume_my_run(resume_run.id, resume_run.key) $$;
comment on function public.resume_run(uuid, text) is
'Goes on with a failed, unknown or cancelled run where it stopped, or does a step (its key) and all after it anew. Gives the row''s version.';
revoke execute on function public.resume_run(uuid, text) from public, anon;
grant execute on function public.resume_run(uuid, text) to authenticated;

-- Definer: as above.
create function private.answer_my_approval(run_id uuid, key text, approved boolean, comment text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs := private.take_run(answer_my_approval.run_id);
begin
  if answer_my_approval.approved is null then
    raise exception 'say whether it is approved' using errcode = '22023', hint = 'give approved as true or false';
  end if;
  update public.run_steps
  set
    status = 'done',
    output = jsonb_build_object(
      'approved', answer_my_approval.approved,
      'comment', left(coalesce(answer_my_approval.comment, ''), 2000),
      'by', auth.uid(),
      'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    ),
    finished_at = now(),
    due_at = null
  where
    run_steps.org_id = run.org_id
    and run_steps.run_id = run.id
    and run_steps.key = answer_my_approval.key
    and run_steps.kind = 'approval'
    and run_steps.status = 'waiting';
  if not found or run.status <> 'waiting' then
    raise exception 'nothing waits for an approval here' using errcode = 'P0001', hint = 'somebody may have answered; load the run again', detail = 'conflict';
  end if;
  update public.runs
  set waits_for = null, wake_at = null, status = 'queued', version = runs.version + 1
  where runs.id = run.id
  returning runs.* into run;
  perform private.record_audit(
    run.org_id, case when answer_my_approval.approved then 'run.approved' else 'run.rejected' end, 'run:' || run.id
  );
  perform private.wake_run(run.id, now(), auth.uid());
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return run.version;
end
$$;
revoke execute on function private.answer_my_approval(uuid, text, boolean, text) from public, anon;
grant execute on function private.answer_my_approval(uuid, text, boolean, text) to authenticated;
create function public.answer_approval(run_id uuid, key text, approved boolean, comment text default '')
returns integer
language sql
security invoker
set search_path = ''
as $$
  select private.answer_my_approval(answer_approval.run_id, answer_approval.key, answer_approval.approved, answer_approval.comment)
$$;
comment on function public.answer_approval(uuid, text, boolean, text) is 'Approves or rejects what a run waits for; the first answer counts. Gives the row''s version.';
revoke execute on function public.answer_approval(uuid, text, boolean, text) from public, anon;
grant execute on function public.answer_approval(uuid, text, boolean, text) to authenticated;

-- Definer: as above.
create function private.settle_my_step(run_id uuid, key text, verdict text, output jsonb)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs := private.take_run(settle_my_step.run_id);
begin
  if settle_my_step.verdict is null or settle_my_step.verdict not in ('happened', 'repeat') then
    raise exception 'no verdict is called "%"', left(coalesce(settle_my_step.verdict, ''), 50)
      using errcode = '22023', hint = 'verdicts are happened and repeat';
  end if;
  if run.status <> 'unknown' then
    raise exception 'this run is %, not unknown', run.status using errcode = 'P0001', hint = 'load the run again', detail = 'conflict';
  end if;
  update public.run_steps
  set
    status = case settle_my_step.verdict when 'happened' then 'done' else 'retrying' end,
    output = case settle_my_step.verdict when 'happened' then coalesce(settle_my_step.output, 'null') end,
    error = null,
    due_at = case settle_my_step.verdict when 'repeat' then now() end,
    finished_at = case settle_my_step.verdict when 'happened' then now() end
  where
    run_steps.org_id = run.org_id
    and run_steps.run_id = run.id
    and run_steps.key = settle_my_step.key
    and run_steps.status = 'unknown';
  if not found then
    raise exception 'the end of this step is known' using errcode = 'P0001', hint = 'load the run again', detail = 'conflict';
  end if;
  update public.runs
  set status = 'queued', error = null, finished_at = null, crashes = 0, version = runs.version + 1
  where runs.id = run.id
  returning runs.* into run;
  perform private.record_audit(run.org_id, 'run.step_settled', 'run:' || run.id, null, null, jsonb_build_object('verdict', settle_my_step.verdict));
  perform private.wake_run(run.id, now(), auth.uid());
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return run.version;
end
$$;
revoke execute on function private.settle_my_step(uuid, text, text, jsonb) from public, anon;
grant execute on function private.settle_my_step(uuid, text, text, jsonb) to authenticated;
create function public.settle_step(run_id uuid, key text, verdict text, output jsonb default null)
returns integer
language sql
security invoker
set search_path = ''
as $$ select private.settle_my_step(settle_step.run_id, settle_step.key, settle_step.verdict, settle_step.output) $$;
comment on function public.settle_step(uuid, text, text, jsonb) is
'Says what became of a step whose end nobody knows: happened (with this output), or repeat it under the same key. Gives the row''s version.';
revoke execute on function public.settle_step(uuid, text, text, jsonb) from public, anon;
grant execute on function public.settle_step(uuid, text, text, jsonb) to authenticated;

-- Invoker: it reads as the caller. Large outputs are cut here, so that a timeline of 200 steps stays light.
create function public.read_run_steps(run_id uuid)
returns table (
  key text, place integer, step_id text, kind text, status text, attempt integer, input jsonb, output jsonb,
  is_cut boolean, error jsonb, log jsonb, started_at timestamptz, finished_at timestamptz, due_at timestamptz
)
language sql
stable
security invoker
rows 200
set search_path = ''
as $$
  select
    run_steps.key, run_steps.place, run_steps.step_id, run_steps.kind, run_steps.status, run_steps.attempt, run_steps.input,
    case
      when length(run_steps.output::text) > 65536 then to_jsonb(left(run_steps.output::text, 65536)) else run_steps.output
    end,
    coalesce(length(run_steps.output::text) > 65536, false),
    run_steps.error, run_steps.log, run_steps.started_at, run_steps.finished_at, run_steps.due_at
  from public.runs
  join public.run_steps on run_steps.org_id = runs.org_id and run_steps.run_id = runs.id
  where runs.id = read_run_steps.run_id
  order by run_steps.place
$$;
comment on function public.read_run_steps(uuid) is
'Steps of a run in order; an output over 64 KiB is given as the text of its beginning (is_cut), the whole is in run_steps.';
revoke execute on function public.read_run_steps(uuid) from public, anon;
grant execute on function public.read_run_steps(uuid) to authenticated;
