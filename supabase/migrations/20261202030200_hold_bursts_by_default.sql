-- A file trigger that leaves its limits out has them: bursts are held, and steady changes start it in the end.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may read the consents of others.
create or replace function private.listening_workflows(person uuid, kind text)
returns table (workflow_id uuid, org_id uuid, number integer, name text, trigger jsonb, given_at timestamptz)
language sql
stable
security definer
set search_path = ''
as $$
  select
    workflows.id, workflows.org_id, workflows.published_version, workflows.name,
    -- What the schema takes for what is left out (shared/workflows/trigger.ts).
    case listening_workflows.kind
      when 'file' then '{"settleSeconds": 30, "maxWaitSeconds": 300, "holdAt": 100}'::jsonb
      else '{}'::jsonb
    end || (versions.definition -> 'trigger'),
    consents.given_at
  from public.workflow_consents as consents
  join public.workflows
    on workflows.id = consents.workflow_id
    and workflows.published_version = consents.number
    and workflows.trigger_kind = listening_workflows.kind
    and workflows.paused_at is null
    and workflows.deleted_at is null
  join public.workflow_versions as versions
    on versions.workflow_id = workflows.id and versions.number = workflows.published_version
  where
    consents.user_id = listening_workflows.person
    and private.has_permission(listening_workflows.person, workflows.org_id, 'runs.write')
$$;
