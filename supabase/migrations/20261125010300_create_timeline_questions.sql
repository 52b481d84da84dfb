-- The timeline draws a person's whole history as one list: how many events and sessions each day has, then the rows on screen.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Both questions take the same filter, where null leaves nothing out: `q` words of path, former path or tool; `ops`;
-- `source`; `is_inferred`; and the instants `since` (inclusive) and `until` (exclusive). Plans are made for each call,
-- since the filter decides which is good.
create function private.like_words(q text)
returns text[]
language sql
immutable
set search_path = ''
as $$
  select array_agg('%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%')
  from regexp_split_to_table(like_words.q, '\s+') as word
  where word <> ''
$$;

comment on function private.like_words(text) is 'Each word of a search as a like pattern that finds it anywhere; null for none.';
grant execute on function private.like_words(text) to authenticated;

-- A session ends where nothing happens for half an hour, and with its day.
create function public.timeline_days(
  time_zone text,
  q text default null,
  ops text[] default null,
  source uuid default null,
  is_inferred boolean default null,
  since timestamptz default null,
  until timestamptz default null
)
returns table (day date, events integer, sessions integer)
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
#variable_conflict use_column
declare
  words constant text[] := private.like_words(timeline_days.q);
begin
  return query
  select
    chosen.day,
    count(*)::integer,
    (count(*) filter (where chosen.gap is null or chosen.gap > interval '30 minutes'))::integer
  from (
    select
      dated.day,
      dated.occurred_at - lag(dated.occurred_at) over (partition by dated.day order by dated.occurred_at) as gap
    from (
      select events.occurred_at, (events.occurred_at at time zone timeline_days.time_zone)::date as day
      from public.events
      where
        events.user_id = (select auth.uid())
        and (timeline_days.since is null or events.occurred_at >= timeline_days.since)
        and (timeline_days.until is null or events.occurred_at < timeline_days.until)
        and (timeline_days.ops is null or events.op = any (timeline_days.ops))
        and (timeline_days.source is null or events.source_id = timeline_days.source)
        and (timeline_days.is_inferred is null or events.inferred = timeline_days.is_inferred)
        and (
          words is null
          or concat_ws(E'\n', events.path, events.from_path, events.tool) ilike all (words)
        )
    ) as dated
  ) as chosen
  group by chosen.day
  order by chosen.day desc;
end
$$;

comment on function public.timeline_days(text, text, text[], uuid, boolean, timestamptz, timestamptz) is
'Own events by local day, the newest first: how many, and in how many sessions (30 minutes apart).';
grant execute on function public.timeline_days(text, text, text[], uuid, boolean, timestamptz, timestamptz) to authenticated;

create function public.timeline_events(
  since timestamptz,
  until timestamptz,
  q text default null,
  ops text[] default null,
  source uuid default null,
  is_inferred boolean default null,
  skip integer default 0,
  take integer default 200
)
returns table (
  id uuid, occurred_at timestamptz, op text, path text, from_path text, tool text, size bigint, inferred boolean
)
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
#variable_conflict use_column
declare
  words constant text[] := private.like_words(timeline_events.q);
begin
  if timeline_events.take not between 1 and 1000 or timeline_events.skip < 0 then
    raise exception 'a page has 1 to 1000 events after none or more, not % after %', timeline_events.take, timeline_events.skip
      using errcode = '22023', hint = 'give take from 1 to 1000 and skip from 0';
  end if;
  return query
  select
    events.id, events.occurred_at, events.op, events.path, events.from_path, events.tool, events.size, events.inferred
  from public.events
  where
    events.user_id = (select auth.uid())
    and events.occurred_at >= timeline_events.since
    and events.occurred_at < timeline_events.until
    and (timeline_events.ops is null or events.op = any (timeline_events.ops))
    and (timeline_events.source is null or events.source_id = timeline_events.source)
    and (timeline_events.is_inferred is null or events.inferred = timeline_events.is_inferred)
    and (
      words is null
      or concat_ws(E'\n', events.path, events.from_path, events.tool) ilike all (words)
    )
  order by events.occurred_at desc, events.id
  limit timeline_events.take
  offset timeline_events.skip;
end
$$;

comment on function public.timeline_events(timestamptz, timestamptz, text, text[], uuid, boolean, integer, integer) is
'A page of own events between two instants, the newest first.';
grant execute on function public.timeline_events(timestamptz, timestamptz, text, text[], uuid, boolean, integer, integer)
to authenticated;

-- For the palette: names rather than events, so that a file that is saved all day is told once.
create function public.find_files(q text, take integer default 8)
returns table (path text, events integer, last_at timestamptz)
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
#variable_conflict use_column
declare
  words constant text[] := private.like_words(find_files.q);
begin
  if length(btrim(coalesce(find_files.q, ''))) < 2 or find_files.take not between 1 and 50 then
    raise exception 'a search has at least 2 characters and 1 to 50 results'
      using errcode = '22023', hint = 'type one character more';
  end if;
  return query
  select newest.path, count(*)::integer, max(newest.occurred_at)
  from (
    select events.path, events.occurred_at
    from public.events
    where events.user_id = (select auth.uid()) and events.path ilike all (words)
    order by events.occurred_at desc
    limit 2000
  ) as newest
  group by newest.path
  order by max(newest.occurred_at) desc, newest.path
  limit find_files.take;
end
$$;

comment on function public.find_files(text, integer) is
'Own files whose path holds every word, the last touched first, counted among the newest 2000 events that fit.';
grant execute on function public.find_files(text, integer) to authenticated;
