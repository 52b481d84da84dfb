-- Refused events are shown to their person and capped at the newest 500.
begin;
\ir helpers.psql
select plan(22);

select tests.team(), tests.person('cleo');

create function tests.reject_insert(person text, n integer) returns text language sql as $$
  select format(
    $insert$
      insert into public.ingest_rejects (org_id, user_id, source_id, position, code, message, body_hash)
      select %L, %L, %L, n, 'invalid_event', 'no path', sha256('x') from generate_series(1, %s) as n
    $insert$,
    tests.team(), tests.person(person), tests.id('any source'), n
  )
$$;
grant execute on function tests.reject_insert(text, integer) to public;
do $$ begin execute tests.reject_insert('ana', 1); end $$;

select tests.outcomes_are(
  format('select from public.ingest_rejects where user_id = %L', tests.person('ana')),
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "1 rows"}',
  'reads the refused events of ana'
);
select tests.outcomes_are(
  tests.reject_insert('ana', 1),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'stores a refused event of ana'
);
select tests.outcomes_are(
  'update public.ingest_rejects set message = ''''',
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'edits refused events'
);
select tests.outcomes_are(
  format('delete from public.ingest_rejects where user_id = %L', tests.person('ana')),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'deletes refused events of ana'
);

select tests.become('worker');
do $$ begin execute tests.reject_insert('cleo', 3); execute tests.reject_insert('ana', 700); end $$;
select tests.logout();
select is(
  (select count(*) from public.ingest_rejects where user_id = tests.person('ana')), 500::bigint,
  'the worker stores 701 for a person and 500 stay'
);
select is(
  (select array[min(position), max(position)] from public.ingest_rejects where user_id = tests.person('ana')),
  array[201, 700], 'the newest ones'
);
select is(
  (select count(*) from public.ingest_rejects where user_id = tests.person('cleo')), 3::bigint,
  'and those of another person are left alone'
);
select throws_ok(
  replace(tests.reject_insert('ana', 1), 'invalid_event', 'bad_mood'), '23514', null, 'an unknown code is refused'
);
select is_empty('select from public.ingest_rejects where body_hash is null', 'each refused event has a hash');

select * from finish();
rollback;
