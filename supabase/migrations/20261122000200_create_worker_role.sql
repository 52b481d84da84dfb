-- The functions reach Postgres as floyo_worker, which RLS binds and which owns nothing; the password is set outside of git.
set lock_timeout = '1s';
set statement_timeout = '5s';

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'floyo_worker') then
    create role floyo_worker login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
    alter role floyo_worker set statement_timeout = '20s';
    alter role floyo_worker set lock_timeout = '5s';
    alter role floyo_worker set idle_in_transaction_session_timeout = '30s';
  end if;
end
$$;

grant usage on schema public to floyo_worker;
grant usage on schema private to floyo_worker, authenticated;
