-- A workflow that fails nearly every time stops itself, and whoever can mend it is told.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.workflows add column errors_since timestamptz not null default now();
comment on column public.workflows.errors_since is 'Runs that ended before are not counted towards a pause because of errors.';
create index runs_ended_idx on public.runs (workflow_id, finished_at desc)
where status in ('done', 'failed', 'unknown');

create function private.count_errors_anew()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.errors_since := clock_timestamp();
  return new;
end
$$;
create trigger _110_count_errors_anew
before update of paused_at on public.workflows
for each row when (old.paused_at is not null and new.paused_at is null)
execute function private.count_errors_anew();

-- Definer: whoever ends a run may not list members. Of the last 40 runs of the published version, more than 20 and 95 %.
create function private.pause_failing_workflow()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows;
  ended integer;
  failed integer;
begin
  -- Whoever holds the row may be waiting for this run: the next failure looks again.
  select workflows.* into workflow
  from public.workflows
  where
    workflows.id = new.workflow_id
    and workflows.published_version = new.workflow_version
    and workflows.paused_at is null
    and workflows.deleted_at is null
  for update skip locked;
  if not found then
    return null;
  end if;
  select count(*), count(*) filter (where latest.status <> 'done') into ended, failed
  from (
    select runs.status
    from public.runs
    where
      runs.workflow_id = workflow.id
      and runs.status in ('done', 'failed', 'unknown')
      and runs.finished_at > workflow.errors_since
      and runs.workflow_version = workflow.published_version
    order by runs.finished_at desc
    limit 40
  ) as latest;
  if ended <= 20 or failed < 0.95 * ended then
    return null;
  end if;
  update public.workflows
  set paused_at = now(), paused_because = 'errors', version = workflows.version + 1, updated_at = now()
  where workflows.id = workflow.id
  returning workflows.* into workflow;
  perform private.note_workflow(
    workflow, 'workflow.paused', jsonb_build_object('because', 'errors', 'runs', ended, 'failed', failed)
  );
  insert into public.notifications (org_id, user_id, kind, title, body, run_id, workflow_id, dedupe_key)
  select
    workflow.org_id, memberships.user_id, 'workflow_paused', left(workflow.name || ' was paused', 500),
    format('%s of its last %s runs failed. Nothing starts it until somebody lets it go on.', failed, ended),
    new.id, workflow.id, 'paused:' || workflow.id || ':' || workflow.version
  from public.memberships
  where
    memberships.org_id = workflow.org_id
    and (
      memberships.user_id = workflow.created_by
      or private.has_permission(memberships.user_id, workflow.org_id, 'workflows.write')
    )
  limit 1000
  on conflict on constraint notifications_user_id_dedupe_key_key do nothing;
  return null;
end
$$;
revoke execute on function private.pause_failing_workflow() from public, anon;
create trigger _300_pause_failing_workflow
after update of status on public.runs
for each row when (new.status in ('failed', 'unknown') and old.status <> new.status)
execute function private.pause_failing_workflow();
