-- Taking a person for mining: at most one delivery at a time, each attempt counted before it works, parked after six.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Every function takes the mining row first and the outbox row second, as ingest does: another order could deadlock.
-- `message_attempt` is the attempt the message was published for; an early one is put off by the newest message only, so
-- that duplicates do not multiply. `engine`: another version starts from the first event again.
create function private.claim_mining(
  job_id bigint, message_attempt integer, delivery text, engine integer, lease_ms integer
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  person uuid;
  state public.mining_state;
  job private.outbox;
  wait_ms integer;
  next_token constant uuid := gen_random_uuid();
begin
  select outbox.user_id into person from private.outbox where outbox.id = job_id and outbox.topic = 'mine';
  select mining_state.* into state from public.mining_state where mining_state.user_id = person for update;
  if not found then
    return jsonb_build_object('status', 'gone');
  end if;
  select outbox.* into strict job from private.outbox where outbox.id = job_id for update;
  if job.done_at is not null or job.dead_at is not null then
    return jsonb_build_object('status', 'done');
  end if;

  wait_ms := ceil(extract(epoch from job.due_at - clock_timestamp()) * 1000)::integer;
  -- A processed delivery, or one whose place a newer message took: all it may still do is publish what a crash left.
  if
    exists (select from private.qstash_receipts where qstash_receipts.jti = delivery)
    or (wait_ms > 250 and message_attempt <> job.attempt)
  then
    return jsonb_build_object('status', 'seen', 'job', private.unpublished_job(job));
  end if;
  if wait_ms > 250 then
    update private.outbox
    set attempt = outbox.attempt + 1, published_at = null
    where outbox.id = job_id
    returning outbox.* into job;
    return jsonb_build_object('status', 'early', 'job', private.unpublished_job(job));
  end if;

  if state.parked_at is not null then
    update private.outbox set dead_at = now(), last_error = 'parked' where outbox.id = job_id;
    return jsonb_build_object('status', 'parked');
  end if;
  if state.lease_expires_at > clock_timestamp() then
    return jsonb_build_object(
      'status', 'busy',
      'retryMs', ceil(extract(epoch from state.lease_expires_at - clock_timestamp()) * 1000)::integer
    );
  end if;

  if state.engine_version <> engine then
    delete from public.mining_chunks where mining_chunks.user_id = person;
    update public.mining_state
    set mined_seq = 0, engine_version = engine
    where mining_state.user_id = person
    returning mining_state.* into state;
  end if;
  if state.mined_seq >= state.last_seq and not job.payload ? 'refresh' then
    insert into private.qstash_receipts (jti) values (delivery) on conflict do nothing;
    update private.outbox set done_at = now() where outbox.id = job_id;
    return jsonb_build_object('status', 'done');
  end if;

  if state.attempt >= 6 then
    update public.mining_state
    set
      parked_at = now(),
      park_reason = format(
        'six attempts at the events after number %s did not end; the last one began %s',
        state.mined_seq, to_char(state.attempt_started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
      ),
      lease_token = null,
      lease_expires_at = null
    where mining_state.user_id = person;
    update private.outbox
    set dead_at = now(), last_error = coalesce(outbox.last_error, 'six attempts did not end')
    where outbox.id = job_id;
    perform private.nudge(person, 'mining', person, least(state.mined_seq, 2147483647)::integer);
    return jsonb_build_object('status', 'parked');
  end if;

  update public.mining_state
  set
    attempt = mining_state.attempt + 1,
    engine_version = engine,
    attempt_started_at = clock_timestamp(),
    lease_token = next_token,
    lease_expires_at = clock_timestamp() + make_interval(secs => lease_ms / 1000.0)
  where mining_state.user_id = person
  returning mining_state.* into state;

  return jsonb_build_object(
    'status', 'claimed',
    'userId', person,
    'lease', next_token,
    'attempt', state.attempt,
    'minedSeq', state.mined_seq,
    'lastSeq', state.last_seq
  );
end
$$;

comment on function private.claim_mining(bigint, integer, text, integer, integer) is
'Takes the person of an outbox row for mining: {status: claimed | early | seen | busy | done | parked | gone, …}.';
grant execute on function private.claim_mining(bigint, integer, text, integer, integer) to floyo_worker;

create function private.unpublished_job(job private.outbox)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', job.id,
    'attempt', job.attempt,
    'delayMs', greatest(0, ceil(extract(epoch from job.due_at - clock_timestamp()) * 1000)::integer)
  )
  where job.published_at is null and job.done_at is null and job.dead_at is null
$$;

comment on function private.unpublished_job(private.outbox) is 'The message an outbox row still owes, or null.';
grant execute on function private.unpublished_job(private.outbox) to floyo_worker;

-- After an error that was caught: the next delivery need not wait for the lease to run out. The attempt stays counted.
create function private.release_mining(person uuid, lease uuid, job_id bigint, error text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.mining_state
  set lease_token = null, lease_expires_at = null
  where mining_state.user_id = person and mining_state.lease_token = lease;
  if found then
    update private.outbox set last_error = left(error, 1000) where outbox.id = job_id;
  end if;
end
$$;

comment on function private.release_mining(uuid, uuid, bigint, text) is 'Gives the lease on a person back and notes why.';
grant execute on function private.release_mining(uuid, uuid, bigint, text) to floyo_worker;

-- For a state that cannot be read: it is forgotten and made again from the first event that is kept.
create function private.restart_mining(person uuid, lease uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.mining_state
  set mined_seq = 0
  where mining_state.user_id = person and mining_state.lease_token = lease;
  if found then
    delete from public.mining_chunks where mining_chunks.user_id = person;
  end if;
end
$$;

comment on function private.restart_mining(uuid, uuid) is 'Moves the cursor of a leased person to the start and drops the state.';
grant execute on function private.restart_mining(uuid, uuid) to floyo_worker;
