-- Failures of one workflow that nobody looked at yet are one line, and one mail an hour at most.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.notifications drop constraint notifications_kind_check;
alter table public.notifications
add constraint notifications_kind_check check (kind in ('message', 'run_failed', 'workflow_paused', 'approval')) not valid;
alter table public.notifications validate constraint notifications_kind_check;

alter table public.notifications
add column group_id uuid, -- null: alone
add column times integer not null default 1 check (times > 0);
comment on column public.notifications.group_id is 'The first of the failures that stand as one line; the newest of them is shown.';
comment on column public.notifications.times is 'How many failures the line tells of.';
create index notifications_group_id_idx on public.notifications (group_id) where group_id is not null;
create index notifications_failures_idx on public.notifications (user_id, workflow_id)
where kind = 'run_failed' and read_at is null and is_shown;

-- Definer: whoever tells somebody may not read what they were told. After private.choose_channels, which names the workflow.
create function private.join_failures()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  latest public.notifications;
begin
  if new.workflow_id is null then
    return new;
  end if;
  -- Failures that come at the same moment join one another.
  perform pg_advisory_xact_lock(hashtextextended('failures:' || new.user_id || ':' || new.workflow_id, 0));
  if new.mail = 'at_once' and exists (
    select
    from public.notifications
    where
      notifications.user_id = new.user_id
      and notifications.created_at > now() - interval '1 hour'
      and notifications.kind = 'run_failed'
      and notifications.workflow_id = new.workflow_id
      and notifications.mail = 'at_once'
  ) then
    new.mail := 'digest';
  end if;
  select notifications.* into latest
  from public.notifications
  where
    notifications.user_id = new.user_id
    and notifications.workflow_id = new.workflow_id
    and notifications.kind = 'run_failed'
    and notifications.read_at is null
    and notifications.is_shown
  order by notifications.created_at desc
  limit 1;
  if found then
    new.group_id := coalesce(latest.group_id, latest.id);
    new.times := latest.times + 1;
    new.title := left(format('%s runs of %s failed', new.times, (
      select workflows.name from public.workflows where workflows.id = new.workflow_id
    )), 500);
  end if;
  return new;
end
$$;
revoke execute on function private.join_failures() from public, anon;
create trigger _110_join_failures
before insert on public.notifications
for each row when (new.kind = 'run_failed')
execute function private.join_failures();

-- Definer: as above. The line before is told by the new one, and by no digest of its own.
create function private.hide_joined_failures()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.notifications
  set
    is_shown = false,
    group_id = new.group_id,
    mail = case when notifications.mail = 'digest' and notifications.digested_at is null then null else notifications.mail end
  where
    (notifications.group_id = new.group_id or notifications.id = new.group_id)
    and notifications.id <> new.id
    and notifications.is_shown;
  return null;
end
$$;
revoke execute on function private.hide_joined_failures() from public, anon;
create trigger _150_hide_joined_failures
after insert on public.notifications
for each row when (new.group_id is not null)
execute function private.hide_joined_failures();

-- Definer: as above. Whoever reads the line has read what it tells of, and takes that back with it.
create function private.mark_joined_failures()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.notifications
  set read_at = new.read_at
  where
    notifications.group_id = new.group_id
    and notifications.id <> new.id
    and notifications.read_at is not distinct from old.read_at;
  return null;
end
$$;
revoke execute on function private.mark_joined_failures() from public, anon;
create trigger _150_mark_joined_failures
after update of read_at on public.notifications
for each row when (new.group_id is not null and new.is_shown and old.read_at is distinct from new.read_at)
execute function private.mark_joined_failures();

create or replace function private.told(notification public.notifications)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', notification.id, 'kind', notification.kind, 'title', notification.title, 'body', left(notification.body, 2000),
    'at', private.ms_of(notification.created_at), 'runId', notification.run_id, 'workflowId', notification.workflow_id,
    'times', notification.times
  )
$$;
