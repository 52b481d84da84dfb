-- A run that the file of a person started tells its name: it goes with the events of its time.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: the worker may not delete runs.
create function private.expire_file_runs(person uuid, at_most integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  expired integer;
begin
  delete from public.runs
  where
    runs.id in (
      select old.id
      from private.file_runs
      join public.runs as old on old.id = file_runs.run_id
      where
        file_runs.user_id = person
        and old.finished_at < now() - make_interval(days => coalesce(
          (select privacy_settings.retention_days from public.privacy_settings where privacy_settings.user_id = person), 90
        ))
      limit at_most
    );
  get diagnostics expired = row_count;
  return expired;
end
$$;
comment on function private.expire_file_runs(uuid, integer) is
'Deletes up to so many runs that a person''s files started and that ended before their retention; fewer than asked for means that it is done.';
revoke execute on function private.expire_file_runs(uuid, integer) from public, anon;
grant execute on function private.expire_file_runs(uuid, integer) to floyo_worker;
