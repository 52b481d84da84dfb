-- The outbox and the receipts of deliveries are the worker's alone.
begin;
\ir helpers.psql
select plan(28);

select tests.team();
insert into private.outbox (topic, dedupe_key, user_id) values ('mine', 'test:ana', tests.person('ana'));
insert into private.qstash_receipts (jti) values ('test receipt');

select tests.outcomes_are(
  'select from private.outbox where dedupe_key = ''test:ana''',
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'reads the outbox'
);
select tests.outcomes_are(
  'insert into private.outbox (topic) values (''mine'')',
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'adds work'
);
select tests.outcomes_are(
  'update private.outbox set done_at = now() where dedupe_key = ''test:ana''',
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'settles work'
);
select tests.outcomes_are(
  'delete from private.outbox where dedupe_key = ''test:ana''',
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'clears work'
);
select tests.outcomes_are(
  'select from private.qstash_receipts where jti = ''test receipt''',
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'reads receipts'
);
select tests.outcomes_are(
  'insert into private.qstash_receipts (jti) values (''another test receipt'')',
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'adds a receipt'
);
select tests.outcomes_are(
  'update private.qstash_receipts set received_at = now() where jti = ''test receipt''',
  '{"ana": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'edits a receipt'
);
select tests.outcomes_are(
  'delete from private.qstash_receipts where jti = ''test receipt''',
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'clears a receipt'
);

select throws_ok(
  'insert into private.outbox (topic, dedupe_key) values (''mine'', ''test:ana'')', '23505', null,
  'work that is not done yet is not added twice'
);
update private.outbox set done_at = now() where dedupe_key = 'test:ana';
select lives_ok(
  'insert into private.outbox (topic, dedupe_key) values (''mine'', ''test:ana'')', 'work that was done can be asked for again'
);
update private.outbox set dead_at = now() where dedupe_key = 'test:ana' and done_at is null;
select lives_ok(
  'insert into private.outbox (topic, dedupe_key) values (''mine'', ''test:ana'')', 'and so can work that was given up'
);
select throws_ok(
  'insert into private.qstash_receipts (jti) values (''test receipt'')', '23505', null, 'a delivery is received once'
);

select * from finish();
rollback;
