-- Publishing insists on the outline of a definition; the first run of a version checks the rest, once.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.workflow_versions add column checked_at timestamptz; -- null: no run of it has begun
comment on column public.workflow_versions.checked_at is 'When a worker found nothing wrong with it, before its first run.';

-- Definer: nobody may write versions, whose definition never changes.
create function private.pass_version(workflow_id uuid, number integer)
returns void
language sql
security definer
set search_path = ''
as $$
  update public.workflow_versions
  set checked_at = now()
  where
    workflow_versions.workflow_id = pass_version.workflow_id
    and workflow_versions.number = pass_version.number
    and workflow_versions.checked_at is null
$$;
comment on function private.pass_version(uuid, integer) is 'Notes that nothing is wrong with a version, so that no later run asks again.';
revoke execute on function private.pass_version(uuid, integer) from public, anon;
grant execute on function private.pass_version(uuid, integer) to floyo_worker;
