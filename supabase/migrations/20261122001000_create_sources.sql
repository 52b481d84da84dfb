-- Where events come from: a watched folder, the CLI, an API client, an imported log.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.sources (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  kind text not null check (kind in ('folder', 'cli', 'api', 'import')),
  name text not null check (length(btrim(name)) between 1 and 80),
  path_mode text not null default 'plain' check (path_mode in ('plain', 'tokenised')),
  created_at timestamptz not null default now(),
  paused_at timestamptz, -- null: events are taken
  last_event_at timestamptz -- null: none came yet
);

comment on table public.sources is 'Where a person''s events come from. Paused, never deleted, while its events exist.';

create index sources_org_id_idx on public.sources (org_id);
create index sources_user_id_idx on public.sources (user_id, created_at);

alter table public.sources enable row level security;

grant select on table public.sources to authenticated, floyo_worker;
grant insert (org_id, user_id, kind, name, path_mode) on table public.sources to authenticated;
grant update (name, paused_at) on table public.sources to authenticated;
grant update (last_event_at) on table public.sources to floyo_worker;

create policy "people read their own sources"
on public.sources for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('sources.read'))));

create policy "people add their own sources"
on public.sources for insert to authenticated
with check (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('sources.write'))));

create policy "people rename and pause their own sources"
on public.sources for update to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('sources.write'))))
with check (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('sources.write'))));

create policy "the worker reads every source"
on public.sources for select to floyo_worker
using (true);

create policy "the worker notes when a source last sent"
on public.sources for update to floyo_worker
using (true)
with check (true);

create function private.cap_sources()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if (select count(*) from public.sources where sources.user_id = new.user_id) >= 100 then
    raise exception 'a person has at most 100 sources' using errcode = 'P0001', hint = 'reuse or rename one of them';
  end if;
  return new;
end
$$;

create trigger _100_cap_sources
before insert on public.sources
for each row execute function private.cap_sources();
