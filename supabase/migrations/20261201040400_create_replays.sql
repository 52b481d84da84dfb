-- Many runs that failed are run again by one command: which of them fit, and how far it is.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.replays (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  status text not null default 'running' check (status in ('running', 'done', 'cancelled')),
  latest boolean not null,
  total integer not null check (total between 1 and 1000),
  started integer not null default 0 check (started >= 0),
  skipped integer not null default 0 check (skipped >= 0),
  created_at timestamptz not null default now(),
  finished_at timestamptz, -- null: still going
  check ((finished_at is null) = (status = 'running'))
);
comment on table public.replays is 'Commands to run many runs again, and how far each is. Written by replay_runs, cancel_replay and the worker.';
comment on column public.replays.latest is 'Whether the new runs are on the published version instead of their own.';
comment on column public.replays.skipped is 'Runs that were run again by somebody else meanwhile, or may not be run any more.';
create index replays_user_id_idx on public.replays (user_id, created_at desc);
create unique index replays_running_idx on public.replays (user_id) where status = 'running';
alter table public.replays enable row level security;
grant select on table public.replays to authenticated;
create policy "people read how far their replays are"
on public.replays for select to authenticated
using (user_id = (select auth.uid()));
select private.guard_with_mfa('public.replays');

create table private.replay_runs (
  replay_id uuid not null references public.replays (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  settled_at timestamptz, -- null: not looked at yet
  primary key (replay_id, run_id)
);
comment on table private.replay_runs is 'Which runs a replay runs again.';
create index replay_runs_run_id_idx on private.replay_runs (run_id);
alter table private.replay_runs enable row level security;

-- Runs that another one called are left out: their caller calls them again.
create function private.runs_to_replay(
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
      or workflows.name ilike '%' || replace(replace(replace(left(runs_to_replay.q, 120), '\', '\\'), '%', '\%'), '_', '\_') || '%'
    )
    and not exists (select from public.runs as again where again.retry_of = runs.id)
$$;
comment on function private.runs_to_replay(text, uuid, timestamptz, timestamptz, text, boolean) is 'Failed or unknown runs that the caller may run again and nobody ran again yet.';
revoke execute on function private.runs_to_replay(text, uuid, timestamptz, timestamptz, text, boolean) from public, anon;
grant execute on function private.runs_to_replay(text, uuid, timestamptz, timestamptz, text, boolean) to authenticated;

create function public.count_replayable(
  status text, workflow_id uuid default null, since timestamptz default null, until timestamptz default null,
  q text default '', is_dead boolean default false
)
returns integer
language sql
stable
security invoker
set search_path = ''
as $$
  select count(*)::integer
  from (
    select
    from private.runs_to_replay(
      count_replayable.status, count_replayable.workflow_id, count_replayable.since, count_replayable.until,
      count_replayable.q, count_replayable.is_dead
    )
    limit 1001
  ) as found
$$;
comment on function public.count_replayable(text, uuid, timestamptz, timestamptz, text, boolean) is
'How many failed or unknown runs replay_runs would run again; 1001 stands for more than 1000.';
revoke execute on function public.count_replayable(text, uuid, timestamptz, timestamptz, text, boolean) from public, anon;
grant execute on function public.count_replayable(text, uuid, timestamptz, timestamptz, text, boolean) to authenticated;
