-- Workflows and runs of a team outlive the person who made them; their name on them does not.
set lock_timeout = '1s';
set statement_timeout = '5s';

create index workflows_created_by_idx on public.workflows (created_by);
create index workflow_versions_published_by_idx on public.workflow_versions (published_by);
create index runs_started_by_idx on public.runs (started_by) where started_by is not null;
create index run_steps_approved_by_idx on public.run_steps ((output ->> 'by')) where kind = 'approval';

-- Definer: whoever erases an account may not write workflows.
create function private.forget_maker()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.workflows set created_by = null where workflows.created_by = old.user_id;
  update public.workflow_versions set published_by = null where workflow_versions.published_by = old.user_id;
  update public.runs set started_by = null where runs.started_by = old.user_id;
  update public.run_steps
  set output = run_steps.output - 'by'
  where run_steps.kind = 'approval' and run_steps.output ->> 'by' = old.user_id::text;
  return null;
end
$$;
revoke execute on function private.forget_maker() from public, anon;
create trigger _100_forget_maker
after delete on public.profiles
for each row execute function private.forget_maker();
