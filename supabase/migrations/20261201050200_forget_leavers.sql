-- Workflows, runs, connections and invitations of a team outlive a membership; whose they were does not.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: whoever leaves or is removed may not write any of this.
create function private.forget_leaver()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := old.user_id;
  org constant uuid := old.org_id;
begin
  if not exists (select from public.organisations where organisations.id = org and organisations.kind = 'team') then
    return null;
  end if;
  update public.workflows set created_by = null where workflows.org_id = org and workflows.created_by = person;
  update public.workflow_versions
  set published_by = null
  where workflow_versions.org_id = org and workflow_versions.published_by = person;
  update public.runs set started_by = null where runs.org_id = org and runs.started_by = person;
  update public.run_steps
  set output = run_steps.output - 'by'
  where run_steps.kind = 'approval' and run_steps.output ->> 'by' = person::text and run_steps.org_id = org;
  update public.connections set created_by = null where connections.org_id = org and connections.created_by = person;
  update public.organisations set created_by = null where organisations.id = org and organisations.created_by = person;
  update public.invitations set invited_by = null where invitations.org_id = org and invitations.invited_by = person;
  delete from public.invitations
  using auth.users
  where invitations.org_id = org and users.id = person and lower(invitations.email) = lower(users.email);
  delete from public.notifications where notifications.org_id = org and notifications.user_id = person;
  return null;
end
$$;
revoke execute on function private.forget_leaver() from public, anon;
create trigger _310_forget_leaver
after delete on public.memberships
for each row execute function private.forget_leaver();
