-- Open tabs hear of what a person is told, and each row says how else it reaches them.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.notifications
add column workflow_id uuid, -- null: about no workflow
add column is_shown boolean not null default true,
add column mail text check (mail in ('at_once', 'digest')), -- null: no mail
add column digested_at timestamptz; -- null: in no digest
comment on column public.notifications.is_shown is 'Whether it stands in the list; otherwise it is told by mail alone, or not at all.';
comment on column public.notifications.digested_at is 'The time of the digest that holds it.';
create index notifications_unread_idx on public.notifications (user_id, created_at desc, id) where read_at is null and is_shown;

create or replace function private.nudge(user_id uuid, kind text, id uuid, version integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if nudge.kind is null
    or nudge.kind not in ('suggestion', 'pattern', 'source', 'mining', 'organisation', 'invitation', 'export', 'notification')
  then
    raise exception 'no nudge of kind "%"', nudge.kind
      using
        errcode = '22023',
        hint = 'kinds are suggestion, pattern, source, mining, organisation, invitation, export, notification';
  end if;
  -- realtime.send turns its own errors into warnings: a lost nudge never undoes the work it tells of.
  perform realtime.send(
    jsonb_build_object('kind', nudge.kind, 'id', nudge.id, 'version', nudge.version),
    'changed',
    'user:' || nudge.user_id,
    true
  );
end
$$;

-- Definer: people mark their own as read and may send no nudge. One for each person, however many rows changed.
create function private.nudge_told()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.nudge(told.user_id, 'notification', told.user_id, 1)
  from (select distinct changed.user_id from changed) as told;
  return null;
end
$$;
revoke execute on function private.nudge_told() from public, anon;
create trigger _200_nudge_told
after insert on public.notifications
referencing new table as changed
for each statement execute function private.nudge_told();
create trigger _210_nudge_told
after update on public.notifications
referencing new table as changed
for each statement execute function private.nudge_told();
