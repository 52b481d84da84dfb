-- People cancel runs, and let them go on where they stopped.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may write runs; private.take_run locks the row and asks for the permission.
create function private.cancel_my_run(run_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  run constant public.runs := private.take_run(cancel_my_run.run_id);
begin
  perform private.stop_run(run.id, 'cancelled by a member');
end
$$;
revoke execute on function private.cancel_my_run(uuid) from public, anon;
grant execute on function private.cancel_my_run(uuid) to authenticated;
create function public.cancel_run(id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$ select private.cancel_my_run(cancel_run.id) $$;
comment on function public.cancel_run(uuid) is 'Stops a run that is not finished, with the runs it called. Asked twice, nothing changes.';
revoke execute on function public.cancel_run(uuid) from public, anon;
grant execute on function public.cancel_run(uuid) to authenticated;

-- Definer: as above. Without a key it goes on where it stopped; with one, that step and what came after are done anew.
create function private.resume_my_run(run_id uuid, key text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs := private.take_run(resume_my_run.run_id);
  from_place integer;
  again integer;
begin
  if run.status not in ('failed', 'unknown', 'cancelled') then
    raise exception 'this run is %, only one that failed, is unknown or was cancelled can be resumed', run.status
      using errcode = 'P0001', hint = 'start it anew instead';
  end if;
  if resume_my_run.key is not null then
    select run_steps.place into from_place
    from public.run_steps
    where run_steps.org_id = run.org_id and run_steps.run_id = run.id and run_steps.key = resume_my_run.key;
    if not found then
      raise exception 'this run has no step "%"', left(resume_my_run.key, 100) using errcode = 'P0001', hint = 'choose a step of the run', detail = 'not_found';
    end if;
  end if;
  with dropped as (
    delete from public.run_steps
    where
      run_steps.org_id = run.org_id
      and run_steps.run_id = run.id
      and (run_steps.place >= from_place or run_steps.status <> 'done')
    returning run_steps.status, run_steps.kind
  )
  select count(*) filter (where dropped.status = 'done' and dropped.kind not in ('set', 'transform', 'branch', 'for-each'))
  into again
  from dropped;
  update public.runs
  set
    status = 'queued',
    error = null,
    output = null,
    finished_at = null,
    crashes = 0,
    repeats = runs.repeats + (again > 0)::integer,
    version = runs.version + 1
  where runs.id = run.id
  returning runs.* into run;
  perform private.wake_run(run.id, now(), auth.uid());
  perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  return run.version;
end
$$;
revoke execute on function private.resume_my_run(uuid, text) from public, anon;
grant execute on function private.resume_my_run(uuid, text) to authenticated;
create function public.resume_run(id uuid, key text default null)
returns integer
language sql
security invoker
set search_path = ''
as $$ select private.resume_my_run(resume_run.id, resume_run.key) $$;
comment on function public.resume_run(uuid, text) is
'Goes on with a failed, unknown or cancelled run where it stopped, or does a step (its key) and all after it anew. Gives the row''s version.';
revoke execute on function public.resume_run(uuid, text) from public, anon;
grant execute on function public.resume_run(uuid, text) to authenticated;
