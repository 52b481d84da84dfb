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
