-- Policies make the planner expect few rows, so it fetched and sorted all of a large tenant's. These questions want the newest.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- 300 000 events of one person: a search in 1.1 s, and 25 ms once it walks the index and stops at its limit.
alter function public.find_files(text, integer) set enable_sort = off;
alter function public.find_files(text, integer) set enable_bitmapscan = off;
alter function public.timeline_events(timestamptz, timestamptz, text, text[], uuid, boolean, integer, integer)
set enable_sort = off;
alter function public.timeline_events(timestamptz, timestamptz, text, text[], uuid, boolean, integer, integer)
set enable_bitmapscan = off;

-- The like pattern is made once for each step, not once for each event.
create or replace function public.pattern_step_days(id uuid, time_zone text)
returns table (step integer, days integer)
language sql
stable
security invoker
set search_path = ''
as $$
  with steps as materialized (
    select
      listed.position::integer - 1 as step,
      listed.body ->> 'op' as op,
      private.template_like(listed.body ->> 'template') as path_like,
      patterns.user_id,
      patterns.first_seen_at,
      patterns.last_seen_at
    from public.patterns
    cross join lateral jsonb_array_elements(patterns.steps) with ordinality as listed (body, position)
    where patterns.id = pattern_step_days.id
  )
  select
    steps.step,
    (
      select count(distinct (events.occurred_at at time zone pattern_step_days.time_zone)::date)::integer
      from public.events
      where
        events.user_id = steps.user_id
        and events.occurred_at between steps.first_seen_at and steps.last_seen_at
        and events.op = steps.op
        and events.path like steps.path_like
    )
  from steps
$$;
