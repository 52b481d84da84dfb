-- A step that takes a file which nobody lets it take fails at once, and says who has to allow it and where.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: the worker may read neither consents nor whose file started a run.
create function private.why_no_file(run_id uuid)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  run public.runs;
  owner private.file_runs;
  consent public.workflow_consents;
  who text;
begin
  select runs.* into run from public.runs where runs.id = why_no_file.run_id;
  select file_runs.* into owner from private.file_runs where file_runs.run_id = run.id;
  if owner.run_id is null then
    return 'nobody is known whose file this is';
  end if;
  if owner.path ~ '[*]' then
    return 'the folder keeps names to itself: what is told of the file is not enough to find it again';
  end if;
  select workflow_consents.* into consent
  from public.workflow_consents
  where workflow_consents.workflow_id = run.workflow_id and workflow_consents.user_id = owner.user_id;
  if consent.copies and consent.number = run.workflow_version then
    return null;
  end if;
  select nullif(profiles.display_name, '') into who from public.profiles where profiles.user_id = owner.user_id;
  who := coalesce(who, 'the person whose file it is');
  if consent.workflow_id is null or consent.number <> run.workflow_version then
    return format(
      '%s has to let version %s of this workflow use their files, and take copies, on the workflow''s page under "Your files"',
      who, run.workflow_version
    );
  end if;
  return format('%s has to allow copies on the workflow''s page under "Your files"', who);
end
$$;
comment on function private.why_no_file(uuid) is
'Why a run cannot have a copy of the file that started it, with who has to allow it and where; null: its person lets it.';
revoke execute on function private.why_no_file(uuid) from public, anon, authenticated;
grant execute on function private.why_no_file(uuid) to floyo_worker;

-- Definer: nobody writes the outbox. What somebody takes back, or gives for another version, ends what waits for it now.
create function private.wake_file_runs()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.wake_run(runs.id, now(), auth.uid())
  from private.file_runs
  join public.runs on runs.id = file_runs.run_id
  where
    file_runs.user_id = old.user_id
    and runs.workflow_id = old.workflow_id
    and runs.status = 'waiting'
    and runs.waits_for = 'file';
  return null;
end
$$;
revoke execute on function private.wake_file_runs() from public, anon;
create trigger _100_wake_file_runs
after update of copies, number on public.workflow_consents
for each row when (old.copies and (not new.copies or new.number <> old.number))
execute function private.wake_file_runs();
create trigger _110_wake_file_runs
after delete on public.workflow_consents
for each row when (old.copies)
execute function private.wake_file_runs();
