-- A set of companions is told as "days together of days at all": the second half is counted here, from the events.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- A template as a pattern of `like`: each variable is %, what `like` itself means something by is escaped, and doubled
-- braces are single ones.
create function private.template_like(template text)
returns text
language sql
immutable
set search_path = ''
as $$
  select replace(
    replace(
      regexp_replace(
        regexp_replace(
          replace(replace(template_like.template, '{{', chr(1)), '}}', chr(2)), '([\\%_])', '\\\1', 'g'
        ),
        '\{[a-z]+\}', '%', 'g'
      ),
      chr(1), '{'
    ),
    chr(2), '}'
  )
$$;

comment on function private.template_like(text) is 'The like pattern of a path template; it may match a few paths more than the template.';
grant execute on function private.template_like(text) to authenticated;

create function public.pattern_step_days(id uuid, time_zone text)
returns table (step integer, days integer)
language sql
stable
security invoker
set search_path = ''
as $$
  select
    steps.position::integer - 1,
    (
      select count(distinct (events.occurred_at at time zone pattern_step_days.time_zone)::date)::integer
      from public.events
      where
        events.user_id = patterns.user_id
        and events.occurred_at between patterns.first_seen_at and patterns.last_seen_at
        and events.op = steps.body ->> 'op'
        and events.path like private.template_like(steps.body ->> 'template')
    )
  from public.patterns
  cross join lateral jsonb_array_elements(patterns.steps) with ordinality as steps (body, position)
  where patterns.id = pattern_step_days.id
$$;

comment on function public.pattern_step_days(uuid, text) is
'For each step of an own pattern, on how many local days it was done at all between the first and last time of the pattern.';
grant execute on function public.pattern_step_days(uuid, text) to authenticated;
