-- What people are told, each thing once: by a step that notifies, or when a run fails.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind in ('message', 'run_failed', 'workflow_paused')),
  title text not null check (length(title) between 1 and 500),
  body text not null default '' check (length(body) <= 20000),
  run_id uuid, -- null: about no run
  dedupe_key text not null check (length(dedupe_key) between 1 and 500),
  created_at timestamptz not null default now(),
  read_at timestamptz, -- null: unread
  unique (user_id, dedupe_key)
);
comment on table public.notifications is 'What a person was told; each thing once.';
create index notifications_org_id_idx on public.notifications (org_id);
create index notifications_user_id_idx on public.notifications (user_id, created_at desc);
alter table public.notifications enable row level security;
grant select, update (read_at) on table public.notifications to authenticated;
create policy "people read their own notifications"
on public.notifications for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('workflows.read'))));
create policy "people mark their own notifications"
on public.notifications for update to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('workflows.read'))))
with check (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('workflows.read'))));
select private.guard_with_mfa('public.notifications');

-- Definer: the worker may not list members. Told once for each key, however often it is asked.
create function private.notify_about_run(run_id uuid, key text, kind text, audience text, title text, body text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  run public.runs;
  told integer;
begin
  select runs.* into run from public.runs where runs.id = notify_about_run.run_id;
  if not found then
    return 0;
  end if;
  insert into public.notifications (org_id, user_id, kind, title, body, run_id, dedupe_key)
  select
    run.org_id, memberships.user_id, notify_about_run.kind, left(notify_about_run.title, 500),
    left(coalesce(notify_about_run.body, ''), 20000), run.id, notify_about_run.key
  from public.memberships
  join public.workflows on workflows.id = run.workflow_id
  where
    memberships.org_id = run.org_id
    and (notify_about_run.audience = 'members' or memberships.user_id = coalesce(workflows.created_by, run.started_by))
  limit 1000
  on conflict on constraint notifications_user_id_dedupe_key_key do nothing;
  get diagnostics told = row_count;
  if told > 0 then
    perform private.nudge_members(run.org_id, 'run', run.id, run.version);
  end if;
  return told;
end
$$;
comment on function private.notify_about_run(uuid, text, text, text, text, text) is 'Tells the maker of a workflow, or all members, once for each key; gives how many were told.';
revoke execute on function private.notify_about_run(uuid, text, text, text, text, text) from public, anon;
grant execute on function private.notify_about_run(uuid, text, text, text, text, text) to floyo_worker;
