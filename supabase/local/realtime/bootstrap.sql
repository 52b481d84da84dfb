-- Tells the Realtime server of each stored broadcast at commit. Postgres caps a notification at 8 000 bytes, so a
-- larger message goes as its key and the server reads the row.
create or replace function realtime.announce_message() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  message text := jsonb_build_object(
    'id', new.id, 'topic', new.topic, 'event', new.event, 'private', new.private, 'payload', new.payload
  )::text;
begin
  if octet_length(message) > 7900 then
    message := jsonb_build_object('id', new.id, 'inserted_at', new.inserted_at)::text;
  end if;
  perform pg_notify('realtime_message', message);
  return null;
end
$$;

revoke execute on function realtime.announce_message() from public;

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'realtime.messages'::regclass and tgname = '_100_announce_message'
  ) then
    create trigger _100_announce_message
      after insert on realtime.messages
      for each row
      when (new.extension = 'broadcast' and new.event is not null)
      execute function realtime.announce_message();
  end if;
end
$$;
