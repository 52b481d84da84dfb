-- Work of the outbox besides mining: claimed before it is done, settled with the claim's token, given up after eight tries.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table private.outbox
add column tries integer not null default 0 check (tries >= 0),
add column claim_token uuid, -- null: nobody works on it
add column claimed_until timestamptz,
add constraint outbox_claim_has_an_end check ((claim_token is null) = (claimed_until is null)) not valid;
alter table private.outbox validate constraint outbox_claim_has_an_end;
comment on column private.outbox.tries is 'Claims that did not end in progress. The ninth is not made: the row is dead then, with the last error.';

create function private.claim_job(job_id bigint, message_attempt integer, delivery text, lease_ms integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job private.outbox;
  wait_ms integer;
begin
  select outbox.* into job from private.outbox where outbox.id = job_id and outbox.topic <> 'mine' for update;
  if not found then
    return jsonb_build_object('status', 'gone');
  end if;
  if job.done_at is not null or job.dead_at is not null then
    return jsonb_build_object('status', 'done');
  end if;
  wait_ms := ceil(extract(epoch from job.due_at - clock_timestamp()) * 1000)::integer;
  -- A processed delivery, or one whose place a newer message took: all it may still do is publish what a crash left.
  if
    exists (select from private.qstash_receipts where qstash_receipts.jti = delivery)
    or (message_attempt is not null and message_attempt <> job.attempt)
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
  if job.claimed_until > clock_timestamp() then
    return jsonb_build_object(
      'status', 'busy', 'retryMs', ceil(extract(epoch from job.claimed_until - clock_timestamp()) * 1000)::integer
    );
  end if;
  if job.tries >= 8 then
    update private.outbox
    set dead_at = now(), claim_token = null, claimed_until = null, last_error = coalesce(outbox.last_error, 'eight tries did not end')
    where outbox.id = job_id;
    if job.topic = 'export' then
      perform private.fail_export((job.payload ->> 'export')::uuid);
    end if;
    return jsonb_build_object('status', 'dead');
  end if;

  update private.outbox
  set
    tries = outbox.tries + 1,
    claim_token = gen_random_uuid(),
    claimed_until = clock_timestamp() + make_interval(secs => lease_ms / 1000.0)
  where outbox.id = job_id
  returning outbox.* into job;
  return jsonb_build_object(
    'status', 'claimed', 'token', job.claim_token, 'topic', job.topic, 'payload', job.payload, 'userId', job.user_id,
    'tries', job.tries
  );
end
$$;

comment on function private.claim_job(bigint, integer, text, integer) is
'Takes a row of the outbox for one delivery: {status: gone | done | seen | early | busy | dead | claimed, …}.';
grant execute on function private.claim_job(bigint, integer, text, integer) to floyo_worker;

-- done: it is over. again: there is more, and this much went well. failed: tried once more later, 10 s × 3 each time.
create function private.settle_job(
  job_id bigint, token uuid, delivery text, outcome text, delay_ms integer, error text
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job private.outbox;
begin
  select outbox.* into job
  from private.outbox
  where outbox.id = job_id and outbox.claim_token = settle_job.token
  for update;
  if not found then
    return jsonb_build_object('status', 'lost');
  end if;
  insert into private.qstash_receipts (jti) values (delivery) on conflict do nothing;
  if outcome = 'done' then
    update private.outbox
    set done_at = now(), claim_token = null, claimed_until = null, last_error = null
    where outbox.id = job_id;
    return jsonb_build_object('status', 'done');
  end if;
  if outcome not in ('again', 'failed') then
    raise exception 'no outcome of a job is called "%"', outcome using errcode = '22023', hint = 'outcomes are done, again, failed';
  end if;
  update private.outbox
  set
    tries = case outcome when 'again' then 0 else outbox.tries end,
    claim_token = null,
    claimed_until = null,
    attempt = outbox.attempt + 1,
    published_at = null,
    due_at = clock_timestamp() + case outcome
      when 'again' then make_interval(secs => coalesce(delay_ms, 0) / 1000.0)
      else make_interval(secs => least(3600, 10 * 3 ^ (outbox.tries - 1)))
    end,
    last_error = case outcome when 'failed' then left(settle_job.error, 4000) end
  where outbox.id = job_id
  returning outbox.* into job;
  return jsonb_build_object('status', outcome, 'job', private.unpublished_job(job));
end
$$;

comment on function private.settle_job(bigint, uuid, text, text, integer, text) is
'Ends a claim: {status: done | again | failed | lost, job: the message it owes}. lost: another delivery took over.';
grant execute on function private.settle_job(bigint, uuid, text, text, integer, text) to floyo_worker;

-- What commands through the API just asked for, so that nobody waits for the next tick. Bounded; the tick does the rest.
create function private.owed_jobs(person uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', owed.id, 'topic', owed.topic, 'attempt', owed.attempt,
    'delayMs', greatest(0, ceil(extract(epoch from owed.due_at - clock_timestamp()) * 1000)::integer)
  )), '[]')
  from (
    select outbox.*
    from private.outbox
    where
      outbox.user_id = owed_jobs.person
      and outbox.done_at is null
      and outbox.dead_at is null
      and outbox.published_at is null
      and outbox.due_at < now() + interval '60 seconds'
    order by outbox.due_at
    limit 20
  ) as owed
$$;
comment on function private.owed_jobs(uuid) is 'Messages owed for a person that nobody has published yet, at most 20: [{id, topic, attempt, delayMs}].';
grant execute on function private.owed_jobs(uuid) to floyo_worker;

create or replace function private.run_tick(delivery text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  woken integer;
  sealed integer;
  jobs jsonb;
  overdue jsonb;
begin
  insert into private.qstash_receipts (jti) values (delivery) on conflict do nothing;
  if not found then
    return jsonb_build_object('status', 'seen');
  end if;

  woken := private.wake_suggestions();
  sealed := private.seal_audit_log(500);

  with owed as (
    select outbox.id
    from private.outbox
    where
      outbox.done_at is null
      and outbox.dead_at is null
      and (
        (outbox.published_at is null and outbox.due_at < now() + interval '60 seconds' and outbox.created_at < now() - interval '10 seconds')
        or (outbox.published_at < now() - interval '2 minutes' and outbox.due_at < now() - interval '2 minutes')
      )
    order by outbox.due_at
    limit 100
    for update skip locked
  ),
  raised as (
    update private.outbox
    set
      attempt = outbox.attempt + (outbox.published_at is not null)::integer,
      published_at = null
    from owed
    where outbox.id = owed.id
    returning outbox.*
  )
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', raised.id,
      'topic', raised.topic,
      'attempt', raised.attempt,
      'delayMs', greatest(0, ceil(extract(epoch from raised.due_at - clock_timestamp()) * 1000)::integer)
    )
    order by raised.due_at
  ), '[]')
  into jobs
  from raised;

  select coalesce(jsonb_agg(jsonb_build_object('id', late.id, 'topic', late.topic) order by late.due_at), '[]') into overdue
  from (
    select outbox.id, outbox.topic, outbox.due_at
    from private.outbox
    where outbox.done_at is null and outbox.dead_at is null and outbox.due_at < now() - interval '10 minutes'
    order by outbox.due_at
    limit 3
  ) as late;

  return jsonb_build_object('status', 'ticked', 'woken', woken, 'sealed', sealed, 'jobs', jobs, 'overdue', overdue);
end
$$;

comment on function private.run_tick(text) is
'One tick: {status: ticked | seen, woken, sealed, jobs: messages to publish, overdue: outbox rows to run directly}.';
