-- Files of runs: the one that started a run, handed over by its person's watcher, and those that steps write.
set lock_timeout = '1s';
set statement_timeout = '5s';

insert into storage.buckets (id, name, public, file_size_limit)
values ('run-files', 'run-files', false, 10485760)
on conflict (id) do nothing;

alter table public.runs drop constraint runs_waits_for_check;
alter table public.runs add constraint runs_waits_for_check
check (waits_for in ('time', 'retry', 'approval', 'run', 'file')) not valid;
alter table public.runs validate constraint runs_waits_for_check;

create table private.run_files (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references public.runs (id) on delete cascade,
  step_key text not null check (length(step_key) between 1 and 400),
  name text not null check (length(name) between 1 and 255),
  size integer check (size between 0 and 10485760), -- null: not there yet
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'), -- null: not there yet
  created_at timestamptz not null default now(),
  unique (run_id, step_key)
);
comment on table private.run_files is 'Objects of the bucket run-files, each as <run>/<id>. They go with their run, or 30 days after they came.';
create index run_files_created_at_idx on private.run_files (created_at);
alter table private.run_files enable row level security;

create table private.dead_objects (
  bucket text not null,
  name text not null check (length(name) between 1 and 400),
  primary key (bucket, name)
);
comment on table private.dead_objects is 'Objects in Storage whose rows are gone. A job deletes them there, then here.';
alter table private.dead_objects enable row level security;
grant select, delete on table private.dead_objects to floyo_worker;
create policy "the worker reads what is to be deleted"
on private.dead_objects for select to floyo_worker
using (true);
create policy "the worker notes what it deleted"
on private.dead_objects for delete to floyo_worker
using (true);

-- Definer: whoever deletes a run may not write here.
create function private.bury_files()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.dead_objects (bucket, name)
  select 'run-files', gone.run_id || '/' || gone.id from gone
  on conflict do nothing;
  return null;
end
$$;
revoke execute on function private.bury_files() from public, anon;
create trigger _100_bury_files
after delete on private.run_files
referencing old table as gone
for each statement execute function private.bury_files();

-- Definer: the worker may not read files otherwise. What is older than a run should need it.
create function private.drop_old_files(at_most integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  dropped integer;
begin
  delete from private.run_files
  where run_files.id in (
    select old.id
    from private.run_files as old
    where old.created_at < now() - interval '30 days'
    order by old.created_at
    limit at_most
  );
  get diagnostics dropped = row_count;
  return dropped;
end
$$;
comment on function private.drop_old_files(integer) is 'Lets go of files of runs that are older than 30 days; gives how many.';
revoke execute on function private.drop_old_files(integer) from public, anon;
grant execute on function private.drop_old_files(integer) to floyo_worker;

-- A run started anew is of the same person's file.
create function private.keep_file_of_run()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.file_runs (run_id, user_id, source_id, path)
  select new.id, file_runs.user_id, file_runs.source_id, file_runs.path
  from private.file_runs
  where file_runs.run_id = new.retry_of;
  return null;
end
$$;
revoke execute on function private.keep_file_of_run() from public, anon;
create trigger _100_keep_file_of_run
after insert on public.runs
for each row when (new.retry_of is not null)
execute function private.keep_file_of_run();

-- Definer: as above. Steps that wait for a file of this person, as far as they let this version take copies.
create function private.files_wanted_of(person uuid)
returns table (run_id uuid, step_key text, source_id uuid, path text, max_bytes integer)
language sql
stable
security definer
set search_path = ''
as $$
  select runs.id, run_steps.key, file_runs.source_id, file_runs.path, (run_steps.input ->> 'maxBytes')::integer
  from private.file_runs
  join public.runs on runs.id = file_runs.run_id and runs.status = 'waiting'
  join public.run_steps
    on run_steps.org_id = runs.org_id
    and run_steps.run_id = runs.id
    and run_steps.kind = 'file'
    and run_steps.status = 'waiting'
  join public.workflow_consents as consents
    on consents.workflow_id = runs.workflow_id
    and consents.user_id = file_runs.user_id
    and consents.number = runs.workflow_version
    and consents.copies
  where file_runs.user_id = files_wanted_of.person and file_runs.source_id is not null and file_runs.path !~ '[*]'
  order by runs.created_at
  limit 100
$$;
comment on function private.files_wanted_of(uuid) is 'Files of a person that runs wait for and may have copies of: [{run_id, step_key, source_id, path, max_bytes}].';
revoke execute on function private.files_wanted_of(uuid) from public, anon, authenticated;
grant execute on function private.files_wanted_of(uuid) to floyo_worker;

create function private.my_wanted_files()
returns table (run_id uuid, step_key text, source_id uuid, path text, max_bytes integer)
language sql
stable
security definer
set search_path = ''
as $$ select wanted.* from private.files_wanted_of(auth.uid()) as wanted where private.mfa_ok() $$;
revoke execute on function private.my_wanted_files() from public, anon;
grant execute on function private.my_wanted_files() to authenticated;
create function public.wanted_files()
returns table (run_id uuid, step_key text, source_id uuid, path text, max_bytes integer)
language sql
stable
security invoker
set search_path = ''
as $$ select wanted.* from private.my_wanted_files() as wanted $$;
comment on function public.wanted_files() is 'Own files that runs wait for, by source and path; POST api/uploads hands each over.';
revoke execute on function public.wanted_files() from public, anon;
grant execute on function public.wanted_files() to authenticated;

-- Definer: as above. null: nobody waits for a file of this person there, or they do not let it be copied.
create function private.begin_upload(person uuid, run_id uuid, step_key text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  wanted record;
  file private.run_files;
begin
  select known.* into wanted
  from private.files_wanted_of(person) as known
  where known.run_id = begin_upload.run_id and known.step_key = begin_upload.step_key;
  if not found then
    return null;
  end if;
  insert into private.run_files as known (run_id, step_key, name)
  values (wanted.run_id, wanted.step_key, left(regexp_replace(wanted.path, '^.*/', ''), 255))
  on conflict on constraint run_files_run_id_step_key_key do update set created_at = now()
  returning known.* into file;
  return jsonb_build_object('object', file.run_id || '/' || file.id, 'name', file.name, 'maxBytes', wanted.max_bytes);
end
$$;
comment on function private.begin_upload(uuid, uuid, text) is
'Where the file that a step waits for is to lie, for its own person alone: {object, name, maxBytes}; null: nothing is wanted of them.';
revoke execute on function private.begin_upload(uuid, uuid, text) from public, anon;
grant execute on function private.begin_upload(uuid, uuid, text) to floyo_worker;

-- Definer: as above. The file and the end of the step are one transaction; who comes second changes nothing.
create function private.end_upload(person uuid, run_id uuid, step_key text, size integer, sha256 text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs;
  file private.run_files;
begin
  select runs.* into run from public.runs where runs.id = end_upload.run_id for update;
  if not exists (
    select
    from private.files_wanted_of(person) as wanted
    where
      wanted.run_id = end_upload.run_id and wanted.step_key = end_upload.step_key and end_upload.size <= wanted.max_bytes
  ) then
    return null;
  end if;
  update private.run_files
  set size = end_upload.size, sha256 = end_upload.sha256
  where run_files.run_id = run.id and run_files.step_key = end_upload.step_key
  returning run_files.* into file;
  if not found then
    return null;
  end if;
  update public.run_steps
  set
    status = 'done',
    output = jsonb_build_object(
      'file', jsonb_build_object('id', file.id, 'name', file.name, 'size', file.size, 'sha256', file.sha256)
    ),
    finished_at = now(),
    due_at = null
  where run_steps.org_id = run.org_id and run_steps.run_id = run.id and run_steps.key = end_upload.step_key;
  update public.runs
  set waits_for = null, wake_at = null, status = 'queued', version = runs.version + 1
  where runs.id = run.id
  returning runs.* into run;
  perform private.wake_run(run.id, now(), person);
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return (
    select private.unpublished_job(outbox)
    from private.outbox
    where outbox.dedupe_key = 'run:' || run.id and outbox.done_at is null and outbox.dead_at is null
  );
end
$$;
comment on function private.end_upload(uuid, uuid, text, integer, text) is
'Ends the step that waited for this file and wakes its run; gives the message it owes, null when nothing waits.';
revoke execute on function private.end_upload(uuid, uuid, text, integer, text) from public, anon;
grant execute on function private.end_upload(uuid, uuid, text, integer, text) to floyo_worker;

-- Definer: as above. Asked again for the same step it is the same file, so a step done twice leaves one.
create function private.add_file(run_id uuid, token uuid, step_key text, name text, size integer, sha256 text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  file private.run_files;
begin
  if not exists (select from public.runs where runs.id = add_file.run_id and runs.claim_token = add_file.token) then
    return null;
  end if;
  insert into private.run_files as known (run_id, step_key, name, size, sha256)
  values (add_file.run_id, add_file.step_key, add_file.name, add_file.size, add_file.sha256)
  on conflict on constraint run_files_run_id_step_key_key do update
  set name = excluded.name, size = excluded.size, sha256 = excluded.sha256
  returning known.* into file;
  return jsonb_build_object('id', file.id, 'object', file.run_id || '/' || file.id);
end
$$;
comment on function private.add_file(uuid, uuid, text, text, integer, text) is
'Makes room for a file that a step writes, while the claim is held: {id, object}; null when it is lost.';
revoke execute on function private.add_file(uuid, uuid, text, text, integer, text) from public, anon;
grant execute on function private.add_file(uuid, uuid, text, text, integer, text) to floyo_worker;

create function private.find_file(run_id uuid, file_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'object', run_files.run_id || '/' || run_files.id, 'name', run_files.name, 'size', run_files.size, 'sha256', run_files.sha256
  )
  from private.run_files
  where run_files.run_id = find_file.run_id and run_files.id = find_file.file_id and run_files.sha256 is not null
$$;
comment on function private.find_file(uuid, uuid) is 'A file of this run: {object, name, size, sha256}; null when the run has none of this id.';
revoke execute on function private.find_file(uuid, uuid) from public, anon;
grant execute on function private.find_file(uuid, uuid) to floyo_worker;
