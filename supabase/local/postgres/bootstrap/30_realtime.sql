-- Broadcast from the database, in hosted's shape: a row in realtime.messages is a message, its policies say who may read it.
create table if not exists realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp without time zone not null default now(),
  inserted_at timestamp without time zone not null default now(),
  id uuid not null default gen_random_uuid(),
  binary_payload bytea,
  broadcasted_at timestamp without time zone,
  constraint messages_pkey primary key (id, inserted_at)
) partition by range (inserted_at);

create index if not exists messages_inserted_at_topic_index
  on realtime.messages (inserted_at desc, topic)
  where extension = 'broadcast' and private is true;

-- Catches what a sleeping machine would otherwise lose: a missing day makes realtime.send a mere warning.
create table if not exists realtime.messages_default partition of realtime.messages default;

alter table realtime.messages owner to supabase_realtime_admin;
alter table realtime.messages_default owner to supabase_realtime_admin;
alter table realtime.messages enable row level security;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;
grant all on realtime.messages to postgres, dashboard_user;

create or replace function realtime.topic() returns text
language sql stable
as $$
  select nullif(current_setting('realtime.topic', true), '')::text
$$;

create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void
language plpgsql
as $$
declare
  message_id uuid := gen_random_uuid();
begin
  -- Hosted turns every failure into a warning, so that a message never undoes the work it reports.
  begin
    perform set_config('realtime.topic', send.topic, true);
    insert into realtime.messages (id, payload, event, topic, private, extension)
    values (
      message_id,
      case when send.payload ? 'id' then send.payload
        else jsonb_set(send.payload, '{id}', to_jsonb(message_id)) end,
      send.event, send.topic, send.private, 'broadcast'
    );
  exception when others then
    raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
  end;
end
$$;

create or replace function realtime.broadcast_changes(
  topic_name text, event_name text, operation text, table_name text, table_schema text,
  new record, old record, level text default 'ROW'
)
returns void
language plpgsql
as $$
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  end if;
  if operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Unexpected operation type: %', operation;
  end if;
  perform realtime.send(
    jsonb_build_object(
      'old_record', old, 'record', new,
      'operation', operation, 'table', table_name, 'schema', table_schema
    ),
    event_name, topic_name
  );
exception when others then
  raise exception 'Failed to process the row: %', sqlerrm;
end
$$;

-- Days −1 … +3 exist, older ones go. Messages are news, not records: what sits in the way of a new day is dropped.
create or replace function realtime.keep_partitions() returns void
language plpgsql
set search_path = ''
as $$
declare
  day date;
  leaf text;
begin
  for day in
    select generate_series(current_date - 1, current_date + 3, interval '1 day')::date
  loop
    leaf := 'messages_' || to_char(day, 'YYYY_MM_DD');
    if to_regclass('realtime.' || leaf) is null then
      delete from realtime.messages_default where inserted_at >= day and inserted_at < day + 1;
      execute format(
        'create table realtime.%I partition of realtime.messages for values from (%L) to (%L)',
        leaf, day, day + 1
      );
      execute format('alter table realtime.%I owner to supabase_realtime_admin', leaf);
    end if;
  end loop;
  for leaf in
    select c.relname
    from pg_catalog.pg_inherits i
    join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'realtime.messages'::regclass
      and c.relname ~ '^messages_\d{4}_\d{2}_\d{2}$'
      and to_date(right(c.relname, 10), 'YYYY_MM_DD') < current_date - 3
  loop
    execute format('drop table realtime.%I', leaf);
  end loop;
  delete from realtime.messages_default where inserted_at < current_date - 3;
end
$$;

alter function realtime.topic() owner to supabase_realtime_admin;
alter function realtime.send(jsonb, text, text, boolean) owner to supabase_realtime_admin;
alter function realtime.broadcast_changes(text, text, text, text, text, record, record, text)
  owner to supabase_realtime_admin;
alter function realtime.keep_partitions() owner to supabase_realtime_admin;
revoke execute on function realtime.keep_partitions() from public;
