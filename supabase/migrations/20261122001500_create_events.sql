-- What happened to a person's files. Cut by id, which is the client's UUIDv7, so that a resend always meets the same partition.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.events (
  id uuid not null check (coalesce(uuid_extract_version(id), 0) = 7), -- of another variant, it has no version at all
  user_id uuid not null,
  org_id uuid not null,
  source_id uuid not null,
  seq bigint not null check (seq > 0),
  occurred_at timestamptz not null,
  original_occurred_at timestamptz, -- null: the client's clock was right
  time_zone text not null check (length(time_zone) between 1 and 64),
  op text not null
    check (op in ('created', 'modified', 'moved', 'deleted', 'opened', 'downloaded', 'uploaded', 'ran')),
  path text not null check (octet_length(path) between 1 and 1024),
  from_path text check (octet_length(from_path) between 1 and 1024), -- null: nothing was moved
  tool text check (length(tool) between 1 and 200), -- null: the source does not know it
  size bigint check (size >= 0), -- null: the source does not know it
  duration_ms integer check (duration_ms >= 0), -- null: the source does not know it
  inferred boolean not null default false,
  details jsonb check (jsonb_typeof(details) = 'object' and pg_column_size(details) <= 131072), -- null: none
  body_hash bytea not null check (octet_length(body_hash) = 32),
  received_at timestamptz not null default now(),
  primary key (user_id, id)
) partition by range (id);

-- No foreign keys: erasure deletes events in batches before the person, and a check per event would slow every batch down.
comment on table public.events is 'Append-only file events of a person, readable by that person alone. Leaves live in parts.';

create index events_user_id_occurred_at_idx on public.events (user_id, occurred_at desc, id);
create index events_user_id_seq_idx on public.events (user_id, seq);

alter table public.events enable row level security;

grant select on table public.events to authenticated, floyo_worker;
grant insert on table public.events to floyo_worker;

create policy "people read their own events"
on public.events for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('events.read'))));

create policy "the worker reads events to mine them"
on public.events for select to floyo_worker
using (true);

create policy "the worker stores ingested events"
on public.events for insert to floyo_worker
with check (true);
