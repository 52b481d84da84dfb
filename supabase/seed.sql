-- A person to sign in as on a local machine: demo@floyo.local, password floyo-local-only. Never applied to a hosted project.
insert into auth.users (
  instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, confirmation_token, recovery_token,
  email_change_token_new, email_change, raw_app_meta_data, raw_user_meta_data, created_at, updated_at
)
values (
  '00000000-0000-0000-0000-000000000000',
  'de300000-0000-4000-8000-000000000001',
  'authenticated',
  'authenticated',
  'demo@floyo.local',
  extensions.crypt('floyo-local-only', extensions.gen_salt('bf', 10)),
  now(),
  -- Empty, not null: the Auth service reads these as text.
  '', '', '', '',
  '{"provider": "email", "providers": ["email"]}',
  '{"name": "Demo", "time_zone": "Europe/Zurich"}',
  now(),
  now()
)
on conflict do nothing;

insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
values (
  'de300000-0000-4000-8000-000000000001',
  'de300000-0000-4000-8000-000000000001',
  '{"sub": "de300000-0000-4000-8000-000000000001", "email": "demo@floyo.local", "email_verified": true}',
  'email',
  now(),
  now(),
  now()
)
on conflict do nothing;

-- The confirmed e-mail has made the personal organisation.
insert into public.sources (id, org_id, user_id, kind, name)
select
  'de300000-0000-4000-8000-000000000002', organisations.id, organisations.created_by, 'import', 'Demo log'
from public.organisations
where organisations.created_by = 'de300000-0000-4000-8000-000000000001' and organisations.kind = 'personal'
on conflict do nothing;

-- Eight weeks of work up to now: an export cleaned and filed each Monday, a backup each Friday, and single edits between.
with days as (
  select day::date, extract(isodow from day)::integer as weekday
  from generate_series(current_date - 55, current_date, interval '1 day') as day
),
work as (
  select
    days.day + time '08:56' + (extract(day from days.day)::integer % 9 + step.minutes) * interval '1 minute' as local_time,
    step.op,
    replace(step.path, '{date}', days.day::text) as path,
    step.tool
  from days
  cross join (
    values
      (0, 'downloaded', 'Downloads/orders-{date}.csv', 'Firefox'),
      (4, 'created', 'Reports/orders-{date}.xlsx', 'LibreOffice'),
      (6, 'uploaded', 'Finance/Weekly/orders-{date}.xlsx', 'Firefox')
  ) as step (minutes, op, path, tool)
  where days.weekday = 1
  union all
  select
    days.day + time '17:00' + (extract(day from days.day)::integer % 7) * interval '1 minute',
    'created',
    'Backups/studio-' || days.day || '.zip',
    'zip'
  from days
  where days.weekday = 5
  union all
  select
    days.day + time '09:30' + ((edit.nr * 89 + extract(doy from days.day)::integer * 17) % 440) * interval '1 minute',
    'modified',
    'Notes/' || (array['amber', 'birch', 'cedar', 'dune', 'ember', 'fern', 'grove'])[1 + edit.nr % 7] || ' '
    || (array['heath', 'iris', 'jade', 'kelp', 'larch', 'moss', 'nettle', 'oak', 'pine', 'reed', 'sage'])[
      1 + (edit.nr * 5 + extract(doy from days.day)::integer) % 11
    ] || '.md',
    null
  from days
  cross join generate_series(1, 12) as edit (nr)
  where days.weekday < 6
),
events as (
  select
    row_number() over (order by work.local_time)::integer - 1 as i,
    work.local_time at time zone 'Europe/Zurich' as at,
    work.op,
    work.path,
    work.tool
  from work
  where work.local_time at time zone 'Europe/Zurich' < now()
),
batch as (
  select
    jsonb_agg(
      jsonb_build_object(
        'i', events.i,
        'at', events.at,
        'plain', true,
        'e', jsonb_strip_nulls(
          jsonb_build_object(
            -- The lowest UUIDv7 of the moment, told apart by the row's number.
            'id', overlay(private.uuid_v7_floor(events.at)::text placing lpad(to_hex(events.i), 12, '0') from 25),
            'occurredAt', events.at,
            'tz', 'Europe/Zurich',
            'op', events.op,
            'path', events.path,
            'tool', events.tool
          )
        )
      )
      order by events.i
    ) as events
  from events
)
select
  private.ingest(
    'de300000-0000-4000-8000-000000000001', 'de300000-0000-4000-8000-000000000002', now(), batch.events, '[]'
  )
from batch;
