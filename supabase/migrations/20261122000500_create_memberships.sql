-- Who belongs to which organisation, in which role.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.memberships (
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'editor', 'operator', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (org_id, user_id)
);

comment on table public.memberships is 'The role of a person in an organisation. Written by functions only, never by a client.';

create index memberships_user_id_idx on public.memberships (user_id, org_id);

alter table public.memberships enable row level security;
