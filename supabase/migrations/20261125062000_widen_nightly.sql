-- The night also asks for expiry, for organisations past their grace period and for what colleagues share.
set lock_timeout = '1s';
set statement_timeout = '5s';

create or replace function private.run_nightly(delivery text, engine integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  partitions integer;
  asked integer;
  expiring integer;
  purged integer;
  sharing integer;
  unparked integer;
  cleared integer := 0;
  rows_gone integer;
begin
  insert into private.qstash_receipts (jti) values (delivery) on conflict do nothing;
  if not found then
    return jsonb_build_object('status', 'seen');
  end if;

  partitions := private.add_event_partitions();
  expiring := private.ask_for_expiry();
  purged := private.purge_organisations();
  sharing := private.ask_for_sharing();

  -- A new engine may end what the old one could not. Whoever is being erased stays parked.
  update public.mining_state
  set parked_at = null, park_reason = null, attempt = 0
  where
    mining_state.parked_at is not null
    and mining_state.engine_version is distinct from engine
    and mining_state.park_reason <> 'erasing';
  get diagnostics unparked = row_count;

  -- Spread over half an hour by the person's id; the tick publishes what comes due. Rhythms age without any event.
  insert into private.outbox (topic, dedupe_key, payload, user_id, due_at, latest_at)
  select
    'mine',
    'mine:' || states.user_id,
    case when states.last_seq > states.mined_seq then '{}'::jsonb else '{"refresh": true}'::jsonb end,
    states.user_id,
    spread.due_at,
    spread.due_at + interval '10 seconds'
  from public.mining_state as states
  cross join lateral (
    select now() + make_interval(secs => abs(hashtextextended(states.user_id::text, 0) % 1800)::integer) as due_at
  ) as spread
  where
    states.parked_at is null
    and (
      states.last_seq > states.mined_seq
      or (
        states.last_mined_at < now() - interval '20 hours'
        and exists (
          select
          from public.patterns
          where patterns.user_id = states.user_id and patterns.kind = 'rhythm' and patterns.withdrawn_at is null
        )
      )
    )
  on conflict (dedupe_key) where done_at is null and dead_at is null do nothing;
  get diagnostics asked = row_count;

  -- A signature is good for ten minutes, so a day of receipts is plenty.
  delete from private.qstash_receipts
  where qstash_receipts.jti in (
    select old.jti from private.qstash_receipts as old where old.received_at < now() - interval '1 day' limit 50000
  );
  get diagnostics rows_gone = row_count;
  cleared := cleared + rows_gone;
  delete from private.outbox
  where outbox.id in (
    select old.id from private.outbox as old
    where coalesce(old.done_at, old.dead_at) < now() - interval '7 days'
    limit 50000
  );
  get diagnostics rows_gone = row_count;
  cleared := cleared + rows_gone;
  delete from public.ingest_rejects
  where ingest_rejects.id in (
    select old.id from public.ingest_rejects as old where old.created_at < now() - interval '14 days' limit 50000
  );
  get diagnostics rows_gone = row_count;
  cleared := cleared + rows_gone;

  return jsonb_build_object(
    'status', 'done', 'partitions', partitions, 'asked', asked, 'expiring', expiring, 'purged', purged, 'sharing', sharing,
    'unparked', unparked, 'cleared', cleared
  );
end
$$;

comment on function private.run_nightly(text, integer) is
'The nightly work: {status: done | seen, partitions, asked, expiring, purged, sharing, unparked, cleared}.';
