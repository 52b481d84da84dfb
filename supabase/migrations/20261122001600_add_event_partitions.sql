-- Events need a partition for each month in which an id may lie: 366 days back and a little ahead.
set lock_timeout = '1s';
set statement_timeout = '30s';

-- Definer: the nightly job runs as floyo_worker, which may not create tables. It can make leaves of events and nothing else.
-- Built apart and then attached: that lock lets ingest go on, `partition of` would not.
create function private.add_event_partition(month date)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  starts_at constant timestamptz := date_trunc('month', month::timestamp) at time zone 'UTC';
  ends_at constant timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') at time zone 'UTC';
  leaf constant text := 'events_' || to_char(month, 'YYYY_MM');
begin
  if month is null or starts_at not between now() - interval '25 months' and now() + interval '13 months' then
    raise exception 'no partition for %: events lie between two years back and one year ahead', month
      using errcode = '22023', hint = 'give any day of the month to add';
  end if;

  perform pg_advisory_xact_lock(hashtextextended('private.add_event_partition', 0));
  if to_regclass('parts.' || leaf) is not null then
    return false;
  end if;

  execute format('create table parts.%I (like public.events including defaults including constraints)', leaf);
  execute format('comment on table parts.%I is %L', leaf, 'Events whose id was made in ' || to_char(month, 'YYYY-MM') || ' (UTC).');
  execute format('alter table parts.%I enable row level security', leaf);
  execute format('revoke all on table parts.%I from public, anon, authenticated, service_role, floyo_worker', leaf);
  execute format(
    'alter table public.events attach partition parts.%I for values from (%L) to (%L)',
    leaf, private.uuid_v7_floor(starts_at), private.uuid_v7_floor(ends_at)
  );
  return true;
end
$$;

comment on function private.add_event_partition(date) is 'Adds the leaf of events for the month of this day; false if it was there.';
revoke execute on function private.add_event_partition(date) from public, anon;
grant execute on function private.add_event_partition(date) to floyo_worker;

create function private.add_event_partitions()
returns integer
language sql
set search_path = ''
as $$
  select count(*)::integer
  from generate_series(-13, 2) as months (distance)
  where private.add_event_partition((now() at time zone 'UTC' + make_interval(months => months.distance))::date)
$$;

comment on function private.add_event_partitions() is
'Adds what is missing from 13 months back to 2 months ahead and gives the number added. For the nightly job.';
grant execute on function private.add_event_partitions() to floyo_worker;

select private.add_event_partitions();
