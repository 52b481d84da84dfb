-- The engine's state, in chunks so that a run writes only what it touched.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.mining_chunks (
  user_id uuid not null references public.mining_state (user_id) on delete cascade,
  chunk text not null check (length(chunk) between 1 and 200),
  version integer not null check (version > 0),
  data bytea not null check (octet_length(data) <= 262144),
  primary key (user_id, chunk)
);

comment on table public.mining_chunks is 'Deflated chunks of the mining state. For the worker alone.';

-- Chunks are deflated already: compressing them again only costs time.
alter table public.mining_chunks alter column data set storage external;

alter table public.mining_chunks enable row level security;

grant select, insert, update, delete on table public.mining_chunks to floyo_worker;

create policy "the worker reads chunks"
on public.mining_chunks for select to floyo_worker
using (true);

create policy "the worker adds chunks"
on public.mining_chunks for insert to floyo_worker
with check (true);

create policy "the worker rewrites chunks"
on public.mining_chunks for update to floyo_worker
using (true)
with check (true);

create policy "the worker drops chunks"
on public.mining_chunks for delete to floyo_worker
using (true);
