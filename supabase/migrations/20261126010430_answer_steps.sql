-- People answer what a run asks, say what became of a call nobody knows the end of, and read its steps.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may write runs; private.take_run locks the row and asks for the permission.
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
