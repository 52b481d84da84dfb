-- Runs are found by what people know of them: the workflow's name, why it failed, the file that started it, its id.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.like_part(q text)
returns text
language sql
immutable
set search_path = ''
as $$ select '%' || replace(replace(replace(left(btrim(like_part.q), 120), '\', '\\'), '%', '\%'), '_', '\_') || '%' $$;
comment on function private.like_part(text) is 'A pattern of like that any text fits in which these signs stand, each for itself.';
revoke execute on function private.like_part(text) from public, anon;
grant execute on function private.like_part(text) to authenticated;

-- What REST gives of runs; REST itself cannot ask for one of several columns of two tables. Arguments are called
-- otherwise than the columns, which a table that is given names as well.
create function public.find_runs(
  q text, of_status text default null, of_workflow uuid default null, since timestamptz default null,
  until timestamptz default null, is_dead boolean default false, before timestamptz default null,
  before_id uuid default null, take integer default 50
)
returns table (
  id uuid, org_id uuid, workflow_id uuid, workflow_version integer, status text, waits_for text, wake_at timestamptz,
  trigger jsonb, error jsonb, created_at timestamptz, started_at timestamptz, finished_at timestamptz, workflow jsonb
)
language sql
stable
security invoker
rows 50
set search_path = ''
as $$
  select
    runs.id, runs.org_id, runs.workflow_id, runs.workflow_version, runs.status, runs.waits_for, runs.wake_at,
    runs.trigger, runs.error, runs.created_at, runs.started_at, runs.finished_at, jsonb_build_object('name', workflows.name)
  from public.runs
  join public.workflows on workflows.id = runs.workflow_id
  where
    (find_runs.of_status is null or runs.status = find_runs.of_status)
    and (find_runs.of_workflow is null or runs.workflow_id = find_runs.of_workflow)
    and (find_runs.since is null or runs.created_at >= find_runs.since)
    and (find_runs.until is null or runs.created_at < find_runs.until)
    and (not coalesce(find_runs.is_dead, false) or runs.error ->> 'code' in ('exceeded_limits', 'run_timeout'))
    and (
      find_runs.before is null
      or runs.created_at < find_runs.before
      or (runs.created_at = find_runs.before and runs.id > find_runs.before_id)
    )
    and (
      workflows.name ilike (select private.like_part(find_runs.q))
      or runs.error ->> 'message' ilike (select private.like_part(find_runs.q))
      or runs.trigger ->> 'path' ilike (select private.like_part(find_runs.q))
      or (length(find_runs.q) >= 8 and starts_with(runs.id::text, lower(btrim(find_runs.q))))
    )
  order by runs.created_at desc, runs.id
  limit least(greatest(coalesce(find_runs.take, 50), 1), 100)
$$;
comment on function public.find_runs(text, text, uuid, timestamptz, timestamptz, boolean, timestamptz, uuid, integer) is
'Runs, the newest first, by a part of their workflow''s name, of their error or of the path of the file that started them, or by the first 8 signs or more of their id; before and before_id: those after that one.';
revoke execute on function public.find_runs(text, text, uuid, timestamptz, timestamptz, boolean, timestamptz, uuid, integer) from public, anon;
grant execute on function public.find_runs(text, text, uuid, timestamptz, timestamptz, boolean, timestamptz, uuid, integer) to authenticated;

-- What the list shows is what is run again.
create or replace function private.runs_to_replay(
  status text, workflow_id uuid, since timestamptz, until timestamptz, q text, is_dead boolean
)
returns table (id uuid, created_at timestamptz)
language sql
stable
security invoker
set search_path = ''
as $$
  select runs.id, runs.created_at
  from public.runs
  join public.workflows on workflows.id = runs.workflow_id
  where
    runs.org_id = any (array(select private.my_org_ids('runs.write')))
    and runs.status = runs_to_replay.status
    and runs.status in ('failed', 'unknown')
    and runs.parent_id is null
    and workflows.deleted_at is null
    and workflows.published_version is not null
    and (runs_to_replay.workflow_id is null or runs.workflow_id = runs_to_replay.workflow_id)
    and (runs_to_replay.since is null or runs.created_at >= runs_to_replay.since)
    and (runs_to_replay.until is null or runs.created_at < runs_to_replay.until)
    and (not coalesce(runs_to_replay.is_dead, false) or runs.error ->> 'code' in ('exceeded_limits', 'run_timeout'))
    and (
      coalesce(runs_to_replay.q, '') = ''
      or workflows.name ilike (select private.like_part(runs_to_replay.q))
      or runs.error ->> 'message' ilike (select private.like_part(runs_to_replay.q))
      or runs.trigger ->> 'path' ilike (select private.like_part(runs_to_replay.q))
      or (length(runs_to_replay.q) >= 8 and starts_with(runs.id::text, lower(btrim(runs_to_replay.q))))
    )
    and not exists (select from public.runs as again where again.retry_of = runs.id)
$$;
