-- An export holds every table that names its person, pages of their own rows alone, and no hash of a secret.
begin;
\ir helpers.psql
select plan(23);

select tests.team(), tests.person('cleo'), tests.add_source('ana', 'laptop'), tests.add_source('ben', 'desk');
select tests.outcomes_are(
  'select public.request_export()', '{"ana": "1 rows", "ana an hour later": "42501", "anonymous": "no grant", "worker": "no grant"}', 'asks for an export'
);
create temporary table asked as select tests.answer('ana', 'select public.request_export()')::uuid as id;
select is(tests.answer('ana', 'select public.request_export()')::uuid, (select id from asked), 'asked twice it is the same one');
select is((select payload ->> 'export' from private.outbox where topic = 'export')::uuid, (select id from asked), 'a job is owed');
select tests.outcomes_are('select from public.exports', '{"ana": "1 rows", "ben": "0 rows", "anonymous": "no grant", "worker": "1 rows"}', 'reads exports');
update public.exports set status = 'ready';
insert into public.exports (user_id, status) select tests.person('ana'), 'ready' from generate_series(1, 4);
select tests.outcomes_are('select public.request_export()', '{"ana": "P0001"}', 'asks for a sixth on one day');

select set_eq(
  format('select name from private.export_tables(%L)', tests.person('ana')),
  $$
    select columns.table_name::text
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where columns.table_schema = 'public' and columns.column_name = 'user_id' and columns.table_name <> 'mining_chunks' and table_type = 'BASE TABLE'
  $$,
  'every table that names a person is in it'
);
select is(
  (select number_of_rows from private.export_tables(tests.person('ana')) where name = 'sources'), 1::bigint, 'with the rows of that person'
);
select is(
  private.export_rows(tests.person('ana'), 'sources', 0, 10) #>> '{0,name}', 'laptop', 'which are read page by page'
);
select is(private.export_rows(tests.person('ana'), 'sources', 1, 10), '[]', 'to the end');
select tests.answer('ana', 'select key from public.create_api_key(''Laptop'', null)');
select is(private.export_rows(tests.person('ana'), 'api_keys', 0, 10) -> 0 ? 'key_hash', false, 'no hash of a key is in it');
select throws_ok(
  format('select private.export_rows(%L, ''organisations'', 0, 10)', tests.person('ana')), '22023', 'no table to export is called "organisations"', 'another table cannot be read by it'
);
select tests.outcomes_are(
  format('select private.export_rows(%L, ''sources'', 0, 10)', tests.person('ben')), '{"ana": "no grant", "anonymous": "no grant"}', 'reads past the policies'
);
select tests.answer('worker', format('select private.move_export_on(%L, ''ready'', 5, 5, 1)', (select id from asked)));
select is((select expires_at from public.exports where id = (select id from asked)), now() + interval '7 days', 'a ready one is kept for seven days');

insert into storage.objects (bucket_id, name) values ('exports', tests.person('ana') || '/x/part-001.zip'), ('tombstones', 'x.json');
select tests.outcomes_are('select from storage.objects', '{"ana": "1 rows", "ben": "0 rows", "anonymous": "0 rows"}', 'reads objects');

select * from finish();
rollback;
