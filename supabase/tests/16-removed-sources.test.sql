-- A removed source keeps its events, takes nothing more, and its keys end.
begin;
\ir helpers.psql
select plan(13);

select tests.team(), tests.person('cleo'), tests.add_source('ana', 'documents'), tests.add_source('ana', 'laptop');
select tests.outcomes_are(
  format('select public.remove_source(%L)', tests.id('documents')),
  '{"ana": "1 rows", "ben": "P0001", "cleo": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'removes a source of ana'
);
select tests.outcomes_are(
  format('update public.sources set removed_at = now() where id = %L', tests.id('documents')),
  '{"ana": "23514", "worker": "no grant"}',
  'removes a source that is not paused'
);

select tests.login(tests.person('ana'));
create temporary table made on commit drop as select * from public.create_api_key('studio-mac', tests.id('documents'));
create temporary table other on commit drop as select * from public.create_api_key('laptop', tests.id('laptop'));
select public.remove_source(tests.id('documents'));
select tests.logout();

select is(
  (select removed_at is not null and paused_at is not null from public.sources where id = tests.id('documents')),
  true, 'it is removed and paused'
);
select is(
  (select revoked_at is not null from public.api_keys where id = (select id from made)),
  true, 'its key ends'
);
select is(
  (select revoked_at is null from public.api_keys where id = (select id from other)),
  true, 'the key of another source stays'
);
select is(
  private.ingest(tests.person('ana'), tests.id('documents'), now(), '[]', '[]') ->> 'status',
  'paused', 'ingest keeps nothing of it'
);
select tests.outcomes_are(
  format('update public.sources set paused_at = null where id = %L', tests.id('documents')),
  '{"ana": "23514"}',
  'resumes a removed source'
);
select tests.outcomes_are(
  format('select public.remove_source(%L)', tests.id('documents')),
  '{"ana": "1 rows"}',
  'removes a source twice'
);

select * from finish();
rollback;
