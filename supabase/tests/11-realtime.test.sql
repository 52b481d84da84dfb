-- A person joins the topic user:<own id> and no other; nobody sends but the database.
begin;
\ir helpers.psql
select plan(23);

select tests.team(), tests.person('cleo');
insert into realtime.messages (topic, extension, private)
select 'user:' || tests.person('ana'), extension, true
from unnest(array['broadcast', 'presence', 'postgres_changes']) as extension;

select tests.outcomes_are(
  format('select from realtime.messages where topic = %L and extension = ''broadcast''', 'user:' || tests.person('ana')),
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "0 rows"}',
  'listens on the topic of ana'
);
select tests.outcomes_are(
  format('select from realtime.messages where topic = %L and extension = ''presence''', 'user:' || tests.person('ana')),
  '{"ana": "1 rows", "ben": "0 rows", "anonymous": "0 rows"}',
  'sees who is present on the topic of ana'
);
select tests.outcomes_are(
  format('select from realtime.messages where extension = ''postgres_changes'' and topic = %L', 'user:' || tests.person('ana')),
  '{"ana": "0 rows"}',
  'listens to row changes'
);
select tests.outcomes_are(
  format(
    'insert into realtime.messages (topic, extension, private) values (%L, ''broadcast'', true)',
    'user:' || tests.person('ana')
  ),
  '{"ana": "refused by policy", "ben": "refused by policy", "anonymous": "refused by policy", "worker": "no grant"}',
  'sends on the topic of ana'
);
insert into realtime.messages (topic, extension, private)
select topic, 'broadcast', true
from unnest(array[
  'user:', 'user:' || upper(tests.person('ana')::text), 'user:' || tests.person('ana') || ' ', 'org:' || tests.team()
]) as topic;
select tests.outcomes_are(
  format(
    'select from realtime.messages where extension = ''broadcast'' and topic <> %L', 'user:' || tests.person('ana')
  ),
  '{"ana": "0 rows"}',
  'listens on topics that only look like her own'
);

select is(
  tests.outcome('worker', format('select private.nudge(%L, ''gossip'', %L, 1)', tests.person('cleo'), tests.id('any'))),
  '22023', 'a nudge of an unknown kind is refused'
);
select is(
  tests.outcome('worker', format('select private.nudge(%L, null, %L, 1)', tests.person('cleo'), tests.id('any'))),
  '22023', 'and so is one of none'
);
select tests.answer('worker', format('select private.nudge(%L, ''mining'', %L, 7)', tests.person('cleo'), tests.id('any')));
select results_eq(
  format('select payload, event, extension, private from realtime.messages where topic = %L', 'user:' || tests.person('cleo')),
  $$select jsonb_build_object('kind', 'mining', 'id', tests.id('any'), 'version', 7), 'changed', 'broadcast', true$$,
  'the nudge of the worker is kind, id and version on the private topic of the person'
);
select tests.outcomes_are(
  format('select private.nudge(%L, ''mining'', %L, 7)', tests.person('cleo'), tests.id('any')),
  '{"ana": "no grant", "anonymous": "no grant"}',
  'nudges somebody'
);

select tests.outcomes_are(
  format(
    'update realtime.messages set payload = ''{}'' where topic = %L and extension = ''broadcast''',
    'user:' || tests.person('ana')
  ),
  '{"ana": "0 rows", "ben": "0 rows"}',
  'rewrites a message'
);
select tests.outcomes_are('delete from realtime.messages', '{"ana": "no grant", "anonymous": "no grant"}', 'deletes messages');

select is(
  tests.outcome('worker', format('select private.nudge(null, ''mining'', %L, 8)', tests.id('any'))), '1 rows',
  'a message that cannot be sent, since it has no topic, is no error for who sends it'
);

select * from finish();
rollback;
