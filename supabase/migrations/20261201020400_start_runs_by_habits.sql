-- A new pattern, a missed habit and another workflow's failure start runs, in the transaction that writes them.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.trigger_receipts (
  workflow_id uuid not null references public.workflows (id) on delete cascade,
  dedupe_key text not null check (length(dedupe_key) between 1 and 300),
  started_at timestamptz not null default now(),
  primary key (workflow_id, dedupe_key)
);
comment on table private.trigger_receipts is 'What a workflow was started by already, so that nothing starts it twice.';
alter table private.trigger_receipts enable row level security;

alter table private.file_runs alter column source_id drop not null;
alter table private.file_runs alter column path drop not null;
comment on table private.file_runs is 'Whose file, pattern or missed habit started a run.';
comment on column private.file_runs.source_id is 'Null: no file did.';

-- Definer: whoever mines, or ends a run, may not start others. The tick publishes what these runs owe.
create function private.start_once(workflow public.workflows, key text, trigger jsonb, person uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  made public.runs;
begin
  insert into private.trigger_receipts (workflow_id, dedupe_key) values (workflow.id, start_once.key) on conflict do nothing;
  if not found then
    return;
  end if;
  insert into public.runs (org_id, workflow_id, workflow_version, trigger)
  values (workflow.org_id, workflow.id, workflow.published_version, start_once.trigger)
  returning runs.* into made;
  if person is not null then
    insert into private.file_runs (run_id, user_id) values (made.id, person);
  end if;
  perform private.wake_run(made.id, now(), null);
  perform private.nudge_members(made.org_id, 'run', made.id, made.version);
end
$$;
revoke execute on function private.start_once(public.workflows, text, jsonb, uuid) from public, anon, authenticated;

create function private.pattern_facts(pattern public.patterns)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'patternId', pattern.id,
    'fingerprint', pattern.fingerprint,
    'patternKind', pattern.kind,
    'steps', (
      select coalesce(jsonb_agg(jsonb_build_object('op', step ->> 'op', 'template', step ->> 'template')), '[]')
      from jsonb_array_elements(pattern.steps) as step
    )
  )
$$;

-- Definer: as above. The first mining of a person finds many: the twenty strongest start runs.
create function private.start_by_patterns()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  hit record;
begin
  for hit in
    select patterns as pattern, workflows as workflow
    from found
    join public.patterns on patterns.id = found.id
    cross join lateral private.listening_workflows(found.user_id, 'pattern') as listening
    join public.workflows on workflows.id = listening.workflow_id
    where
      found.withdrawn_at is null
      and (
        jsonb_array_length(coalesce(listening.trigger -> 'patternKinds', '[]')) = 0
        or listening.trigger -> 'patternKinds' ? found.kind
      )
    order by found.score desc
    limit 20
  loop
    perform private.start_once(
      hit.workflow, 'pattern:' || (hit.pattern).id,
      jsonb_build_object('kind', 'pattern', 'at', now()) || private.pattern_facts(hit.pattern), (hit.pattern).user_id
    );
  end loop;
  return null;
end
$$;
revoke execute on function private.start_by_patterns() from public, anon;
create trigger _200_start_by_patterns
after insert on public.patterns
referencing new table as found
for each statement execute function private.start_by_patterns();

-- Definer: as above. Once for each time that was missed.
create function private.start_by_absences()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  hit record;
begin
  for hit in
    select patterns as pattern, workflows as workflow
    from found
    join public.patterns on patterns.id = found.id
    cross join lateral private.listening_workflows(found.user_id, 'absence') as listening
    join public.workflows on workflows.id = listening.workflow_id
    where
      found.absence is not null
      and found.withdrawn_at is null
      and coalesce(listening.trigger ->> 'patternFingerprint', found.fingerprint) = found.fingerprint
      -- What was missed before it was allowed is no news.
      and (found.absence ->> 'expectedAt')::timestamptz >= listening.given_at
    limit 100
  loop
    perform private.start_once(
      hit.workflow, 'absence:' || (hit.pattern).id || ':' || ((hit.pattern).absence ->> 'expectedAt'),
      jsonb_build_object('kind', 'absence', 'at', now()) || (hit.pattern).absence || private.pattern_facts(hit.pattern),
      (hit.pattern).user_id
    );
  end loop;
  return null;
end
$$;
revoke execute on function private.start_by_absences() from public, anon;
create trigger _210_start_by_absences
after insert on public.patterns
referencing new table as found
for each statement execute function private.start_by_absences();
create trigger _220_start_by_absences
after update on public.patterns
referencing new table as found
for each statement execute function private.start_by_absences();

-- Definer: as above. What a handler does itself, or calls, starts no handler when it fails: that would have no end.
create function private.start_by_failure()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  target public.workflows;
  settings jsonb;
  workflow_name text;
begin
  if exists (
    with recursive callers as (
      select runs.id, runs.parent_id, runs.trigger, 1 as height from public.runs where runs.id = new.id
      union all
      select runs.id, runs.parent_id, runs.trigger, callers.height + 1
      from callers
      join public.runs on runs.id = callers.parent_id
      where callers.height < 20
    )
    select from callers where callers.trigger ->> 'kind' = 'failure'
  ) then
    return null;
  end if;
  select workflow_versions.definition -> 'onFailure', workflows.name into settings, workflow_name
  from public.workflow_versions
  join public.workflows on workflows.id = workflow_versions.workflow_id
  where workflow_versions.workflow_id = new.workflow_id and workflow_versions.number = new.workflow_version;
  for target in
    select workflows.*
    from public.workflows
    join public.workflow_versions
      on workflow_versions.workflow_id = workflows.id and workflow_versions.number = workflows.published_version
    where
      workflows.org_id = new.org_id
      and workflows.id <> new.workflow_id
      and workflows.paused_at is null
      and workflows.deleted_at is null
      and (
        workflows.id::text = settings ->> 'workflowId'
        or (
          workflows.trigger_kind = 'failure'
          and coalesce(workflow_versions.definition #>> '{trigger,workflowId}', new.workflow_id::text) = new.workflow_id::text
        )
      )
    limit 100
  loop
    perform private.start_once(
      target, 'failure:' || new.id || ':' || new.version,
      jsonb_build_object(
        'kind', 'failure', 'at', new.finished_at, 'run', new.id, 'status', new.status, 'error', new.error,
        'workflow', jsonb_build_object('id', new.workflow_id, 'name', workflow_name)
      ),
      null
    );
  end loop;
  return null;
end
$$;
revoke execute on function private.start_by_failure() from public, anon;
create trigger _200_start_by_failure
after update of status on public.runs
for each row when (new.status in ('failed', 'unknown') and old.status is distinct from new.status)
execute function private.start_by_failure();
