-- Of claims that come at the same moment none passes the limit of runs at the same time.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Near the limit counting and claiming are one turn: who comes meanwhile waits for the commit and counts it. Fifty are more
-- than the pooler lets count at the same moment, so below that nobody waits. Volatile: what was committed while it waited is
-- seen. Nothing that others hold is locked after this, so nobody waits for one another in a circle.
create or replace function private.may_run_one_more(workflow_id uuid, definition jsonb, but_for uuid)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  most constant integer := coalesce((may_run_one_more.definition -> 'limits' ->> 'concurrency')::integer, 10);
  places integer := most;
begin
  for turn in 1 .. 2 loop
    if turn = 2 or most <= 50 then
      perform pg_advisory_xact_lock(hashtextextended('runs:' || may_run_one_more.workflow_id, 0));
    end if;
    select most - count(*) into places
    from public.runs
    where
      runs.workflow_id = may_run_one_more.workflow_id
      and runs.status = 'running'
      and runs.id is distinct from may_run_one_more.but_for
      and runs.claimed_until > clock_timestamp();
    exit when places > 50 or most <= 50;
  end loop;
  return places > 0;
end
$$;
comment on function private.may_run_one_more(uuid, jsonb, uuid) is
'Whether one more run of this workflow may begin. Near its limit nobody else decides for this workflow before the commit.';
