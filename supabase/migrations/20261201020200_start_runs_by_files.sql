-- Events that fit a trigger are counted, wait until their file is quiet and start runs, each in one transaction.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: the worker may not read consents. Sources that were imported or are a sample tell of what is long over.
create function private.files_to_match(person uuid, most integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  watcher private.file_watchers;
  listeners jsonb;
  seen jsonb;
  reached bigint;
begin
  select file_watchers.* into watcher from private.file_watchers where file_watchers.user_id = person;
  if not found then
    return null;
  end if;
  select jsonb_agg(jsonb_build_object(
    'workflowId', listening.workflow_id,
    'trigger', listening.trigger,
    'since', private.ms_of(listening.given_at),
    'sources', (
      select coalesce(jsonb_agg(sources.id), '[]')
      from public.sources
      where
        sources.user_id = person
        and sources.kind <> 'import'
        and not sources.is_sample
        and case
          when listening.trigger ->> 'sourceId' is null then sources.org_id = listening.org_id
          else sources.id::text = listening.trigger ->> 'sourceId'
        end
    )
  )) into listeners
  from private.listening_workflows(person, 'file') as listening;
  if listeners is null then
    select coalesce(max(mining_state.last_seq), watcher.counted_seq) into reached
    from public.mining_state
    where mining_state.user_id = person;
    return jsonb_build_object('from', watcher.counted_seq, 'to', reached, 'listeners', '[]'::jsonb, 'events', '[]'::jsonb);
  end if;
  select
    coalesce(jsonb_agg(jsonb_build_object(
      'id', found.id, 'sourceId', found.source_id, 'op', found.op, 'path', found.path, 'fromPath', found.from_path,
      'size', found.size, 'at', private.ms_of(found.occurred_at),
      'files', case when found.details ->> 'files' ~ '^[0-9]{1,7}$' then greatest(1, (found.details ->> 'files')::integer) else 1 end
    ) order by found.seq), '[]'),
    coalesce(max(found.seq), watcher.counted_seq)
  into seen, reached
  from (
    select events.*
    from public.events
    where events.user_id = person and events.seq > watcher.counted_seq
    order by events.seq
    limit files_to_match.most
  ) as found;
  return jsonb_build_object('from', watcher.counted_seq, 'to', reached, 'listeners', listeners, 'events', seen);
end
$$;
comment on function private.files_to_match(uuid, integer) is
'Events of a person that no trigger was compared with yet: {from, to: seq, listeners: [{workflowId, trigger, since, sources}], events}; null: nobody asks.';
revoke execute on function private.files_to_match(uuid, integer) from public, anon;
grant execute on function private.files_to_match(uuid, integer) to floyo_worker;

-- Definer: as above. All that waits of one workflow and person goes into one run that waits for somebody's word.
create function private.hold_files(person uuid, target uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  held public.runs;
  listening record;
  number_of_files integer;
begin
  select known.* into listening from private.listening_workflows(person, 'file') as known where known.workflow_id = target;
  select runs.* into held
  from public.runs
  where
    runs.status = 'held'
    and runs.workflow_id = target
    and runs.id in (select file_runs.run_id from private.file_runs where file_runs.user_id = person);
  if not found then
    insert into public.runs (org_id, workflow_id, workflow_version, status, trigger)
    values (listening.org_id, target, listening.number, 'held', '{"kind": "file", "held": true, "files": 0}')
    returning runs.* into held;
    insert into private.file_runs (run_id, user_id, source_id, path)
    select held.id, person, matches.source_id, matches.path
    from private.file_matches as matches
    where matches.workflow_id = target and matches.user_id = person and matches.run_id is null
    order by matches.id
    limit 1;
  end if;
  update private.file_matches
  set held_run = held.id
  where
    file_matches.workflow_id = target
    and file_matches.user_id = person
    and file_matches.run_id is null
    and file_matches.held_run is null
    and not file_matches.is_confirmed;
  select sum(matches.files) into number_of_files from private.file_matches as matches where matches.held_run = held.id;
  update public.runs
  set
    trigger = jsonb_build_object(
      'kind', 'file', 'held', true, 'files', number_of_files,
      'paths', (
        select jsonb_agg(first.path)
        from (select matches.path from private.file_matches as matches where matches.held_run = held.id order by matches.id limit 20) as first
      )
    ),
    version = runs.version + 1
  where runs.id = held.id
  returning runs.* into held;
  insert into public.notifications (org_id, user_id, kind, title, body, run_id, dedupe_key)
  values (
    held.org_id, person, 'message', left(listening.name || ' waits for your word', 500),
    'More files than usual changed at once. Say whether they start it.', held.id, 'held:' || held.id
  )
  on conflict on constraint notifications_user_id_dedupe_key_key do nothing;
  perform private.nudge_members(held.org_id, 'run', held.id, held.version);
end
$$;
revoke execute on function private.hold_files(uuid, uuid) from public, anon, authenticated;

-- Definer: as above. Starts what is quiet; a workflow that was paused, changed or forbidden meanwhile lets it go.
create function private.start_quiet_files(person uuid, most integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  match record;
  made public.runs;
  jobs jsonb := '[]';
begin
  for match in
    select file_matches.*, listening.org_id
    from private.file_matches
    join private.listening_workflows(person, 'file') as listening
      on listening.workflow_id = file_matches.workflow_id and listening.number = file_matches.number
    where
      file_matches.user_id = person
      and file_matches.run_id is null
      and file_matches.held_run is null
      and file_matches.due_at <= clock_timestamp()
    order by file_matches.due_at, file_matches.id
    limit start_quiet_files.most
  loop
    insert into public.runs (org_id, workflow_id, workflow_version, trigger)
    values (match.org_id, match.workflow_id, match.number, match.event)
    returning runs.* into made;
    insert into private.file_runs (run_id, user_id, source_id, path) values (made.id, person, match.source_id, match.path);
    update private.file_matches set run_id = made.id where file_matches.id = match.id;
    perform private.wake_run(made.id, now(), null);
    perform private.nudge_members(made.org_id, 'run', made.id, made.version);
    jobs := jobs || (
      select private.unpublished_job(outbox) || '{"topic": "run"}'
      from private.outbox
      where outbox.dedupe_key = 'run:' || made.id and outbox.done_at is null and outbox.dead_at is null
    );
  end loop;
  return jobs;
end
$$;
revoke execute on function private.start_quiet_files(uuid, integer) from public, anon, authenticated;

-- Definer: as above. `matches`: [{workflowId, sourceId, path, files, settleSeconds, maxWaitSeconds, event}] in the order of
-- the events up to `to_seq`. Counted once: whoever comes second with the same events finds them counted.
create function private.match_files(person uuid, from_seq bigint, to_seq bigint, matches jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  watcher private.file_watchers;
  burst record;
  jobs jsonb;
  timer private.outbox;
  next_at timestamptz;
begin
  select file_watchers.* into watcher from private.file_watchers where file_watchers.user_id = person for update;
  if not found then
    return '[]';
  end if;
  if watcher.counted_seq = match_files.from_seq and match_files.to_seq > match_files.from_seq then
    insert into private.file_matches as open (workflow_id, user_id, number, source_id, path, event, files, due_at)
    select distinct on (item."workflowId", item."sourceId", item.path)
      item."workflowId", person, listening.number, item."sourceId", item.path, item.event, item.files,
      clock_timestamp() + make_interval(secs => least(item."settleSeconds", item."maxWaitSeconds"))
    from rows from (
      jsonb_to_recordset(match_files.matches) as (
        "workflowId" uuid, "sourceId" uuid, path text, files integer, "settleSeconds" integer, "maxWaitSeconds" integer,
        event jsonb
      )
    ) with ordinality as item ("workflowId", "sourceId", path, files, "settleSeconds", "maxWaitSeconds", event, place)
    join private.listening_workflows(person, 'file') as listening on listening.workflow_id = item."workflowId"
    order by item."workflowId", item."sourceId", item.path, item.place desc
    on conflict (workflow_id, user_id, source_id, path) where run_id is null and held_run is null do update
    set
      event = excluded.event,
      number = excluded.number,
      files = excluded.files,
      last_at = excluded.last_at,
      due_at = least(
        excluded.due_at,
        open.first_at + (
          select make_interval(secs => (listening.trigger ->> 'maxWaitSeconds')::integer)
          from private.listening_workflows(person, 'file') as listening
          where listening.workflow_id = open.workflow_id
        )
      );
    update private.file_watchers set counted_seq = match_files.to_seq where file_watchers.user_id = person;
  end if;
  delete from private.file_matches
  where
    file_matches.user_id = person
    and (
      (file_matches.run_id is not null and file_matches.last_at < now() - interval '1 hour')
      or (
        file_matches.run_id is null
        and file_matches.held_run is null
        and not exists (
          select
          from private.listening_workflows(person, 'file') as listening
          where listening.workflow_id = file_matches.workflow_id and listening.number = file_matches.number
        )
      )
    );

  for burst in
    select listening.workflow_id
    from private.listening_workflows(person, 'file') as listening
    join private.file_matches on file_matches.workflow_id = listening.workflow_id and file_matches.user_id = person
    where
      not file_matches.is_confirmed
      and file_matches.last_at > clock_timestamp() - make_interval(secs => greatest(10, (listening.trigger ->> 'settleSeconds')::integer + 5))
    group by listening.workflow_id, listening.trigger
    having
      sum(file_matches.files) >= (listening.trigger ->> 'holdAt')::integer
      and bool_or(file_matches.run_id is null and file_matches.held_run is null)
  loop
    perform private.hold_files(person, burst.workflow_id);
  end loop;

  jobs := private.start_quiet_files(person, 100);
  select min(file_matches.due_at) into next_at
  from private.file_matches
  where file_matches.user_id = person and file_matches.run_id is null and file_matches.held_run is null;
  if next_at is not null and (watcher.timer_at is null or watcher.timer_at <= clock_timestamp() or watcher.timer_at > next_at) then
    insert into private.outbox (topic, user_id, due_at) values ('files', person, greatest(next_at, now())) returning outbox.* into timer;
    update private.file_watchers set timer_at = next_at where file_watchers.user_id = person;
    jobs := jobs || (private.unpublished_job(timer) || '{"topic": "files"}');
  end if;
  if not exists (select from private.listening_workflows(person, 'file')) then
    delete from private.file_watchers where file_watchers.user_id = person;
  end if;
  return jobs;
end
$$;
comment on function private.match_files(uuid, bigint, bigint, jsonb) is
'Counts a person''s events up to `to_seq`, holds bursts, starts runs of quiet files; gives the messages to publish: [{id, attempt, delayMs, topic}].';
revoke execute on function private.match_files(uuid, bigint, bigint, jsonb) from public, anon;
grant execute on function private.match_files(uuid, bigint, bigint, jsonb) to floyo_worker;
