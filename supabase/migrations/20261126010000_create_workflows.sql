-- What people build: a draft that changes, and the versions of it that were published and never change.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.workflows (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 120),
  draft jsonb not null check (private.is_definition(draft)),
  draft_revision integer not null default 1 check (draft_revision > 0),
  published_version integer check (published_version > 0), -- null: never published
  trigger_kind text check (trigger_kind ~ '^[a-z][a-z-]{0,30}$'), -- of the published version; null: never published
  paused_at timestamptz, -- null: its trigger starts runs
  paused_because text check (paused_because in ('person', 'errors')),
  suggestion_id uuid, -- null: not made of a suggestion
  created_by uuid, -- null: by a person who was erased
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz, -- null: not deleted
  version integer not null default 1 check (version > 0),
  check ((paused_at is null) = (paused_because is null))
);
comment on table public.workflows is 'Workflows of an organisation with their drafts. Written by commands alone.';
comment on column public.workflows.draft_revision is 'Raised by each save; a save that expects another one is a conflict.';
comment on column public.workflows.version is 'Raised by each change of the row; what nudges carry. Not the version that is published.';
create index workflows_org_id_idx on public.workflows (org_id, updated_at desc);
create unique index workflows_suggestion_id_idx on public.workflows (suggestion_id) where deleted_at is null;
alter table public.workflows enable row level security;
grant select on table public.workflows to authenticated;
grant select, update on table public.workflows to floyo_worker;
create policy "members read the workflows of their organisation"
on public.workflows for select to authenticated
using (org_id = any (array(select private.my_org_ids('workflows.read'))));
create policy "the worker reads workflows"
on public.workflows for select to floyo_worker
using (true);
create policy "the worker pauses workflows"
on public.workflows for update to floyo_worker
using (true)
with check (true);
select private.guard_with_mfa('public.workflows');

create table public.workflow_versions (
  org_id uuid not null references public.organisations (id) on delete cascade,
  workflow_id uuid not null references public.workflows (id) on delete cascade,
  number integer not null check (number > 0),
  definition jsonb not null check (private.is_definition(definition)),
  note text not null default '' check (length(note) <= 500),
  rolled_back_to integer, -- null: published from the draft
  published_by uuid, -- null: by a person who was erased
  published_at timestamptz not null default now(),
  primary key (workflow_id, number)
);
comment on table public.workflow_versions is 'Published definitions. Nothing changes them; a run stays on the one it began with.';
create index workflow_versions_org_id_idx on public.workflow_versions (org_id);
alter table public.workflow_versions enable row level security;
grant select on table public.workflow_versions to authenticated;
grant select on table public.workflow_versions to floyo_worker;
create policy "members read the versions of their workflows"
on public.workflow_versions for select to authenticated
using (org_id = any (array(select private.my_org_ids('workflows.read'))));
create policy "the worker reads versions"
on public.workflow_versions for select to floyo_worker
using (true);
select private.guard_with_mfa('public.workflow_versions');
