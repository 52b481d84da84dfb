-- Deliveries already processed, stored in the transaction of their effect, so that a replayed one does nothing.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.qstash_receipts (
  jti text primary key check (length(jti) between 1 and 200),
  received_at timestamptz not null default now()
);

comment on table private.qstash_receipts is 'Ids of processed QStash deliveries, for the worker alone; old ones are cleared nightly.';

create index qstash_receipts_received_at_idx on private.qstash_receipts (received_at);

alter table private.qstash_receipts enable row level security;

grant select, insert, delete on table private.qstash_receipts to floyo_worker;

create policy "the worker reads receipts"
on private.qstash_receipts for select to floyo_worker
using (true);

create policy "the worker adds receipts"
on private.qstash_receipts for insert to floyo_worker
with check (true);

create policy "the worker clears receipts"
on private.qstash_receipts for delete to floyo_worker
using (true);
