-- What is mailed at once is owed with the row that tells it; a digest with the time that it counts.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: whoever tells somebody may not write the outbox.
create function private.owe_mail()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.outbox (topic, dedupe_key, user_id, payload)
  values ('mail', 'notification:' || new.id, new.user_id, jsonb_build_object('notification', new.id));
  return null;
end
$$;
revoke execute on function private.owe_mail() from public, anon;
create trigger _100_owe_mail
after insert on public.notifications
for each row when (new.mail = 'at_once')
execute function private.owe_mail();

-- Definer: the worker may read neither settings nor notifications. What was read already is told no more.
create function private.ask_for_digests(most integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  due record;
  job private.outbox;
  jobs jsonb := '[]';
begin
  for due in
    select settings.*, profiles.time_zone
    from public.notification_settings as settings
    join public.profiles on profiles.user_id = settings.user_id
    where settings.digest_at <= now()
    order by settings.digest_at
    limit ask_for_digests.most
    for update of settings skip locked
  loop
    update public.notifications
    set digested_at = due.digest_at
    where
      notifications.user_id = due.user_id
      and notifications.created_at > now() - interval '31 days'
      and notifications.mail = 'digest'
      and notifications.digested_at is null
      and notifications.read_at is null;
    if found then
      insert into private.outbox (topic, dedupe_key, user_id, payload)
      values (
        'mail', 'digest:' || due.user_id || ':' || private.ms_of(due.digest_at), due.user_id,
        jsonb_build_object('digest', private.ms_of(due.digest_at))
      )
      returning outbox.* into job;
      jobs := jobs || (private.unpublished_job(job) || '{"topic": "mail"}');
    end if;
    update public.notification_settings
    set digest_at = private.next_digest(due.time_zone, due.digest, due.weekday, due.hour, now())
    where notification_settings.user_id = due.user_id;
  end loop;
  return jobs;
end
$$;
comment on function private.ask_for_digests(integer) is
'Counts digests that are due, at most so many, and owes a mail where there is something to tell: [{id, topic, attempt, delayMs}].';
revoke execute on function private.ask_for_digests(integer) from public, anon;
grant execute on function private.ask_for_digests(integer) to floyo_worker;

create table private.mail_key (
  is_only boolean primary key default true check (is_only),
  key bytea not null default extensions.gen_random_bytes(32) check (octet_length(key) = 32)
);
comment on table private.mail_key is 'Signs the links by which people stop mails. One row.';
alter table private.mail_key enable row level security;
insert into private.mail_key default values;

-- Definer: nobody reads the key.
create function private.mail_token(person uuid, list text)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select
    said.words || '.'
    || translate(rtrim(encode(extensions.hmac(convert_to('unsubscribe.' || said.words, 'UTF8'), mail_key.key, 'sha256'), 'base64'), '='), '+/', '-_')
  from private.mail_key
  cross join (select replace(person::text, '-', '') || '.' || list as words) as said
$$;
comment on function private.mail_token(uuid, text) is 'What a link to stop a list of mails holds: person, list (digest, or a kind) and signature.';
revoke execute on function private.mail_token(uuid, text) from public, anon;

-- Definer: as above. Both sides are hashed, so that the time it takes tells nothing.
create function private.unsubscribe(token text, stops boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  parts constant text[] := regexp_match(unsubscribe.token, '^([0-9a-f]{32})\.([a-z][a-z_]{0,39})\.[A-Za-z0-9_-]{43}$');
  person uuid;
  list text;
begin
  if parts is null then
    return null;
  end if;
  person := parts[1]::uuid;
  list := parts[2];
  if
    sha256(convert_to(private.mail_token(person, list), 'UTF8')) <> sha256(convert_to(unsubscribe.token, 'UTF8'))
    or not exists (select from public.profiles where profiles.user_id = person)
  then
    return null;
  end if;
  if unsubscribe.stops then
    if list = 'digest' then
      update public.notification_settings set digest = 'off' where notification_settings.user_id = person;
    else
      insert into public.notification_choices (user_id, kind, mail)
      values (person, list, 'never')
      on conflict on constraint notification_choices_pkey do update set mail = 'never';
    end if;
    perform private.nudge(person, 'notification', person, 1);
  end if;
  return jsonb_build_object('list', list);
end
$$;
comment on function private.unsubscribe(text, boolean) is
'Stops the list of mails that a signed link names, or only says which it is: {list}; null when we did not sign it.';
revoke execute on function private.unsubscribe(text, boolean) from public, anon;
grant execute on function private.unsubscribe(text, boolean) to floyo_worker;

create function private.told(notification public.notifications)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', notification.id, 'kind', notification.kind, 'title', notification.title, 'body', left(notification.body, 2000),
    'at', private.ms_of(notification.created_at), 'runId', notification.run_id, 'workflowId', notification.workflow_id
  )
$$;

-- Definer: as above. Null when there is nothing to send any more: read meanwhile, stopped, or the person left.
create function private.notification_mail(notification_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'email', users.email, 'told', private.told(notifications), 'token', private.mail_token(users.id, notifications.kind)
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
comment on function private.notification_mail(uuid) is 'What the mail of a notification says: {email, told, token}; null when none is to be sent.';
revoke execute on function private.notification_mail(uuid) from public, anon;
grant execute on function private.notification_mail(uuid) to floyo_worker;

-- Definer: as above.
create function private.digest_mail(person uuid, at_ms bigint, most integer)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'email', users.email,
    'timeZone', profiles.time_zone,
    'digest', settings.digest,
    'token', private.mail_token(users.id, 'digest'),
    'total', (
      select count(*)
      from public.notifications
      join public.memberships on memberships.user_id = notifications.user_id and memberships.org_id = notifications.org_id
      where notifications.user_id = users.id and private.ms_of(notifications.digested_at) = at_ms
    ),
    'told', (
      select coalesce(jsonb_agg(newest.told), '[]')
      from (
        select private.told(notifications) as told
        from public.notifications
        join public.memberships on memberships.user_id = notifications.user_id and memberships.org_id = notifications.org_id
        where notifications.user_id = users.id and private.ms_of(notifications.digested_at) = at_ms
        order by notifications.created_at desc, notifications.id
        limit most
      ) as newest
    )
  )
  from auth.users
  join public.profiles on profiles.user_id = users.id
  join public.notification_settings as settings on settings.user_id = users.id
  where users.id = person and users.email is not null and settings.digest <> 'off'
$$;
comment on function private.digest_mail(uuid, bigint, integer) is
'What the digest of this time says, the newest first, at most so many: {email, timeZone, digest, token, total, told}; null when it was stopped.';
revoke execute on function private.digest_mail(uuid, bigint, integer) from public, anon;
grant execute on function private.digest_mail(uuid, bigint, integer) to floyo_worker;
