-- Secrets with which other programs sign what starts a workflow. They lie sealed; revoking one deletes it with its key.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.webhook_secrets (
  id uuid primary key,
  org_id uuid not null references public.organisations (id) on delete cascade,
  workflow_id uuid not null references public.workflows (id) on delete cascade,
  hint text not null check (length(hint) = 4),
  sealed jsonb not null check (jsonb_typeof(sealed) = 'object' and length(sealed::text) <= 2000),
  created_at timestamptz not null default now()
);
comment on table private.webhook_secrets is 'Signing secrets of webhooks, two at most for each workflow, so that one can take the place of the other.';
comment on column private.webhook_secrets.hint is 'The last four characters, by which a person knows it again.';
comment on column private.webhook_secrets.sealed is '{key, envelope}: a data key wrapped by a master key, and the secret sealed with it.';
create index webhook_secrets_org_id_idx on private.webhook_secrets (org_id);
create index webhook_secrets_workflow_id_idx on private.webhook_secrets (workflow_id);
alter table private.webhook_secrets enable row level security;
grant select on table private.webhook_secrets to floyo_worker;
create policy "the worker reads webhook secrets"
on private.webhook_secrets for select to floyo_worker
using (true);

-- Definer: the worker may not read memberships. {status: gone | refused | full | ok, orgId}.
create function private.may_add_webhook_secret(person uuid, workflow_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows;
begin
  select workflows.* into workflow
  from public.workflows
  where workflows.id = may_add_webhook_secret.workflow_id and workflows.deleted_at is null
  for update;
  if not found or not private.has_permission(may_add_webhook_secret.person, workflow.org_id, 'workflows.read') then
    return jsonb_build_object('status', 'gone');
  end if;
  if not private.has_permission(may_add_webhook_secret.person, workflow.org_id, 'workflows.publish') then
    return jsonb_build_object('status', 'refused');
  end if;
  if (
    select count(*) from private.webhook_secrets where webhook_secrets.workflow_id = workflow.id
  ) >= 2 then
    return jsonb_build_object('status', 'full');
  end if;
  return jsonb_build_object('status', 'ok', 'orgId', workflow.org_id);
end
$$;
comment on function private.may_add_webhook_secret(uuid, uuid) is 'Whether this person may add a secret to the workflow''s webhook: {status: gone | refused | full | ok, orgId}.';
revoke execute on function private.may_add_webhook_secret(uuid, uuid) from public, anon;
grant execute on function private.may_add_webhook_secret(uuid, uuid) to floyo_worker;

-- Definer: the worker may not write secrets but by this. The workflow's row is locked, so that two at once are no three secrets.
create function private.add_webhook_secret(person uuid, workflow_id uuid, secret_id uuid, hint text, sealed jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  answer jsonb := private.may_add_webhook_secret(add_webhook_secret.person, add_webhook_secret.workflow_id);
begin
  if answer ->> 'status' <> 'ok' then
    return answer;
  end if;
  insert into private.webhook_secrets (id, org_id, workflow_id, hint, sealed)
  values (
    add_webhook_secret.secret_id, (answer ->> 'orgId')::uuid, add_webhook_secret.workflow_id, add_webhook_secret.hint,
    add_webhook_secret.sealed
  );
  perform private.record_audit(
    (answer ->> 'orgId')::uuid, 'workflow.webhook_secret_made', 'workflow:' || add_webhook_secret.workflow_id,
    null, null, jsonb_build_object('secret', add_webhook_secret.secret_id), add_webhook_secret.person
  );
  return answer;
end
$$;
revoke execute on function private.add_webhook_secret(uuid, uuid, uuid, text, jsonb) from public, anon;
grant execute on function private.add_webhook_secret(uuid, uuid, uuid, text, jsonb) to floyo_worker;

-- Definer: nobody may read the table; it gives no secret, and only to whoever may publish.
create function private.webhook_secrets_of(workflow_id uuid)
returns table (id uuid, hint text, created_at timestamptz)
language sql
stable
security definer
set search_path = ''
as $$
  select webhook_secrets.id, webhook_secrets.hint, webhook_secrets.created_at
  from private.webhook_secrets
  where
    webhook_secrets.workflow_id = webhook_secrets_of.workflow_id
    and webhook_secrets.org_id = any (array(select private.my_org_ids('workflows.publish')))
  order by webhook_secrets.created_at, webhook_secrets.id
$$;
revoke execute on function private.webhook_secrets_of(uuid) from public, anon;
grant execute on function private.webhook_secrets_of(uuid) to authenticated;

create function public.list_webhook_secrets(workflow_id uuid)
returns table (id uuid, hint text, created_at timestamptz)
language sql
stable
security invoker
set search_path = ''
as $$ select * from private.webhook_secrets_of(list_webhook_secrets.workflow_id) $$;
comment on function public.list_webhook_secrets(uuid) is 'The secrets of a workflow''s webhook by their last four characters, to whoever may publish it.';
revoke execute on function public.list_webhook_secrets(uuid) from public, anon;
grant execute on function public.list_webhook_secrets(uuid) to authenticated;

-- Definer: nobody may write the table; private.take_workflow asks for the permission. Asked twice, nothing changes.
create function private.drop_webhook_secret(workflow_id uuid, secret_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows := private.take_workflow(drop_webhook_secret.workflow_id, 'workflows.publish');
begin
  delete from private.webhook_secrets
  where webhook_secrets.workflow_id = workflow.id and webhook_secrets.id = drop_webhook_secret.secret_id;
  if found then
    perform private.note_workflow(
      workflow, 'workflow.webhook_secret_revoked', jsonb_build_object('secret', drop_webhook_secret.secret_id)
    );
  end if;
end
$$;
revoke execute on function private.drop_webhook_secret(uuid, uuid) from public, anon;
grant execute on function private.drop_webhook_secret(uuid, uuid) to authenticated;

create function public.revoke_webhook_secret(workflow_id uuid, secret_id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$ select private.drop_webhook_secret(revoke_webhook_secret.workflow_id, revoke_webhook_secret.secret_id) $$;
comment on function public.revoke_webhook_secret(uuid, uuid) is 'Ends a secret of a workflow''s webhook for good; what is signed with it is refused from now on.';
revoke execute on function public.revoke_webhook_secret(uuid, uuid) from public, anon;
grant execute on function public.revoke_webhook_secret(uuid, uuid) to authenticated;
