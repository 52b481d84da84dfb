-- Many files at once wait for somebody's word: they start their runs, or are let go.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may write runs. The row is locked and the permission asked for by private.take_run.
create function private.settle_burst(run_id uuid, starts boolean)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs := private.take_run(settle_burst.run_id);
  person uuid;
  released integer;
begin
  if run.status <> 'held' then
    raise exception 'this was answered already' using errcode = 'P0001', hint = 'load the run again', detail = 'conflict';
  end if;
  if not coalesce(settle_burst.starts, false) then
    perform private.stop_run(run.id, 'the files were let go');
    return 0;
  end if;
  -- Of a file that changed again meanwhile the newer change waits already: it is the one that starts.
  delete from private.file_matches
  using private.file_matches as newer
  where
    file_matches.held_run = run.id
    and newer.workflow_id = file_matches.workflow_id
    and newer.user_id = file_matches.user_id
    and newer.source_id = file_matches.source_id
    and newer.path = file_matches.path
    and newer.id > file_matches.id;
  update private.file_matches
  set held_run = null, is_confirmed = true, due_at = clock_timestamp()
  where file_matches.held_run = run.id;
  get diagnostics released = row_count;
  select file_runs.user_id into person from private.file_runs where file_runs.run_id = run.id;
  insert into private.outbox (topic, user_id, payload) values ('files', person, jsonb_build_object('burst', run.id));
  update public.runs
  set
    status = 'done',
    output = jsonb_build_object('started', released),
    finished_at = now(),
    version = runs.version + 1
  where runs.id = run.id
  returning runs.* into run;
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return released;
end
$$;
revoke execute on function private.settle_burst(uuid, boolean) from public, anon;
grant execute on function private.settle_burst(uuid, boolean) to authenticated;

create function public.answer_burst(id uuid, starts boolean)
returns integer
language sql
security invoker
set search_path = ''
as $$ select private.settle_burst(answer_burst.id, answer_burst.starts) $$;
comment on function public.answer_burst(uuid, boolean) is
'Starts a run for each file of a held burst, or lets them go; gives how many start.';
revoke execute on function public.answer_burst(uuid, boolean) from public, anon;
grant execute on function public.answer_burst(uuid, boolean) to authenticated;

-- Definer: whoever cancels a run or deletes a workflow may not write here.
create function private.let_files_go()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from private.file_matches where file_matches.held_run = new.id;
  return null;
end
$$;
revoke execute on function private.let_files_go() from public, anon;
create trigger _100_let_files_go
after update of status on public.runs
for each row when (old.status = 'held' and new.status = 'cancelled')
execute function private.let_files_go();
