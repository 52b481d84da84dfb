-- A run and its steps, each written before and after what it does outside, so that nothing is done twice unseen.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.runs (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  workflow_id uuid not null references public.workflows (id) on delete cascade,
  workflow_version integer not null check (workflow_version > 0),
  status text not null default 'queued'
  check (status in ('held', 'queued', 'running', 'waiting', 'done', 'failed', 'unknown', 'cancelled')),
  trigger jsonb not null check (jsonb_typeof(trigger) = 'object' and length(trigger::text) <= 1048576),
  input jsonb not null default '{}' check (length(input::text) <= 1048576),
  output jsonb check (length(output::text) <= 1048576), -- null: not done, or without one
  error jsonb check (jsonb_typeof(error) = 'object' and length(error::text) <= 65536), -- null: none
  waits_for text check (waits_for in ('time', 'retry', 'approval', 'run')), -- null: does not wait
  wake_at timestamptz, -- null: nothing wakes it but what it waits for
  started_by uuid, -- null: by a trigger, or by a person who was erased
  retry_of uuid references public.runs (id) on delete set null, -- null: not a repetition
  parent_id uuid references public.runs (id) on delete cascade, -- null: not called by another run
  parent_key text check (length(parent_key) <= 400),
  created_at timestamptz not null default now(),
  started_at timestamptz, -- null: not started
  finished_at timestamptz, -- null: not finished
  deliveries integer not null default 0 check (deliveries >= 0),
  crashes integer not null default 0 check (crashes >= 0),
  claim_token uuid, -- null: nobody works on it
  claimed_until timestamptz,
  version integer not null default 1 check (version > 0),
  check ((claim_token is null) = (claimed_until is null)),
  check ((parent_id is null) = (parent_key is null)),
  check ((finished_at is not null) = (status in ('done', 'failed', 'unknown', 'cancelled')))
);
comment on table public.runs is 'Runs of workflows, each on the version it began with. Written by the engine and by commands.';
comment on column public.runs.deliveries is 'Messages that came for it; it was executed once all the same.';
comment on column public.runs.crashes is 'Claims in a row that ended in neither progress nor a result.';
comment on column public.runs.claim_token is 'Fencing token: whoever writes with another one writes nothing.';
comment on column public.runs.version is 'Raised by each change of the row; what nudges carry.';
create index runs_org_id_idx on public.runs (org_id, created_at desc, id);
create index runs_workflow_id_idx on public.runs (workflow_id, created_at desc);
create index runs_retry_of_idx on public.runs (retry_of);
create index runs_parent_id_idx on public.runs (parent_id);
create index runs_live_idx on public.runs (workflow_id) where status in ('queued', 'running', 'waiting', 'held');
alter table public.runs enable row level security;
grant select on table public.runs to authenticated;
grant select, insert, update on table public.runs to floyo_worker;
create policy "members read the runs of their organisation"
on public.runs for select to authenticated
using (org_id = any (array(select private.my_org_ids('runs.read'))));
create policy "the worker reads runs"
on public.runs for select to floyo_worker
using (true);
create policy "the worker starts runs"
on public.runs for insert to floyo_worker
with check (true);
create policy "the worker moves runs on"
on public.runs for update to floyo_worker
using (true)
with check (true);
select private.guard_with_mfa('public.runs');

-- Without a foreign key to runs: its check would cost each step, and the trigger below keeps what it would keep.
create table public.run_steps (
  org_id uuid not null references public.organisations (id) on delete cascade,
  run_id uuid not null,
  key text not null check (length(key) between 1 and 400),
  place integer not null check (place >= 0),
  step_id text not null check (length(step_id) between 1 and 40),
  kind text not null check (kind ~ '^[a-z][a-z-]{0,30}$'),
  status text not null check (status in ('running', 'retrying', 'waiting', 'done', 'failed', 'unknown', 'cancelled')),
  attempt integer not null default 1 check (attempt between 1 and 1000),
  input jsonb check (length(input::text) <= 262144), -- null: none
  output jsonb check (length(output::text) <= 1048576), -- null: none
  error jsonb check (jsonb_typeof(error) = 'object' and length(error::text) <= 65536), -- null: none
  log jsonb not null default '[]' check (jsonb_typeof(log) = 'array' and length(log::text) <= 65536),
  started_at timestamptz not null,
  finished_at timestamptz, -- null: not finished
  due_at timestamptz, -- null: waits for no time
  claim_token uuid, -- the claim of the run under which its effect began; null: none is under way
  primary key (org_id, run_id, key)
);
comment on table public.run_steps is
'What each step of a run did. `key` is its id, within loops after `<loop>[<index>].`; `log` holds a line for each attempt that failed.';
alter table public.run_steps enable row level security;
grant select on table public.run_steps to authenticated;
grant select, insert, update on table public.run_steps to floyo_worker;
create policy "members read the steps of their runs"
on public.run_steps for select to authenticated
using (org_id = any (array(select private.my_org_ids('runs.read'))));
create policy "the worker reads steps"
on public.run_steps for select to floyo_worker
using (true);
create policy "the worker records steps"
on public.run_steps for insert to floyo_worker
with check (true);
create policy "the worker moves steps on"
on public.run_steps for update to floyo_worker
using (true)
with check (true);
select private.guard_with_mfa('public.run_steps');

-- Definer: whoever may delete a run may not delete steps by themselves.
create function private.delete_steps_with_runs()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from public.run_steps
  using deleted
  where run_steps.org_id = deleted.org_id and run_steps.run_id = deleted.id;
  return null;
end
$$;
revoke execute on function private.delete_steps_with_runs() from public, anon;
create trigger _100_delete_steps_with_runs
after delete on public.runs
referencing old table as deleted
for each statement execute function private.delete_steps_with_runs();
