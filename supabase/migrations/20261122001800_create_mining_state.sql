-- Where mining stands for each person; ingest locks the row to number events, mining moves its cursor.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.mining_state (
  user_id uuid primary key,
  org_id uuid not null references public.organisations (id),
  last_seq bigint not null default 0 check (last_seq >= 0),
  mined_seq bigint not null default 0 check (mined_seq >= 0 and mined_seq <= last_seq),
  attempt integer not null default 0 check (attempt >= 0),
  attempt_started_at timestamptz, -- null: no attempt is open
  parked_at timestamptz, -- null: mining goes on
  park_reason text check (length(park_reason) <= 2000),
  last_mined_at timestamptz, -- null: never mined
  engine_version integer, -- null: never mined
  lease_token uuid, -- null: nobody is mining
  lease_expires_at timestamptz,
  check ((parked_at is null) = (park_reason is null)),
  check ((lease_token is null) = (lease_expires_at is null))
);

comment on table public.mining_state is 'Cursor, attempts and lease of mining, one row a person. seq is gapless and in commit order.';

create index mining_state_org_id_idx on public.mining_state (org_id);

alter table public.mining_state enable row level security;

grant select (
  user_id, org_id, last_seq, mined_seq, attempt, attempt_started_at, parked_at, park_reason, last_mined_at, engine_version
) on table public.mining_state to authenticated;
grant select, insert, update on table public.mining_state to floyo_worker;

create policy "people read how far their own mining is"
on public.mining_state for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('patterns.read'))));

create policy "the worker reads every cursor"
on public.mining_state for select to floyo_worker
using (true);

create policy "the worker opens the cursor of a person"
on public.mining_state for insert to floyo_worker
with check (true);

create policy "the worker moves every cursor"
on public.mining_state for update to floyo_worker
using (true)
with check (true);
