-- How each person wants to be told: by kind and channel, and when the digest comes.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.notification_settings (
  user_id uuid primary key references auth.users (id) on delete cascade,
  digest text not null default 'weekly' check (digest in ('off', 'daily', 'weekly')),
  weekday integer not null default 1 check (weekday between 1 and 7),
  hour integer not null default 8 check (hour between 0 and 23),
  digest_at timestamptz, -- null: none is sent
  updated_at timestamptz not null default now()
);
comment on table public.notification_settings is 'When the digest of a person comes, in their own zone. Made with the profile; its person changes it.';
comment on column public.notification_settings.weekday is 'Of a weekly digest: 1 is Monday.';
comment on column public.notification_settings.digest_at is 'When the next digest is due.';
create index notification_settings_digest_at_idx on public.notification_settings (digest_at) where digest_at is not null;
alter table public.notification_settings enable row level security;
grant select, update (digest, weekday, hour) on table public.notification_settings to authenticated;
create policy "people read when they are told"
on public.notification_settings for select to authenticated
using (user_id = (select auth.uid()));
create policy "people change when they are told"
on public.notification_settings for update to authenticated
using (user_id = (select auth.uid()))
with check (user_id = (select auth.uid()));
select private.guard_with_mfa('public.notification_settings');

create table public.notification_choices (
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind ~ '^[a-z][a-z_]{0,39}$'),
  in_app boolean not null default true,
  mail text not null check (mail in ('at_once', 'digest', 'never')),
  primary key (user_id, kind),
  -- What failed is never hidden.
  check (in_app or kind = 'message')
);
comment on table public.notification_choices is 'What a person chose for a kind of notification; without a row private.usual_mail holds.';
alter table public.notification_choices enable row level security;
grant select on table public.notification_choices to authenticated;
grant insert (user_id, kind, in_app, mail), update (in_app, mail) on table public.notification_choices to authenticated;
create policy "people read how they are told"
on public.notification_choices for select to authenticated
using (user_id = (select auth.uid()));
create policy "people choose how they are told"
on public.notification_choices for insert to authenticated
with check (user_id = (select auth.uid()));
create policy "people change how they are told"
on public.notification_choices for update to authenticated
using (user_id = (select auth.uid()))
with check (user_id = (select auth.uid()));
select private.guard_with_mfa('public.notification_choices');

create function private.usual_mail(kind text)
returns text
language sql
immutable
set search_path = ''
as $$ select case usual_mail.kind when 'workflow_paused' then 'at_once' else 'digest' end $$;
comment on function private.usual_mail(text) is 'How a kind is mailed to whoever chose nothing: at_once or digest.';

-- An hour that the clocks leave out is an hour later, one that comes twice is its second time.
create function private.next_digest(time_zone text, digest text, weekday integer, hour integer, after timestamptz)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select min(times.due_at)
  from (
    select (days.local_day + make_interval(hours => next_digest.hour)) at time zone next_digest.time_zone as due_at
    from (
      select (next_digest.after at time zone next_digest.time_zone)::date + ahead.days as local_day
      from generate_series(0, 8) as ahead (days)
    ) as days
    where
      next_digest.digest = 'daily'
      or (next_digest.digest = 'weekly' and extract(isodow from days.local_day) = next_digest.weekday)
  ) as times
  where times.due_at > next_digest.after
$$;
comment on function private.next_digest(text, text, integer, integer, timestamptz) is
'The first time after this one at which the digest is due by the person''s own clock; null when it is off.';

-- Definer: whoever makes an account may not write settings.
create function private.time_digest()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  select private.next_digest(profiles.time_zone, new.digest, new.weekday, new.hour, now()) into new.digest_at
  from public.profiles
  where profiles.user_id = new.user_id;
  new.updated_at := now();
  return new;
end
$$;
revoke execute on function private.time_digest() from public, anon;
create trigger _100_time_digest
before insert or update of digest, weekday, hour on public.notification_settings
for each row execute function private.time_digest();

-- Definer: as above.
create function private.follow_profile()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    insert into public.notification_settings (user_id) values (new.user_id) on conflict do nothing;
  else
    update public.notification_settings set hour = notification_settings.hour where notification_settings.user_id = new.user_id;
  end if;
  return null;
end
$$;
revoke execute on function private.follow_profile() from public, anon;
create trigger _200_make_notification_settings
after insert on public.profiles
for each row execute function private.follow_profile();
create trigger _210_move_digest
after update of time_zone on public.profiles
for each row when (old.time_zone <> new.time_zone)
execute function private.follow_profile();
insert into public.notification_settings (user_id)
select profiles.user_id from public.profiles
on conflict do nothing;

-- Definer: whoever tells somebody may not read what they chose. More than twenty mails an hour are left to the digest.
create function private.choose_channels()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  choice public.notification_choices;
begin
  select notification_choices.* into choice
  from public.notification_choices
  where notification_choices.user_id = new.user_id and notification_choices.kind = new.kind;
  new.is_shown := coalesce(choice.in_app, true);
  new.mail := nullif(coalesce(choice.mail, private.usual_mail(new.kind)), 'never');
  if new.mail = 'at_once' and (
    select count(*)
    from public.notifications
    where
      notifications.user_id = new.user_id
      and notifications.created_at > now() - interval '1 hour'
      and notifications.mail = 'at_once'
  ) >= 20 then
    new.mail := 'digest';
  end if;
  if new.run_id is not null and new.workflow_id is null then
    select runs.workflow_id into new.workflow_id from public.runs where runs.id = new.run_id;
  end if;
  return new;
end
$$;
revoke execute on function private.choose_channels() from public, anon;
create trigger _100_choose_channels
before insert on public.notifications
for each row execute function private.choose_channels();
