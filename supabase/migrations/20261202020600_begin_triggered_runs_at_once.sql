-- Runs that a pattern, a missed habit or a failure starts begin now and not with the next tick.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- now() is the same all through a transaction: what is due at this very time was made due by it.
create function private.runs_owed_now()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(private.unpublished_job(owed.message)), '[]')
    from (
      select outbox as message
      from private.outbox
      where
        outbox.due_at = now()
        and outbox.topic = 'run'
        and outbox.published_at is null
        and outbox.done_at is null
        and outbox.dead_at is null
      limit 100
    ) as owed
  );
end
$$;
comment on function private.runs_owed_now() is 'Messages of the runs that this transaction made due: [{id, attempt, delayMs, org}], at most 100.';
grant execute on function private.runs_owed_now() to floyo_worker;

-- Definer: whoever mines, or ends a run, may not start others. Whoever called them publishes what these runs owe.
create or replace function private.start_once(workflow public.workflows, key text, trigger jsonb, person uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  made public.runs;
begin
  insert into private.trigger_receipts (workflow_id, dedupe_key) values (workflow.id, start_once.key) on conflict do nothing;
  if not found then
    return;
  end if;
  insert into public.runs (org_id, workflow_id, workflow_version, trigger)
  values (workflow.org_id, workflow.id, workflow.published_version, start_once.trigger)
  returning runs.* into made;
  if person is not null then
    insert into private.file_runs (run_id, user_id) values (made.id, person);
  end if;
  perform private.wake_run(made.id, now(), person);
  perform private.nudge_members(made.org_id, 'run', made.id, made.version);
end
$$;
