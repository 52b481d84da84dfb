-- Ingest obeys what a person lets Floyo keep: an operation or a path they ruled out is refused and nothing of it is kept.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- A slash before the end ties a glob to the root of the source, else it matches at any depth.
create function private.glob_regex(glob text)
returns text
language sql
immutable
set search_path = ''
as $$
  select
    case when rtrim(glob_regex.glob, '/') like '%/%' then '^' else '(^|/)' end
    || replace(replace(replace(replace(
      regexp_replace(btrim(glob_regex.glob, '/'), '([].+^$(){}|[\\])', '\\\1', 'g'),
      '**', E'\x01'), '*', '[^/]*'), '?', '[^/]'), E'\x01', '.*')
    || case when glob_regex.glob like '%/' then '/' else '(/|$)' end
$$;

comment on function private.glob_regex(text) is 'A glob as in .gitignore, without negation, as a regular expression over relative paths.';
grant execute on function private.glob_regex(text) to floyo_worker;

create or replace function private.ingest(person uuid, source uuid, received_at timestamptz, events jsonb, rejects jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  origin public.sources;
  state public.mining_state;
  settings public.privacy_settings;
  ignored text;
  verdicts record;
  owed jsonb;
begin
  select sources.* into origin
  from public.sources
  where sources.id = ingest.source and sources.user_id = person;
  if not found or not private.has_permission(person, origin.org_id, 'events.write') then
    return jsonb_build_object('status', 'no_source');
  end if;
  select privacy_settings.* into settings from public.privacy_settings where privacy_settings.user_id = person;
  -- Paused means that nothing is kept, a refused event's content neither.
  if origin.paused_at is not null or settings.paused_at is not null then
    return jsonb_build_object('status', 'paused');
  end if;
  select string_agg(private.glob_regex(glob), '|') into ignored from unnest(settings.ignored_paths) as glob;

  insert into public.mining_state (user_id, org_id) values (person, origin.org_id) on conflict do nothing;
  select mining_state.* into strict state from public.mining_state where mining_state.user_id = person for update;

  if state.parked_at is null and state.last_seq - state.mined_seq > 50000 and exists (
    select
    from private.outbox
    where
      outbox.dedupe_key = 'mine:' || person
      and outbox.done_at is null
      and outbox.dead_at is null
      and outbox.due_at < clock_timestamp() - interval '60 seconds'
  ) then
    return jsonb_build_object('status', 'lagging');
  end if;

  with sent as materialized (
    select
      item.i,
      item.at,
      item.was,
      event.*,
      sha256(convert_to(item.e::text, 'UTF8')) as body_hash,
      item.e as body,
      case
        when
          event.op <> all (settings.ops)
          or event.path ~ ignored
          or event."fromPath" ~ ignored
          then 'not_captured'
        when item.plain and origin.path_mode = 'tokenised' then 'plain_path'
        when pg_column_size(event.details) > 65536 then 'too_large'
      end as problem
    from
      jsonb_to_recordset(ingest.events) as item (i integer, at timestamptz, was timestamptz, plain boolean, e jsonb),
      jsonb_to_record(item.e) as event (
        id uuid, tz text, op text, path text, "fromPath" text, tool text, size bigint, "durationMs" integer,
        inferred boolean, details jsonb
      )
  ),
  -- Windows and one probe per event instead of joins: the planner cannot know how many events a batch holds, and nested
  -- loops over a thousand of them cost ten times the rest.
  judged as materialized (
    select
      sent.*,
      case
        when sent.problem is not null then sent.problem
        when known.body_hash is null and sent.i = min(sent.i) over same then 'accepted'
        when sent.body_hash = coalesce(known.body_hash, first_value(sent.body_hash) over same) then 'duplicate'
        else 'duplicate_conflict'
      end as verdict
    from sent
    left join lateral (
      -- Written as a range in the key's order, since for an equality a planner without statistics (a new month's leaf)
      -- may take the index by time and read a person's every event.
      select stored.body_hash
      from public.events as stored
      where stored.user_id = person and stored.id >= sent.id and stored.id <= sent.id
      order by stored.user_id, stored.id
      limit 1
    ) as known on true
    window same as (partition by sent.id, sent.problem order by sent.i)
  ),
  fresh as (
    insert into public.events (
      id, user_id, org_id, source_id, seq, occurred_at, original_occurred_at, time_zone, op, path, from_path, tool,
      size, duration_ms, inferred, details, body_hash, received_at
    )
    select
      judged.id, person, origin.org_id, origin.id, state.last_seq + row_number() over (order by judged.i),
      judged.at, judged.was, judged.tz, judged.op, judged.path, judged."fromPath", judged.tool, judged.size,
      judged."durationMs", coalesce(judged.inferred, false), judged.details, judged.body_hash, ingest.received_at
    from judged
    where judged.verdict = 'accepted'
  ),
  refused as (
    select
      judged.i,
      judged.id::text as event_id,
      case judged.verdict when 'plain_path' then 'invalid_event' else judged.verdict end as code,
      case judged.verdict
        when 'plain_path' then 'the source is tokenised; send its paths tokenised'
        when 'too_large' then 'details take more room than 64 KiB once stored; send less'
        else 'this id was stored before with another content; the first one stays'
      end as message,
      judged.body,
      judged.body_hash
    from judged
    where judged.verdict not in ('accepted', 'duplicate', 'not_captured')
    union all
    select item.i, item.id, item.code, item.message, item.raw_body, sha256(convert_to(item.raw, 'UTF8'))
    from (
      select raw_item.*, case when raw_item.keep then raw_item.raw::jsonb end as raw_body
      from jsonb_to_recordset(ingest.rejects) as raw_item (
        i integer, id text, code text, message text, raw text, keep boolean
      )
    ) as item
  ),
  noted as (
    insert into public.ingest_rejects (org_id, user_id, source_id, position, event_id, code, message, body, body_hash)
    select distinct on (refused.code, refused.body_hash)
      origin.org_id,
      person,
      origin.id,
      refused.i,
      refused.event_id,
      refused.code,
      -- Of a tokenised source nothing readable is kept, also not inside of what was refused.
      case when origin.path_mode = 'plain' then refused.message else 'refused; the sender was told why' end,
      case
        when origin.path_mode = 'plain' and pg_column_size(refused.body) <= 65536 then refused.body
      end,
      refused.body_hash
    from refused
    where not exists (
      select
      from public.ingest_rejects as earlier
      where
        earlier.user_id = person
        and earlier.source_id = origin.id
        and earlier.code = refused.code
        and earlier.body_hash = refused.body_hash
    )
    order by refused.code, refused.body_hash, refused.i
  )
  select
    (count(*) filter (where judged.verdict = 'accepted'))::integer as accepted,
    max(judged.at) filter (where judged.verdict = 'accepted') as newest,
    (count(*) filter (where judged.verdict = 'duplicate'))::integer as duplicate,
    coalesce(
      jsonb_agg(jsonb_build_object('index', judged.i, 'problem', judged.verdict))
        filter (where judged.verdict not in ('accepted', 'duplicate')),
      '[]'
    ) as refused
  into verdicts
  from judged;

  if verdicts.accepted > 0 then
    update public.mining_state set last_seq = state.last_seq + verdicts.accepted where mining_state.user_id = person;
    update public.sources
    set last_event_at = greatest(sources.last_event_at, verdicts.newest)
    where sources.id = origin.id;
    perform private.nudge(
      person, 'source', origin.id, least(state.last_seq + verdicts.accepted, 2147483647)::integer
    );
  end if;

  -- Also without new events: a resend may come from a client whose first request died before it published.
  if state.parked_at is null and (verdicts.accepted > 0 or state.last_seq > state.mined_seq) then
    select jsonb_build_object('id', job.id, 'attempt', job.attempt, 'delayMs', job.delay_ms) into owed
    from private.ask_for_mining(person) as job
    where job.delay_ms is not null;
  end if;

  return jsonb_build_object(
    'status', 'stored',
    'accepted', verdicts.accepted,
    'duplicate', verdicts.duplicate,
    'refused', verdicts.refused,
    'job', owed
  );
end
$$;
