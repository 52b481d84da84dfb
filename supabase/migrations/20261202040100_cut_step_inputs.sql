-- A page of steps holds no long inputs either: 10 000 steps may have been given 256 KiB each.
set lock_timeout = '1s';
set statement_timeout = '5s';

drop function public.read_run_steps(uuid);
create function public.read_run_steps(run_id uuid)
returns table (
  key text, place integer, step_id text, kind text, status text, attempt integer, input jsonb, output jsonb,
  is_input_cut boolean, is_cut boolean, error jsonb, log jsonb, started_at timestamptz, finished_at timestamptz,
  due_at timestamptz
)
language sql
stable
security invoker
rows 200
set search_path = ''
as $$
  select
    run_steps.key, run_steps.place, run_steps.step_id, run_steps.kind, run_steps.status, run_steps.attempt,
    case
      when length(run_steps.input::text) > 65536 then to_jsonb(left(run_steps.input::text, 65536)) else run_steps.input
    end,
    case
      when length(run_steps.output::text) > 65536 then to_jsonb(left(run_steps.output::text, 65536)) else run_steps.output
    end,
    coalesce(length(run_steps.input::text) > 65536, false),
    coalesce(length(run_steps.output::text) > 65536, false),
    run_steps.error, run_steps.log, run_steps.started_at, run_steps.finished_at, run_steps.due_at
  from public.runs
  join public.run_steps on run_steps.org_id = runs.org_id and run_steps.run_id = runs.id
  where runs.id = read_run_steps.run_id
  order by run_steps.place
$$;
comment on function public.read_run_steps(uuid) is
'Steps of a run in order; an input or output over 64 KiB is given as the text of its beginning (is_input_cut, is_cut), the whole is in run_steps.';
revoke execute on function public.read_run_steps(uuid) from public, anon;
grant execute on function public.read_run_steps(uuid) to authenticated;
