-- Events that ingest refused, kept so that a person can see why and send them again.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.ingest_rejects (
  id bigint generated always as identity primary key,
  org_id uuid not null,
  user_id uuid not null,
  source_id uuid not null,
  position integer not null check (position >= 0),
  event_id text check (length(event_id) <= 200), -- null: it had none that could be read
  code text not null
    check (code in ('invalid_event', 'duplicate_conflict', 'outside_retention', 'source_paused', 'too_large')),
  message text not null check (length(message) <= 2000),
  body jsonb check (pg_column_size(body) <= 131072), -- null: too large to keep, or not storable
  body_hash bytea not null check (octet_length(body_hash) = 32),
  created_at timestamptz not null default now()
);

comment on table public.ingest_rejects is 'The newest 500 refused events of a person, with the reason.';

create index ingest_rejects_user_id_idx on public.ingest_rejects (user_id, id desc);

alter table public.ingest_rejects enable row level security;

grant select on table public.ingest_rejects to authenticated, floyo_worker;
grant insert, delete on table public.ingest_rejects to floyo_worker;

create policy "people read their own refused events"
on public.ingest_rejects for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('events.read'))));

create policy "the worker reads refused events"
on public.ingest_rejects for select to floyo_worker
using (true);

create policy "the worker stores refused events"
on public.ingest_rejects for insert to floyo_worker
with check (true);

create policy "the worker drops old refused events"
on public.ingest_rejects for delete to floyo_worker
using (true);

create function private.cap_ingest_rejects()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from public.ingest_rejects
  using (select distinct new_rows.user_id from new_rows) as people
  where
    ingest_rejects.user_id = people.user_id
    and ingest_rejects.id <= (
      select older.id
      from public.ingest_rejects as older
      where older.user_id = people.user_id
      order by older.id desc
      offset 500
      limit 1
    );
  return null;
end
$$;

create trigger _100_cap_ingest_rejects
after insert on public.ingest_rejects
referencing new table as new_rows
for each statement execute function private.cap_ingest_rejects();
