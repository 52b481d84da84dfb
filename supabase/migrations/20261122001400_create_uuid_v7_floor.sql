-- Partitions of events are cut by id, and ids carry their time: this turns a time into the lowest id of that millisecond.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.uuid_v7_floor(at timestamptz)
returns uuid
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

comment on function private.uuid_v7_floor(timestamptz) is 'The lowest UUIDv7 of this millisecond (RFC 9562 section 5.7).';
grant execute on function private.uuid_v7_floor(timestamptz) to authenticated, floyo_worker;
