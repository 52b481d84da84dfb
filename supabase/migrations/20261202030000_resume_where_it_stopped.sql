-- Resuming keeps what is settled: failures that were gone past, and loops around the step, which go on with its round.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may write runs. Without a key it goes on where it stopped; with one, that step and what came after are done anew.
create or replace function private.resume_my_run(run_id uuid, key text)
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
      and (
        run_steps.place >= from_place
        or case
          -- A failure that did not end the run was gone past, as its step says.
          when run_steps.status = 'failed' then run_steps.key = run.error ->> 'step'
          else run_steps.status <> 'done' and run_steps.kind <> 'for-each'
        end
      )
    returning run_steps.key, run_steps.status, run_steps.kind
  ),
  -- A step done anew calls anew; what a called run may still give, or gave by now, is its caller's.
  set_aside as (
    update public.runs
    set parent_key = left(runs.parent_key, 360) || '/' || runs.id
    from dropped
    where
      runs.parent_id = run.id
      and runs.parent_key = dropped.key
      and (dropped.status = 'done' or runs.status in ('failed', 'unknown', 'cancelled'))
  )
  select count(*) filter (where dropped.status = 'done' and dropped.kind not in ('set', 'transform', 'branch', 'for-each'))
  into again
  from dropped;
  -- A loop that is done would be passed, and with it the rounds to be done anew.
  update public.run_steps
  set status = 'running', output = null, error = null, finished_at = null
  where
    run_steps.org_id = run.org_id
    and run_steps.run_id = run.id
    and run_steps.kind = 'for-each'
    and (run_steps.status in ('unknown', 'cancelled') or starts_with(resume_my_run.key, run_steps.key || '['));
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
