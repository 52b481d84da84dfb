-- What Floyo proposes to a person for a pattern, and what became of it.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.suggestions (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id),
  user_id uuid not null,
  pattern_id uuid not null references public.patterns (id) on delete cascade,
  fingerprint text not null check (length(fingerprint) between 1 and 200),
  catalogue_id text not null check (length(catalogue_id) between 1 and 100),
  title text not null check (length(title) between 1 and 300),
  body text not null check (length(body) <= 4000),
  explanation jsonb not null check (pg_column_size(explanation) <= 65536),
  draft jsonb not null check (pg_column_size(draft) <= 65536),
  backtest jsonb not null check (pg_column_size(backtest) <= 65536),
  minutes_per_month real not null check (minutes_per_month >= 0),
  status text not null default 'open' check (status in ('open', 'kept', 'snoozed', 'dismissed', 'withdrawn')),
  snoozed_until timestamptz, -- null: not snoozed
  status_changed_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  version integer not null default 1 check (version > 0),
  unique (user_id, fingerprint),
  check ((status = 'snoozed') = (snoozed_until is not null))
);

comment on table public.suggestions is 'Proposals to a person. Written by mining; their status changes by the four commands of the feed.';

create index suggestions_org_id_idx on public.suggestions (org_id);
create index suggestions_pattern_id_idx on public.suggestions (pattern_id);
create index suggestions_user_id_status_idx on public.suggestions (user_id, status, created_at desc);
create index suggestions_snoozed_until_idx on public.suggestions (snoozed_until) where status = 'snoozed';

alter table public.suggestions enable row level security;

grant select on table public.suggestions to authenticated, floyo_worker;
grant insert, update on table public.suggestions to floyo_worker;

create policy "people read their own suggestions"
on public.suggestions for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('suggestions.read'))));

create policy "the worker reads suggestions"
on public.suggestions for select to floyo_worker
using (true);

create policy "the worker adds suggestions"
on public.suggestions for insert to floyo_worker
with check (true);

create policy "the worker updates suggestions"
on public.suggestions for update to floyo_worker
using (true)
with check (true);

-- The version tells a client whether what it holds is old, so no writer may forget to raise it.
create function private.raise_suggestion_version()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.version := old.version + 1;
  if new.status is distinct from old.status then
    new.status_changed_at := now();
  end if;
  return new;
end
$$;

create trigger _100_raise_suggestion_version
before update on public.suggestions
for each row execute function private.raise_suggestion_version();
