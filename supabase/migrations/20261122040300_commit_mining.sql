-- The end of a mining delivery: state, patterns, suggestions, cursor, receipt, outbox and nudges in one transaction.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.save_patterns(person uuid, org uuid, patterns jsonb)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  changed_id uuid;
begin
  with found as (
    select *
    from jsonb_to_recordset(save_patterns.patterns) as item (
      fingerprint text, kind text, steps jsonb, rhythm jsonb, evidence jsonb, stats jsonb, score double precision,
      "firstSeenAt" timestamptz, "lastSeenAt" timestamptz
    )
    -- One that would not fit its row is left out: it may not keep all the others from being written.
    where
      pg_column_size(item.steps) <= 65536
      and pg_column_size(item.stats) <= 65536
      and pg_column_size(item.evidence) <= 262144
  ),
  saved as (
    insert into public.patterns as stored (
      org_id, user_id, fingerprint, kind, steps, rhythm, evidence, stats, score, first_seen_at, last_seen_at
    )
    select
      org, person, found.fingerprint, found.kind, found.steps, nullif(found.rhythm, 'null'), found.evidence,
      found.stats, found.score, found."firstSeenAt", found."lastSeenAt"
    from found
    on conflict (user_id, fingerprint) do update set
      kind = excluded.kind,
      steps = excluded.steps,
      rhythm = excluded.rhythm,
      evidence = excluded.evidence,
      stats = excluded.stats,
      score = excluded.score,
      first_seen_at = excluded.first_seen_at,
      last_seen_at = excluded.last_seen_at,
      withdrawn_at = null
    -- A row that says the same is not written again: mining twice changes nothing.
    where
      (
        stored.kind, stored.steps, stored.rhythm, stored.evidence, stored.stats, stored.score, stored.first_seen_at,
        stored.last_seen_at
      ) is distinct from (
        excluded.kind, excluded.steps, excluded.rhythm, excluded.evidence, excluded.stats, excluded.score,
        excluded.first_seen_at, excluded.last_seen_at
      )
      or stored.withdrawn_at is not null
    returning stored.id, stored.score
  ),
  withdrawn as (
    update public.patterns as stored
    set withdrawn_at = now()
    where
      stored.user_id = person
      and stored.withdrawn_at is null
      and stored.fingerprint <> all (array(select found.fingerprint from found))
    returning stored.id, stored.score
  )
  select changed.id into changed_id
  from (select * from saved union all select * from withdrawn) as changed
  order by changed.score desc
  limit 1;
  return changed_id;
end
$$;

comment on function private.save_patterns(uuid, uuid, jsonb) is
'Makes the stored patterns of a person these ones; gives the strongest that changed, null when none did.';
grant execute on function private.save_patterns(uuid, uuid, jsonb) to floyo_worker;

-- `suggestions` are those that should be open, best first; `open_before` those that were open when they were chosen, so
-- that one which a person opened again meanwhile is not withdrawn for missing among them. What a person kept, snoozed or
-- dismissed is never touched but for a snoozed one whose pattern is gone.
create function private.save_suggestions(person uuid, org uuid, suggestions jsonb, open_before jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  changed record;
  places integer;
begin
  for changed in
    update public.suggestions as stored
    set status = 'withdrawn', snoozed_until = null
    from public.patterns
    where
      stored.user_id = person
      and patterns.id = stored.pattern_id
      and (
        (stored.status in ('open', 'snoozed') and patterns.withdrawn_at is not null)
        or (
          stored.status = 'open'
          and open_before ? stored.fingerprint
          and stored.fingerprint not in (
            select item.fingerprint from jsonb_to_recordset(save_suggestions.suggestions) as item (fingerprint text)
          )
        )
      )
    returning stored.id, stored.version
  loop
    perform private.nudge(person, 'suggestion', changed.id, changed.version);
  end loop;

  select 5 - count(*) into places
  from public.suggestions as stored
  where stored.user_id = person and stored.status = 'open';

  for changed in
    with proposed as (
      select item.*, patterns.id as pattern_id
      from jsonb_to_recordset(save_suggestions.suggestions) as item (
        rank integer, fingerprint text, "patternFingerprint" text, "catalogueId" text, title text, body text,
        explanation jsonb, draft jsonb, backtest jsonb, "minutesPerMonth" real
      )
      join public.patterns
        on patterns.user_id = person
        and patterns.fingerprint = item."patternFingerprint"
        and patterns.withdrawn_at is null
      where
        pg_column_size(item.explanation) <= 65536
        and pg_column_size(item.draft) <= 65536
        and pg_column_size(item.backtest) <= 65536
    ),
    entering as (
      select proposed.fingerprint
      from proposed
      left join public.suggestions as stored
        on stored.user_id = person and stored.fingerprint = proposed.fingerprint
      where stored.id is null or stored.status = 'withdrawn'
      order by proposed.rank
      limit greatest(places, 0)
    )
    insert into public.suggestions as stored (
      org_id, user_id, pattern_id, fingerprint, catalogue_id, title, body, explanation, draft, backtest,
      minutes_per_month
    )
    select
      org, person, proposed.pattern_id, proposed.fingerprint, proposed."catalogueId", left(proposed.title, 300),
      left(proposed.body, 4000),
      proposed.explanation, proposed.draft, proposed.backtest, proposed."minutesPerMonth"
    from proposed
    where
      proposed.fingerprint in (select entering.fingerprint from entering)
      or exists (
        select
        from public.suggestions as open_one
        where
          open_one.user_id = person
          and open_one.fingerprint = proposed.fingerprint
          and open_one.status = 'open'
      )
    order by proposed.rank
    on conflict (user_id, fingerprint) do update set
      pattern_id = excluded.pattern_id,
      catalogue_id = excluded.catalogue_id,
      title = excluded.title,
      body = excluded.body,
      explanation = excluded.explanation,
      draft = excluded.draft,
      backtest = excluded.backtest,
      minutes_per_month = excluded.minutes_per_month,
      status = 'open'
    where
      stored.status = 'withdrawn'
      or (
        -- A decision made while this mining ran wins.
        stored.status = 'open'
        and (
          stored.pattern_id, stored.catalogue_id, stored.title, stored.body, stored.explanation, stored.draft,
          stored.backtest, stored.minutes_per_month
        ) is distinct from (
          excluded.pattern_id, excluded.catalogue_id, excluded.title, excluded.body, excluded.explanation,
          excluded.draft, excluded.backtest, excluded.minutes_per_month
        )
      )
    returning stored.id, stored.version
  loop
    perform private.nudge(person, 'suggestion', changed.id, changed.version);
  end loop;
end
$$;

comment on function private.save_suggestions(uuid, uuid, jsonb, jsonb) is
'Brings the open suggestions of a person up to date: at most five, none twice, decisions stay.';
grant execute on function private.save_suggestions(uuid, uuid, jsonb, jsonb) to floyo_worker;

-- `result`: {toSeq, engine, chunks: [{chunk, version, data: base64}], dropped: [chunk], patterns, suggestions, openBefore}; null
-- patterns leave patterns and suggestions as they are (there are more events to read first).
-- The token is the fence: whoever lost the lease writes nothing.
create function private.commit_mining(person uuid, lease uuid, job_id bigint, delivery text, result jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  state public.mining_state;
  job private.outbox;
  to_seq constant bigint := (result ->> 'toSeq')::bigint;
  pattern_id uuid;
begin
  select mining_state.* into strict state from public.mining_state where mining_state.user_id = person for update;
  select outbox.* into job from private.outbox where outbox.id = job_id for update;
  if state.lease_token is distinct from lease then
    return jsonb_build_object('status', 'lost');
  end if;

  insert into private.qstash_receipts (jti) values (delivery) on conflict do nothing;

  insert into public.mining_chunks as stored (user_id, chunk, version, data)
  select person, item.chunk, item.version, decode(item.data, 'base64')
  from jsonb_to_recordset(result -> 'chunks') as item (chunk text, version integer, data text)
  on conflict (user_id, chunk) do update set version = excluded.version, data = excluded.data;
  delete from public.mining_chunks
  where
    mining_chunks.user_id = person
    and mining_chunks.chunk in (select jsonb_array_elements_text(result -> 'dropped'));

  if jsonb_typeof(result -> 'patterns') = 'array' then
    pattern_id := private.save_patterns(person, state.org_id, result -> 'patterns');
    perform private.save_suggestions(person, state.org_id, result -> 'suggestions', result -> 'openBefore');
    if pattern_id is not null then
      perform private.nudge(person, 'pattern', pattern_id, least(to_seq, 2147483647)::integer);
    end if;
  end if;

  update public.mining_state
  set
    mined_seq = to_seq,
    attempt = 0,
    attempt_started_at = null,
    lease_token = null,
    lease_expires_at = null,
    last_mined_at = now(),
    engine_version = (result ->> 'engine')::integer
  where mining_state.user_id = person;
  perform private.nudge(person, 'mining', person, least(to_seq, 2147483647)::integer);

  -- Events that came meanwhile are seen here, under the same lock that ingest takes.
  if state.last_seq > to_seq then
    update private.outbox
    set
      attempt = outbox.attempt + 1,
      published_at = null,
      due_at = clock_timestamp(),
      latest_at = clock_timestamp() + interval '10 seconds',
      last_error = null
    where outbox.id = job_id
    returning outbox.* into job;
  else
    update private.outbox set done_at = now(), last_error = null where outbox.id = job_id;
    job := null;
  end if;
  return jsonb_build_object('status', 'committed', 'job', case when job.id is not null then private.unpublished_job(job) end);
end
$$;

comment on function private.commit_mining(uuid, uuid, bigint, text, jsonb) is
'Ends a mining delivery: {status: committed | lost, job: the message for what is left}.';
grant execute on function private.commit_mining(uuid, uuid, bigint, text, jsonb) to floyo_worker;
