-- When each published schedule is due. The tick looks here, starts the runs and moves the time on, in one transaction.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.schedules (
  workflow_id uuid primary key references public.workflows (id) on delete cascade,
  org_id uuid not null references public.organisations (id) on delete cascade,
  number integer not null check (number > 0),
  starts_at timestamptz not null default now(),
  counted_until timestamptz not null default now(),
  due_at timestamptz -- null: not worked out yet; infinity: never again
);
comment on table private.schedules is 'Workflows that the clock starts: published, not paused, not deleted. Kept by a trigger of workflows.';
comment on column private.schedules.number is 'The published version that it belongs to.';
comment on column private.schedules.starts_at is 'Where rules with an interval count from: when the version was published.';
comment on column private.schedules.counted_until is 'Every time up to here has started its run, or was let go.';
create index schedules_due_at_idx on private.schedules (due_at nulls first);
create index schedules_org_id_idx on private.schedules (org_id);
alter table private.schedules enable row level security;
grant select, update on table private.schedules to floyo_worker;
create policy "the worker reads schedules"
on private.schedules for select to floyo_worker
using (true);
create policy "the worker moves schedules on"
on private.schedules for update to floyo_worker
using (true)
with check (true);

-- Definer: whoever publishes or pauses a workflow may not write here otherwise. What passes in a pause is let go.
create function private.keep_schedule()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if
    new.trigger_kind is distinct from 'schedule'
    or new.published_version is null
    or new.paused_at is not null
    or new.deleted_at is not null
  then
    delete from private.schedules where schedules.workflow_id = new.id;
    return null;
  end if;
  insert into private.schedules (workflow_id, org_id, number, starts_at)
  select new.id, new.org_id, new.published_version, workflow_versions.published_at
  from public.workflow_versions
  where workflow_versions.workflow_id = new.id and workflow_versions.number = new.published_version
  on conflict on constraint schedules_pkey do update
  set number = excluded.number, starts_at = excluded.starts_at, counted_until = now(), due_at = null
  where schedules.number <> excluded.number;
  return null;
end
$$;
revoke execute on function private.keep_schedule() from public, anon;
create trigger _200_keep_schedule
after insert or update of trigger_kind, published_version, paused_at, deleted_at on public.workflows
for each row execute function private.keep_schedule();

insert into private.schedules (workflow_id, org_id, number, starts_at)
select workflows.id, workflows.org_id, workflows.published_version, workflow_versions.published_at
from public.workflows
join public.workflow_versions
  on workflow_versions.workflow_id = workflows.id and workflow_versions.number = workflows.published_version
where workflows.trigger_kind = 'schedule' and workflows.paused_at is null and workflows.deleted_at is null;

create function private.due_schedules(most integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'workflowId', due.workflow_id,
    'number', due.number,
    'trigger', due.trigger,
    'startsAt', private.ms_of(due.starts_at),
    'countedUntil', private.ms_of(due.counted_until),
    'now', private.ms_of(clock_timestamp())
  )), '[]')
  from (
    select schedules.*, workflow_versions.definition -> 'trigger' as trigger
    from private.schedules
    join public.workflow_versions
      on workflow_versions.workflow_id = schedules.workflow_id and workflow_versions.number = schedules.number
    where schedules.due_at is null or schedules.due_at <= now()
    order by schedules.due_at nulls first
    limit due_schedules.most
  ) as due
$$;
comment on function private.due_schedules(integer) is
'Schedules whose time has come or is not worked out: [{workflowId, number, trigger, startsAt, countedUntil, now}], times in ms.';
grant execute on function private.due_schedules(integer) to floyo_worker;

-- Two ticks that saw the same time: the one that comes second finds it counted, and starts nothing.
create function private.start_scheduled(
  workflow_id uuid, number integer, counted_until bigint, counted_to bigint, times bigint[], next_at bigint
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  schedule private.schedules;
  at bigint;
  made public.runs;
  jobs jsonb := '[]';
begin
  update private.schedules
  set
    counted_until = to_timestamp(start_scheduled.counted_to / 1000.0),
    due_at = coalesce(to_timestamp(start_scheduled.next_at / 1000.0), 'infinity')
  where
    schedules.workflow_id = start_scheduled.workflow_id
    and schedules.number = start_scheduled.number
    and private.ms_of(schedules.counted_until) = start_scheduled.counted_until
  returning schedules.* into schedule;
  if not found then
    return jsonb_build_object('status', 'counted', 'jobs', jobs);
  end if;
  foreach at in array start_scheduled.times loop
    insert into public.runs (org_id, workflow_id, workflow_version, trigger)
    values (
      schedule.org_id, schedule.workflow_id, schedule.number,
      jsonb_build_object('kind', 'schedule', 'at', to_jsonb(to_timestamp(at / 1000.0)))
    )
    returning runs.* into made;
    perform private.wake_run(made.id, now(), null);
    perform private.nudge_members(made.org_id, 'run', made.id, made.version);
    jobs := jobs || (
      select private.unpublished_job(outbox)
      from private.outbox
      where outbox.dedupe_key = 'run:' || made.id and outbox.done_at is null and outbox.dead_at is null
    );
  end loop;
  return jsonb_build_object('status', 'started', 'jobs', jobs);
end
$$;
comment on function private.start_scheduled(uuid, integer, bigint, bigint, bigint[], bigint) is
'Counts the times of a schedule up to `counted_to` and starts a run for each of `times`: {status: started | counted, jobs: messages to publish}.';
grant execute on function private.start_scheduled(uuid, integer, bigint, bigint, bigint[], bigint) to floyo_worker;
