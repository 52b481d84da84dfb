-- Supabase grants every new table, sequence and function to the API roles; here a grant is always written by name.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
-- A revoke per schema cannot take back what PUBLIC gets everywhere, so this one names no schema.
alter default privileges revoke execute on functions from public;
