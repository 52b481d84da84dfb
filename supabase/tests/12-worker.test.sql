-- floyo_worker is bound by RLS, owns nothing, belongs to nobody and cannot change the schema.
begin;
\ir helpers.psql
select plan(9);

select results_eq(
  $$
    select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
    from pg_roles where rolname = 'floyo_worker'
  $$,
  'values (true, false, false, false, false, false)',
  'it signs in and has no power beyond its grants'
);
select is_empty(
  $$select from pg_auth_members where member = 'floyo_worker'::regrole$$, 'it is a member of no other role'
);
select is_empty(
  $$
    select nspname from pg_namespace
    where nspname !~ '^pg_(toast_)?temp_' and has_schema_privilege('floyo_worker', oid, 'create')
  $$,
  'it can create in no schema'
);
select ok(not has_database_privilege('floyo_worker', current_database(), 'create'), 'nor a schema in the database');
select is_empty(
  $$select from pg_class where relowner = 'floyo_worker'::regrole$$, 'it owns no table'
);
select is_empty(
  $$
    select nspname from pg_namespace
    where nspname in ('auth', 'storage', 'parts') and has_schema_privilege('floyo_worker', oid, 'usage')
  $$,
  'accounts, objects and leaves are closed to it'
);
select is(tests.outcome('worker', 'create table public.mine (id int)'), 'no grant', 'it creates no table');
select is(
  tests.outcome('worker', 'alter table public.events disable row level security'), '42501', 'it does not switch off RLS'
);
select is(tests.outcome('worker', 'drop table public.mining_chunks'), '42501', 'it drops nothing');

select * from finish();
rollback;
