-- Everything that happens later is a row here, written with the effect that asks for it and published after the commit.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.outbox (
  id bigint generated always as identity primary key,
  topic text not null check (topic ~ '^[a-z][a-z_-]{0,49}$'),
  dedupe_key text check (length(dedupe_key) between 1 and 200), -- null: never merged with another
  payload jsonb not null default '{}' check (jsonb_typeof(payload) = 'object' and pg_column_size(payload) <= 65536),
  user_id uuid, -- null: the work belongs to nobody
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  latest_at timestamptz, -- null: due_at does not slide
  attempt integer not null default 1 check (attempt > 0),
  published_at timestamptz, -- null: not published yet
  done_at timestamptz, -- null: not done yet
  dead_at timestamptz, -- null: still tried
  last_error text check (length(last_error) <= 4000),
  check (done_at is null or dead_at is null)
);

comment on table private.outbox is 'Work to be done later, for the worker alone.';

create unique index outbox_dedupe_key_idx on private.outbox (dedupe_key) where done_at is null and dead_at is null;
create index outbox_due_at_idx on private.outbox (due_at) where done_at is null and dead_at is null;
create index outbox_user_id_idx on private.outbox (user_id);

alter table private.outbox enable row level security;

grant select, insert, update, delete on table private.outbox to floyo_worker;

create policy "the worker reads the outbox"
on private.outbox for select to floyo_worker
using (true);

create policy "the worker adds to the outbox"
on private.outbox for insert to floyo_worker
with check (true);

create policy "the worker settles the outbox"
on private.outbox for update to floyo_worker
using (true)
with check (true);

create policy "the worker clears the outbox"
on private.outbox for delete to floyo_worker
using (true);
