-- Whoever may answer what a run asks is told, by mail with a link that answers it.
set lock_timeout = '1s';
set statement_timeout = '5s';

create or replace function private.usual_mail(kind text)
returns text
language sql
immutable
set search_path = ''
as $$ select case when usual_mail.kind in ('workflow_paused', 'approval') then 'at_once' else 'digest' end $$;

alter table public.notifications drop constraint notifications_kind_check;
alter table public.notifications
add constraint notifications_kind_check check (kind ~ '^[a-z][a-z_]{0,39}$') not valid;
alter table public.notifications validate constraint notifications_kind_check;
alter table public.notifications add column step_key text check (length(step_key) <= 400); -- null: about no step
create index notifications_asked_idx on public.notifications (run_id) where kind = 'approval' and read_at is null;

create function private.approval_key(step public.run_steps)
returns text
language sql
stable
set search_path = ''
as $$ select 'approval:' || step.run_id || ':' || private.ms_of(step.started_at) || ':' || step.key $$;
comment on function private.approval_key(public.run_steps) is 'What tells one question of a run from another, also of the same step done anew.';

-- Definer: whoever records a step may not list members.
create function private.tell_approvers()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.notifications (org_id, user_id, kind, title, body, run_id, step_key, dedupe_key)
  select
    new.org_id, memberships.user_id, 'approval', left(workflows.name || ' asks you', 500),
    left(coalesce(new.input ->> 'message', ''), 20000), new.run_id, new.key, private.approval_key(new)
  from public.runs
  join public.workflows on workflows.id = runs.workflow_id
  join public.memberships on memberships.org_id = runs.org_id
  where runs.id = new.run_id and private.has_permission(memberships.user_id, runs.org_id, 'runs.write')
  limit 100
  on conflict on constraint notifications_user_id_dedupe_key_key do nothing;
  return null;
end
$$;
revoke execute on function private.tell_approvers() from public, anon;
create trigger _300_tell_approvers
after insert or update on public.run_steps
for each row when (new.kind = 'approval' and new.status = 'waiting')
execute function private.tell_approvers();

-- Definer: as above. What was answered, by whomever, or is over waits for nobody.
create function private.settle_asked()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.notifications
  set read_at = now()
  where
    notifications.run_id = old.run_id
    and notifications.kind = 'approval'
    and notifications.read_at is null
    and notifications.dedupe_key = private.approval_key(old);
  return null;
end
$$;
revoke execute on function private.settle_asked() from public, anon;
create trigger _310_settle_asked
after update of status on public.run_steps
for each row when (old.kind = 'approval' and old.status = 'waiting' and new.status <> 'waiting')
execute function private.settle_asked();

-- Definer: nobody reads the key.
create function private.approval_token(notification public.notifications)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select
    replace(notification.id::text, '-', '') || '.'
    || translate(
      rtrim(encode(extensions.hmac(convert_to('approval.' || notification.id || '.' || notification.user_id, 'UTF8'), mail_key.key, 'sha256'), 'base64'), '='),
      '+/', '-_'
    )
  from private.mail_key
$$;
comment on function private.approval_token(public.notifications) is 'What a link that answers a question holds: what was told to whom, and the signature.';
revoke execute on function private.approval_token(public.notifications) from public, anon;

-- Whoever has a second step answers within Floyo: a mail alone is not enough of a proof for them.
create function private.may_answer_by_link(person uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select not exists (
    select from auth.mfa_factors where mfa_factors.user_id = person and mfa_factors.status = 'verified'
  )
$$;
revoke execute on function private.may_answer_by_link(uuid) from public, anon;

create or replace function private.notification_mail(notification_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'email', users.email,
    'told', private.told(notifications),
    'token', private.mail_token(users.id, notifications.kind),
    'answer', case
      when notifications.kind = 'approval' and private.may_answer_by_link(users.id) then private.approval_token(notifications)
    end
  )
  from public.notifications
  join auth.users on users.id = notifications.user_id
  join public.memberships
    on memberships.user_id = notifications.user_id and memberships.org_id = notifications.org_id
  left join public.notification_choices as choices
    on choices.user_id = notifications.user_id and choices.kind = notifications.kind
  where
    notifications.id = notification_mail.notification_id
    and notifications.read_at is null
    and users.email is not null
    and coalesce(choices.mail, 'at_once') = 'at_once'
$$;
comment on function private.notification_mail(uuid) is
'What the mail of a notification says: {email, told, token, answer: of the link that answers a question}; null when none is to be sent.';
