-- Events of a person whose files start workflows owe the outbox a look at them; of everybody else they cost one probe.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.file_watchers (
  user_id uuid primary key references auth.users (id) on delete cascade,
  counted_seq bigint not null check (counted_seq >= 0),
  timer_at timestamptz -- null: no message is owed for later
);
comment on table private.file_watchers is 'People whose files start workflows, and the last of their events that was compared with the triggers.';
alter table private.file_watchers enable row level security;

-- What fits waits here until its file has been quiet; started or held it stays for an hour, to count bursts by.
create table private.file_matches (
  id bigint generated always as identity primary key,
  workflow_id uuid not null references public.workflows (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  number integer not null check (number > 0),
  source_id uuid not null,
  path text not null,
  event jsonb not null,
  files integer not null default 1 check (files > 0),
  first_at timestamptz not null default clock_timestamp(),
  last_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  is_confirmed boolean not null default false,
  run_id uuid, -- null: started no run yet
  held_run uuid -- null: not held
);
comment on table private.file_matches is 'Files that fit a trigger: waiting for quiet, held for somebody''s word, or started within the last hour.';
comment on column private.file_matches.files is 'More than one where a watcher told many changes as one.';
create unique index file_matches_open_idx
on private.file_matches (workflow_id, user_id, source_id, path) where run_id is null and held_run is null;
create index file_matches_workflow_id_idx on private.file_matches (workflow_id);
create index file_matches_user_id_idx on private.file_matches (user_id, due_at);
create index file_matches_held_run_idx on private.file_matches (held_run) where held_run is not null;
alter table private.file_matches enable row level security;

-- Whose file a run began with: who may hand it over, and what goes when they go.
create table private.file_runs (
  run_id uuid primary key references public.runs (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  source_id uuid not null,
  path text not null
);
comment on table private.file_runs is 'Whose file started a run.';
create index file_runs_user_id_idx on private.file_runs (user_id);
alter table private.file_runs enable row level security;

-- Definer: whoever resumes a workflow may not write here. What passed before is let go.
create function private.watch_files()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.file_watchers as known (user_id, counted_seq)
  select consents.user_id, coalesce(mining_state.last_seq, 0)
  from public.workflow_consents as consents
  left join public.mining_state on mining_state.user_id = consents.user_id
  where
    consents.workflow_id = case tg_table_name when 'workflows' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'workflow_id' end::uuid
    and exists (select from private.listening_workflows(consents.user_id, 'file'))
  on conflict on constraint file_watchers_pkey do update set counted_seq = known.counted_seq;
  return null;
end
$$;
revoke execute on function private.watch_files() from public, anon;
create trigger _200_watch_files
after insert or update on public.workflow_consents
for each row execute function private.watch_files();
create trigger _210_watch_files
after update of published_version, paused_at, deleted_at on public.workflows
for each row execute function private.watch_files();

-- Definer: whoever leaves or is removed may not delete runs. The names of their files leave with them.
create function private.forget_files_of_member()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from public.workflow_consents
  where workflow_consents.user_id = old.user_id and workflow_consents.org_id = old.org_id;
  delete from private.file_matches
  using public.workflows
  where file_matches.user_id = old.user_id and workflows.id = file_matches.workflow_id and workflows.org_id = old.org_id;
  delete from public.runs
  using private.file_runs
  where file_runs.user_id = old.user_id and runs.id = file_runs.run_id and runs.org_id = old.org_id;
  return null;
end
$$;
revoke execute on function private.forget_files_of_member() from public, anon;
create trigger _300_forget_files_of_member
after delete on public.memberships
for each row execute function private.forget_files_of_member();

-- Definer: ingest may not write watchers.
create function private.ask_for_matching(person uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  job private.outbox;
begin
  if not exists (select from private.file_watchers where file_watchers.user_id = person) then
    return null;
  end if;
  insert into private.outbox (topic, user_id) values ('files', person) returning outbox.* into job;
  return private.unpublished_job(job);
end
$$;
comment on function private.ask_for_matching(uuid) is 'Owes a look at this person''s new events, if files of theirs start workflows; gives the message, or null.';
revoke execute on function private.ask_for_matching(uuid) from public, anon;
grant execute on function private.ask_for_matching(uuid) to floyo_worker;

-- The batch and what it owes the workflows are one transaction, so no event is stored that nobody compares.
create function private.take_in(person uuid, source uuid, received_at timestamptz, events jsonb, rejects jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  answer jsonb := private.ingest(person, source, received_at, events, rejects);
begin
  if coalesce((answer ->> 'accepted')::integer, 0) = 0 then
    return answer;
  end if;
  return answer || jsonb_build_object('files', private.ask_for_matching(person));
end
$$;
comment on function private.take_in(uuid, uuid, timestamptz, jsonb, jsonb) is
'Stores a batch as private.ingest does, and owes the workflows that the person''s files start a look at it: its answer with `files`, a message.';
revoke execute on function private.take_in(uuid, uuid, timestamptz, jsonb, jsonb) from public, anon;
grant execute on function private.take_in(uuid, uuid, timestamptz, jsonb, jsonb) to floyo_worker;
