-- A person sees how far mining is; cursor, lease and chunks are the worker's.
begin;
\ir helpers.psql
select plan(33);

select tests.team(), tests.person('cleo');
insert into public.mining_state (user_id, org_id, last_seq, mined_seq)
values (tests.person('ana'), tests.team(), 20, 10);
insert into public.mining_chunks (user_id, chunk, version, data) values (tests.person('ana'), 'pairs/0', 1, '\x00');

select tests.outcomes_are(
  format('select last_seq, mined_seq, parked_at from public.mining_state where user_id = %L', tests.person('ana')),
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "1 rows"}',
  'reads how far the mining of ana is'
);
select tests.outcomes_are(
  format('select lease_token from public.mining_state where user_id = %L', tests.person('ana')),
  '{"ana": "no grant", "worker": "1 rows"}',
  'reads the lease'
);
select tests.outcomes_are(
  format('insert into public.mining_state (user_id, org_id) values (%L, %L)', gen_random_uuid(), tests.team()),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'opens a cursor'
);
select tests.outcomes_are(
  format('update public.mining_state set mined_seq = 11 where user_id = %L', tests.person('ana')),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'moves the cursor of ana'
);
select tests.outcomes_are(
  'delete from public.mining_state',
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'deletes cursors'
);
select throws_ok(
  format('update public.mining_state set mined_seq = 21 where user_id = %L', tests.person('ana')), '23514', null, 'the cursor cannot pass the last event'
);
select throws_ok(
  format('update public.mining_state set parked_at = now() where user_id = %L', tests.person('ana')), '23514', null,
  'who is parked is told why'
);

select tests.outcomes_are(
  format('select from public.mining_chunks where user_id = %L', tests.person('ana')),
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'reads chunks'
);
select tests.outcomes_are(
  format(
    'insert into public.mining_chunks (user_id, chunk, version, data) values (%L, ''pairs/1'', 1, ''\x00'')',
    tests.person('ana')
  ),
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'adds a chunk'
);
select tests.outcomes_are(
  format('update public.mining_chunks set version = 2 where user_id = %L', tests.person('ana')),
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'rewrites a chunk'
);
select tests.outcomes_are(
  format('delete from public.mining_chunks where user_id = %L', tests.person('ana')),
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'drops a chunk'
);

select * from finish();
rollback;
