-- The routines that mining found in a person's events.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.patterns (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id),
  user_id uuid not null,
  fingerprint text not null check (length(fingerprint) between 1 and 200),
  kind text not null check (kind in ('sequence', 'rhythm', 'flow', 'companions')),
  steps jsonb not null check (jsonb_typeof(steps) = 'array' and pg_column_size(steps) <= 65536),
  rhythm jsonb check (jsonb_typeof(rhythm) = 'object' and pg_column_size(rhythm) <= 65536), -- null: it keeps no hours
  evidence jsonb not null check (jsonb_typeof(evidence) = 'object' and pg_column_size(evidence) <= 262144),
  stats jsonb not null check (jsonb_typeof(stats) = 'object' and pg_column_size(stats) <= 65536),
  score double precision not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null check (last_seen_at >= first_seen_at),
  withdrawn_at timestamptz, -- null: its evidence still holds
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, fingerprint)
);

comment on table public.patterns is 'Routines found in a person''s events, each with its evidence. Written by mining.';

create index patterns_org_id_idx on public.patterns (org_id);
create index patterns_user_id_score_idx on public.patterns (user_id, score desc) where withdrawn_at is null;

alter table public.patterns enable row level security;

grant select on table public.patterns to authenticated, floyo_worker;
grant insert, update on table public.patterns to floyo_worker;

create policy "people read their own patterns"
on public.patterns for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('patterns.read'))));

create policy "the worker reads patterns"
on public.patterns for select to floyo_worker
using (true);

create policy "the worker adds mined patterns"
on public.patterns for insert to floyo_worker
with check (true);

create policy "the worker updates mined patterns"
on public.patterns for update to floyo_worker
using (true)
with check (true);

create function private.touch_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;

create trigger _100_touch_updated_at
before update on public.patterns
for each row execute function private.touch_updated_at();
