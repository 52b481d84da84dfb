-- A workflow hears of a person's files and habits only while that person allows it, for the version they saw.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.workflow_consents (
  workflow_id uuid not null references public.workflows (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  org_id uuid not null references public.organisations (id) on delete cascade,
  number integer not null check (number > 0),
  copies boolean not null default false,
  given_at timestamptz not null default now(),
  primary key (workflow_id, user_id)
);
comment on table public.workflow_consents is
'Whose own events may start a workflow. Given by publishing it, or by consent_to_workflow; counts for that version alone.';
comment on column public.workflow_consents.number is 'The version it was given for. Published anew by somebody else, it counts no more.';
comment on column public.workflow_consents.copies is 'Whether Floyo may take copies of the files that start it.';
create index workflow_consents_user_id_idx on public.workflow_consents (user_id);
create index workflow_consents_org_id_idx on public.workflow_consents (org_id);
alter table public.workflow_consents enable row level security;
grant select on table public.workflow_consents to authenticated;
create policy "people read what they allowed"
on public.workflow_consents for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('workflows.read'))));
select private.guard_with_mfa('public.workflow_consents');

create function private.needs_consent(definition jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$ select needs_consent.definition -> 'trigger' ->> 'kind' in ('file', 'pattern', 'absence') $$;
comment on function private.needs_consent(jsonb) is 'Whether a workflow is started by what only one person may see.';

-- Definer: nobody may write consents. Whoever publishes sees what they publish; nobody else does, so their word ends here.
create function private.consent_by_publishing()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow_name text;
  before jsonb;
begin
  if new.published_by is null then
    return null;
  end if;
  select workflows.name into workflow_name from public.workflows where workflows.id = new.workflow_id;
  insert into public.notifications (org_id, user_id, kind, title, body, dedupe_key)
  select
    consents.org_id, consents.user_id, 'message',
    left('Your files no longer start ' || workflow_name, 500),
    'It was changed and published by somebody else. Look at it and allow it again if you agree.',
    'consent:' || new.workflow_id || ':' || new.number
  from public.workflow_consents as consents
  where consents.workflow_id = new.workflow_id and consents.user_id <> new.published_by and consents.number = new.number - 1
  on conflict on constraint notifications_user_id_dedupe_key_key do nothing;
  if not private.needs_consent(new.definition) then
    delete from public.workflow_consents
    where workflow_consents.workflow_id = new.workflow_id and workflow_consents.user_id = new.published_by;
    return null;
  end if;
  select versions.definition -> 'trigger' into before
  from public.workflow_consents as consents
  join public.workflow_versions as versions
    on versions.workflow_id = consents.workflow_id and versions.number = consents.number
  where consents.workflow_id = new.workflow_id and consents.user_id = new.published_by;
  insert into public.workflow_consents as known (workflow_id, user_id, org_id, number)
  values (new.workflow_id, new.published_by, new.org_id, new.number)
  on conflict on constraint workflow_consents_pkey do update
  set
    number = excluded.number,
    -- Copies of other files than those that were allowed are asked for anew.
    copies = known.copies and before = new.definition -> 'trigger';
  return null;
end
$$;
revoke execute on function private.consent_by_publishing() from public, anon;
create trigger _100_consent_by_publishing
after insert on public.workflow_versions
for each row execute function private.consent_by_publishing();

-- Definer: nobody may write consents. `copies` null: withdrawn.
create function private.store_consent(workflow_id uuid, copies boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows;
begin
  -- Whatever became of their role, what somebody allowed they may take back.
  if store_consent.copies is null then
    perform private.require_session();
    delete from public.workflow_consents
    where workflow_consents.workflow_id = store_consent.workflow_id and workflow_consents.user_id = auth.uid();
    return;
  end if;
  workflow := private.take_workflow(store_consent.workflow_id, 'runs.write');
  if workflow.published_version is null or workflow.deleted_at is not null or not exists (
    select
    from public.workflow_versions
    where
      workflow_versions.workflow_id = workflow.id
      and workflow_versions.number = workflow.published_version
      and private.needs_consent(workflow_versions.definition)
  ) then
    raise exception 'this workflow is not started by files or habits' using errcode = 'P0001', hint = 'there is nothing to allow';
  end if;
  insert into public.workflow_consents as known (workflow_id, user_id, org_id, number, copies)
  values (workflow.id, auth.uid(), workflow.org_id, workflow.published_version, store_consent.copies)
  on conflict on constraint workflow_consents_pkey do update
  set
    number = excluded.number,
    copies = excluded.copies,
    given_at = case when known.number = excluded.number then known.given_at else now() end;
end
$$;
revoke execute on function private.store_consent(uuid, boolean) from public, anon;
grant execute on function private.store_consent(uuid, boolean) to authenticated;

create function public.consent_to_workflow(id uuid, copies boolean default false)
returns void
language sql
security invoker
set search_path = ''
as $$ select private.store_consent(consent_to_workflow.id, coalesce(consent_to_workflow.copies, false)) $$;
comment on function public.consent_to_workflow(uuid, boolean) is
'Lets the caller''s own files and habits start the published version, and Floyo take copies of the files if `copies`.';
create function public.withdraw_consent(id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$ select private.store_consent(withdraw_consent.id, null) $$;
comment on function public.withdraw_consent(uuid) is 'The caller''s files and habits start this workflow no more.';
revoke execute on function public.consent_to_workflow(uuid, boolean) from public, anon;
revoke execute on function public.withdraw_consent(uuid) from public, anon;
grant execute on function public.consent_to_workflow(uuid, boolean) to authenticated;
grant execute on function public.withdraw_consent(uuid) to authenticated;

-- Definer: the worker may not read consents. Workflows that this person's own events may start now.
create function private.listening_workflows(person uuid, kind text)
returns table (workflow_id uuid, org_id uuid, number integer, name text, trigger jsonb, given_at timestamptz)
language sql
stable
security definer
set search_path = ''
as $$
  select
    workflows.id, workflows.org_id, workflows.published_version, workflows.name,
    versions.definition -> 'trigger', consents.given_at
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
revoke execute on function private.listening_workflows(uuid, text) from public, anon, authenticated;
