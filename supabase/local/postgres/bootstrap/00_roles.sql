-- The roles of a hosted project, so that a grant, a policy or a refusal means the same here and there.
do $$
declare
  wanted text;
begin
  foreach wanted in array array[
    'postgres', 'anon', 'authenticated', 'service_role', 'authenticator', 'dashboard_user',
    'supabase_auth_admin', 'supabase_storage_admin', 'supabase_realtime_admin', 'supabase_read_only_user'
  ]
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted) then
      execute format('create role %I', wanted);
    end if;
  end loop;
end
$$;

-- Hosted: not a superuser, yet it owns the database and what our migrations make.
alter role postgres with login nosuperuser createdb createrole replication bypassrls inherit;
alter role anon with nologin inherit;
alter role authenticated with nologin inherit;
alter role service_role with nologin inherit bypassrls;
alter role authenticator with login noinherit;
alter role dashboard_user with nologin createdb createrole replication;
alter role supabase_auth_admin with login noinherit;
alter role supabase_storage_admin with login noinherit createrole;
alter role supabase_realtime_admin with login noinherit createrole replication;
alter role supabase_read_only_user with nologin bypassrls;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role to supabase_realtime_admin;
grant authenticator to supabase_storage_admin;
grant anon, authenticated, service_role to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;
grant pg_read_all_data to supabase_read_only_user;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_admin set search_path = "$user", public, auth, extensions;
alter role supabase_auth_admin set search_path = auth;
alter role supabase_storage_admin set search_path = storage;
alter role supabase_realtime_admin set search_path = public, extensions, realtime;
