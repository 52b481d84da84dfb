-- A suggestion taken up becomes a draft; taken back, the draft goes while it is unpublished.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Invoker: it looks for the suggestion as the caller, so that nobody takes up what is another person's.
create function public.accept_suggestion(id uuid, name text, definition jsonb)
returns uuid
language plpgsql
security invoker
set search_path = ''
as $$
declare
  known public.suggestions;
  made uuid;
begin
  select suggestions.* into known
  from public.suggestions
  where suggestions.id = private.find_my_suggestion(accept_suggestion.id);
  select workflows.id into made
  from public.workflows
  where workflows.suggestion_id = known.id and workflows.deleted_at is null;
  -- Accepted twice, as an impatient click does: the workflow that is there is the answer.
  if found then
    return made;
  end if;
  made := private.make_workflow(known.org_id, accept_suggestion.name, accept_suggestion.definition, known.id);
  perform private.settle_suggestion(known.id, 'kept', null, null);
  return made;
end
$$;
comment on function public.accept_suggestion(uuid, text, jsonb) is
'Keeps a suggestion and makes a workflow with this draft of it; gives the id of the workflow. undo_suggestion takes both back while it is unpublished.';
revoke execute on function public.accept_suggestion(uuid, text, jsonb) from public, anon;
grant execute on function public.accept_suggestion(uuid, text, jsonb) to authenticated;

-- Definer: whoever takes a decision back may not write workflows.
create function private.take_workflow_back()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows;
begin
  for workflow in
    update public.workflows
    set deleted_at = now(), version = workflows.version + 1, updated_at = now()
    where workflows.suggestion_id = new.id and workflows.deleted_at is null and workflows.published_version is null
    returning workflows.*
  loop
    perform private.note_workflow(workflow, 'workflow.deleted');
  end loop;
  return null;
end
$$;
revoke execute on function private.take_workflow_back() from public, anon;
create trigger _130_take_workflow_back
after update of status on public.suggestions
for each row when (old.status = 'kept' and new.status = 'open')
execute function private.take_workflow_back();
