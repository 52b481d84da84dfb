-- Every row of a person carries an organisation, at first the personal one.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.organisations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(btrim(name)) between 1 and 80),
  kind text not null check (kind in ('personal', 'team')),
  created_by uuid references auth.users (id) on delete set null, -- null: the person who made it was erased
  created_at timestamptz not null default now()
);

comment on table public.organisations is 'Whom rows belong to: the personal organisation of one person, or a team.';

create index organisations_created_by_idx on public.organisations (created_by);
-- At most one personal organisation a person, also when two requests make it at once.
create unique index organisations_personal_idx on public.organisations (created_by) where kind = 'personal';

alter table public.organisations enable row level security;
