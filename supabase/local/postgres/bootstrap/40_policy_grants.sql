-- Hosted lets `postgres` write policies (and drop triggers) on platform tables it does not own, and nothing else.
-- Here membership in the owning roles lasts exactly as long as such a command: granted before it, revoked after it.
create or replace function extensions.lend_platform_ownership() returns event_trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if session_user = 'postgres' then
    grant supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin to postgres
      with inherit true, set false;
  end if;
end
$$;

create or replace function extensions.take_back_platform_ownership() returns event_trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if session_user = 'postgres' then
    revoke supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin from postgres;
  end if;
end
$$;

drop event trigger if exists platform_ownership_lend;
create event trigger platform_ownership_lend on ddl_command_start
  when tag in ('CREATE POLICY', 'ALTER POLICY', 'DROP POLICY', 'DROP TRIGGER')
  execute function extensions.lend_platform_ownership();

drop event trigger if exists platform_ownership_take_back;
create event trigger platform_ownership_take_back on ddl_command_end
  when tag in ('CREATE POLICY', 'ALTER POLICY', 'DROP POLICY', 'DROP TRIGGER')
  execute function extensions.take_back_platform_ownership();
