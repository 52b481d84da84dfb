-- The tabs of the feed show how many there are, in one call.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function public.feed_counts()
returns table (open bigint, kept bigint, snoozed bigint, dismissed bigint, patterns bigint)
language sql
stable
security invoker
set search_path = ''
as $$
  select
    count(*) filter (where suggestions.status = 'open'),
    count(*) filter (where suggestions.status = 'kept'),
    count(*) filter (where suggestions.status = 'snoozed'),
    count(*) filter (where suggestions.status = 'dismissed'),
    (select count(*) from public.patterns where patterns.user_id = (select auth.uid()) and patterns.withdrawn_at is null)
  from public.suggestions
  where suggestions.user_id = (select auth.uid())
$$;

comment on function public.feed_counts() is 'Own suggestions by status and own patterns that still hold. One row.';
grant execute on function public.feed_counts() to authenticated;
