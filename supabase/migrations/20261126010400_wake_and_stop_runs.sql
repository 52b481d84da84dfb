-- What a run owes the queue, and how it is stopped with the runs it called.
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
