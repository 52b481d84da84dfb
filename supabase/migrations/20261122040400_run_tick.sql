-- Each minute: wake snoozed suggestions and bring back what was published and never done, so that no message must arrive.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.wake_suggestions()
returns integer
language plpgsql
set search_path = ''
as $$
declare
  woken record;
  number integer := 0;
begin
  -- Five stay the most a person sees open; the others wake when a place is free.
  for woken in
    update public.suggestions as sleeper
    set status = 'open', snoozed_until = null
    from (
      select
        suggestions.id,
        suggestions.user_id,
        row_number() over (partition by suggestions.user_id order by suggestions.snoozed_until, suggestions.id) as place
      from public.suggestions
      where suggestions.status = 'snoozed' and suggestions.snoozed_until <= now()
      order by suggestions.snoozed_until
      limit 500
    ) as due
    where
      sleeper.id = due.id
      and sleeper.status = 'snoozed'
      and due.place <= 5 - (
        select count(*)
        from public.suggestions as open_one
        where open_one.user_id = due.user_id and open_one.status = 'open'
      )
    returning sleeper.id, sleeper.user_id, sleeper.version
  loop
    perform private.nudge(woken.user_id, 'suggestion', woken.id, woken.version);
    number := number + 1;
  end loop;
  return number;
end
$$;

comment on function private.wake_suggestions() is 'Opens snoozed suggestions whose time has come; gives their number.';
grant execute on function private.wake_suggestions() to floyo_worker;

-- What was never published keeps its attempt (the queue drops a double by its id); what was published more than two
-- minutes ago gets a new one, since the queue would swallow the old id.
create function private.run_tick(delivery text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  woken integer;
  jobs jsonb;
  overdue jsonb;
begin
  insert into private.qstash_receipts (jti) values (delivery) on conflict do nothing;
  if not found then
    return jsonb_build_object('status', 'seen');
  end if;
  woken := private.wake_suggestions();

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

  select coalesce(jsonb_agg(late.id order by late.due_at), '[]') into overdue
  from (
    select outbox.id, outbox.due_at
    from private.outbox
    where
      outbox.topic = 'mine'
      and outbox.done_at is null
      and outbox.dead_at is null
      and outbox.due_at < now() - interval '10 minutes'
    order by outbox.due_at
    limit 3
  ) as late;

  return jsonb_build_object('status', 'ticked', 'woken', woken, 'jobs', jobs, 'overdue', overdue);
end
$$;

comment on function private.run_tick(text) is
'One tick: {status: ticked | seen, woken, jobs: messages to publish, overdue: outbox rows to run directly}.';
grant execute on function private.run_tick(text) to floyo_worker;
