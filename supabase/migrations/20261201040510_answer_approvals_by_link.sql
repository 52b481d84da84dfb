-- A question is answered by the link of its mail: once, until the step expires.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: the worker may not read notifications. `approved` null: only tells what is asked.
create function private.answer_by_link(token text, approved boolean, comment text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  told public.notifications;
  run public.runs;
  step public.run_steps;
  facts jsonb;
begin
  if answer_by_link.token !~ '^[0-9a-f]{32}\.[A-Za-z0-9_-]{43}$' then
    return null;
  end if;
  select notifications.* into told
  from public.notifications
  where notifications.id = left(answer_by_link.token, 32)::uuid and notifications.kind = 'approval';
  -- Both sides are hashed, so that the time it takes tells nothing.
  if not found or sha256(convert_to(private.approval_token(told), 'UTF8')) <> sha256(convert_to(answer_by_link.token, 'UTF8')) then
    return null;
  end if;
  if not private.has_permission(told.user_id, told.org_id, 'runs.write') or not private.may_answer_by_link(told.user_id) then
    return null;
  end if;
  select runs.* into run from public.runs where runs.id = told.run_id for update;
  select run_steps.* into step
  from public.run_steps
  where run_steps.org_id = told.org_id and run_steps.run_id = told.run_id and run_steps.key = told.step_key;
  facts := jsonb_build_object(
    'title', told.title, 'message', told.body, 'runId', told.run_id, 'userId', told.user_id,
    'until', private.ms_of(step.due_at)
  );
  if
    step.run_id is null
    or private.approval_key(step) <> told.dedupe_key
    or step.status <> 'waiting'
    or run.status <> 'waiting'
  then
    return facts || '{"state": "over"}';
  end if;
  if step.due_at <= now() then
    return facts || '{"state": "expired"}';
  end if;
  if answer_by_link.approved is null then
    return facts || '{"state": "open"}';
  end if;
  update public.run_steps
  set
    status = 'done',
    output = jsonb_build_object(
      'approved', answer_by_link.approved,
      'comment', left(coalesce(answer_by_link.comment, ''), 2000),
      'by', told.user_id,
      'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    ),
    finished_at = now(),
    due_at = null
  where run_steps.org_id = step.org_id and run_steps.run_id = step.run_id and run_steps.key = step.key;
  update public.runs
  set waits_for = null, wake_at = null, status = 'queued', version = runs.version + 1
  where runs.id = run.id
  returning runs.* into run;
  perform private.record_audit(
    run.org_id, case when answer_by_link.approved then 'run.approved' else 'run.rejected' end, 'run:' || run.id, null, null,
    '{"by": "mail link"}', told.user_id
  );
  perform private.wake_run(run.id, now(), told.user_id);
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return facts || jsonb_build_object('state', case when answer_by_link.approved then 'approved' else 'rejected' end);
end
$$;
comment on function private.answer_by_link(text, boolean, text) is
'What a signed link asks, or answers it: {state: open | over | expired | approved | rejected, title, message, runId, userId, until}; null when we did not sign it.';
revoke execute on function private.answer_by_link(text, boolean, text) from public, anon;
grant execute on function private.answer_by_link(text, boolean, text) to floyo_worker;
