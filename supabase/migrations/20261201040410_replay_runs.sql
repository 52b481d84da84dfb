-- Runs that failed are run again: each of them once, in batches, and it can be stopped on the way.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may write replays. Which runs they may run again the question above asks.
create function private.ask_for_replay(
  status text, workflow_id uuid, since timestamptz, until timestamptz, q text, is_dead boolean, latest boolean
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  made_id constant uuid := gen_random_uuid();
  chosen uuid[];
begin
  perform private.require_session();
  if ask_for_replay.status is null or ask_for_replay.status not in ('failed', 'unknown') then
    raise exception 'runs that failed or whose end is unknown can be run again' using errcode = '22023', hint = 'give status failed or unknown';
  end if;
  -- One whose work ended in errors eight times goes on no more.
  update public.replays
  set status = 'cancelled', finished_at = now()
  where
    replays.user_id = auth.uid()
    and replays.status = 'running'
    and not exists (
      select from private.outbox
      where outbox.dedupe_key = 'replay:' || replays.id and outbox.done_at is null and outbox.dead_at is null
    );
  if exists (select from public.replays where replays.user_id = auth.uid() and replays.status = 'running') then
    raise exception 'runs are being run again already' using errcode = 'P0001', hint = 'wait until that is over, or cancel it', detail = 'conflict';
  end if;
  select array_agg(oldest.id) into chosen
  from (
    select found.id
    from private.runs_to_replay(
      ask_for_replay.status, ask_for_replay.workflow_id, ask_for_replay.since, ask_for_replay.until, ask_for_replay.q,
      ask_for_replay.is_dead
    ) as found
    order by found.created_at, found.id
    limit 1000
  ) as oldest;
  if chosen is null then
    raise exception 'no run of yours fits that could be run again' using errcode = 'P0001', hint = 'load the list again', detail = 'not_found';
  end if;
  insert into public.replays (id, user_id, latest, total)
  values (made_id, auth.uid(), coalesce(ask_for_replay.latest, false), cardinality(chosen));
  insert into private.replay_runs (replay_id, run_id) select made_id, old.id from unnest(chosen) as old (id);
  insert into private.outbox (topic, dedupe_key, user_id, payload)
  values ('replay', 'replay:' || made_id, auth.uid(), jsonb_build_object('replay', made_id));
  return made_id;
end
$$;
revoke execute on function private.ask_for_replay(text, uuid, timestamptz, timestamptz, text, boolean, boolean) from public, anon;
grant execute on function private.ask_for_replay(text, uuid, timestamptz, timestamptz, text, boolean, boolean) to authenticated;

create function public.replay_runs(
  status text, workflow_id uuid default null, since timestamptz default null, until timestamptz default null,
  q text default '', is_dead boolean default false, latest boolean default false
)
returns uuid
language sql
security invoker
set search_path = ''
as $$
  select private.ask_for_replay(
    replay_runs.status, replay_runs.workflow_id, replay_runs.since, replay_runs.until, replay_runs.q, replay_runs.is_dead,
    replay_runs.latest
  )
$$;
comment on function public.replay_runs(text, uuid, timestamptz, timestamptz, text, boolean, boolean) is
'Runs the failed or unknown runs that fit again, the oldest 1000, each once, on their version or the latest; gives the id of the replay. POST api/work begins it at once.';
revoke execute on function public.replay_runs(text, uuid, timestamptz, timestamptz, text, boolean, boolean) from public, anon;
grant execute on function public.replay_runs(text, uuid, timestamptz, timestamptz, text, boolean, boolean) to authenticated;

-- Definer: nobody may write replays.
create function private.stop_replay(replay_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session();
  update public.replays
  set status = 'cancelled', finished_at = now()
  where replays.id = stop_replay.replay_id and replays.user_id = auth.uid() and replays.status = 'running';
end
$$;
revoke execute on function private.stop_replay(uuid) from public, anon;
grant execute on function private.stop_replay(uuid) to authenticated;
create function public.cancel_replay(id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$ select private.stop_replay(cancel_replay.id) $$;
comment on function public.cancel_replay(uuid) is 'Starts no more of its runs; those that were started go on. Asked twice, nothing changes.';
revoke execute on function public.cancel_replay(uuid) from public, anon;
grant execute on function public.cancel_replay(uuid) to authenticated;

-- Definer: the worker may not read replays. The row of the old run is locked, as by restart_run, so that nobody else
-- runs it again at the same moment.
create function private.replay_batch(replay_id uuid, most integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  replay public.replays;
  old public.runs;
  made public.runs;
  newest integer;
  begun integer := 0;
  seen integer := 0;
  jobs jsonb := '[]';
  item record;
begin
  select replays.* into replay from public.replays where replays.id = replay_batch.replay_id for update;
  if not found or replay.status <> 'running' then
    return jsonb_build_object('left', false, 'jobs', jobs);
  end if;
  for item in
    select replay_runs.run_id
    from private.replay_runs
    join public.runs on runs.id = replay_runs.run_id
    where replay_runs.replay_id = replay.id and replay_runs.settled_at is null
    order by runs.created_at, runs.id
    limit replay_batch.most
  loop
    seen := seen + 1;
    update private.replay_runs set settled_at = now()
    where replay_runs.replay_id = replay.id and replay_runs.run_id = item.run_id;
    select runs.* into old
    from public.runs
    where
      runs.id = item.run_id
      and runs.status in ('failed', 'unknown')
      and not exists (select from public.runs as again where again.retry_of = runs.id)
    for update;
    continue when not found;
    -- What was done while the lock was waited for is seen by a statement of its own.
    continue when exists (select from public.runs as again where again.retry_of = old.id);
    select workflows.published_version into newest
    from public.workflows
    where workflows.id = old.workflow_id and workflows.deleted_at is null;
    continue when newest is null or not private.has_permission(replay.user_id, old.org_id, 'runs.write');
    insert into public.runs (org_id, workflow_id, workflow_version, trigger, input, started_by, retry_of)
    values (
      old.org_id, old.workflow_id, case when replay.latest then newest else old.workflow_version end, old.trigger, old.input,
      replay.user_id, old.id
    )
    returning runs.* into made;
    perform private.wake_run(made.id, now(), replay.user_id);
    perform private.nudge_members(made.org_id, 'run', made.id, made.version);
    jobs := jobs || (
      select private.unpublished_job(outbox) || '{"topic": "run"}'
      from private.outbox
      where outbox.dedupe_key = 'run:' || made.id and outbox.done_at is null and outbox.dead_at is null
    );
    begun := begun + 1;
  end loop;
  update public.replays
  set
    started = replays.started + begun,
    skipped = replays.skipped + seen - begun,
    status = case when seen < replay_batch.most then 'done' else replays.status end,
    finished_at = case when seen < replay_batch.most then now() end
  where replays.id = replay.id;
  return jsonb_build_object('left', seen = replay_batch.most, 'jobs', jobs);
end
$$;
comment on function private.replay_batch(uuid, integer) is
'Starts the next so many runs of a replay: {left: whether there is more, jobs: messages to publish}.';
revoke execute on function private.replay_batch(uuid, integer) from public, anon;
grant execute on function private.replay_batch(uuid, integer) to floyo_worker;
