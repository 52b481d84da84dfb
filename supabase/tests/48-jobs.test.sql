-- A job is claimed by one delivery at a time, settled by whoever holds the claim, and given up after eight tries.
begin;
\ir helpers.psql
select plan(21);

insert into public.exports (id, user_id, status) values (tests.id('export'), tests.person('ana'), 'running');
insert into private.outbox (topic, user_id, payload)
values ('export', tests.person('ana'), jsonb_build_object('export', tests.id('export')));
create temporary table job as select id from private.outbox where topic = 'export' and user_id = tests.person('ana');
grant select on job to public;
create function tests.claim(attempt integer default 1, delivery text default 'jwt_1') returns jsonb language sql as $$
  select tests.answer('worker', format('select private.claim_job((select id from job), %s, %L, 60000)', coalesce(attempt::text, 'null'), delivery))::jsonb
$$;
create function tests.settle(token text, outcome text, error text default null) returns jsonb language sql as $$
  select tests.answer('worker', format('select private.settle_job((select id from job), %L, ''jwt_1'', %L, 0, %L)', token, outcome, error))::jsonb
$$;

select tests.outcomes_are('select private.claim_job(1, 1, ''x'', 1)', '{"ana": "no grant", "anonymous": "no grant"}', 'claims');
create temporary table claims as select tests.claim() as answer;
select is((select answer - 'token' from claims), jsonb_build_object('status', 'claimed', 'topic', 'export', 'payload', jsonb_build_object('export', tests.id('export')), 'userId', tests.person('ana'), 'tries', 1), 'a claim tells what to do');
select is(tests.claim() ->> 'status', 'busy', 'another delivery waits for its end');
select is(tests.settle(gen_random_uuid()::text, 'done') ->> 'status', 'lost', 'who does not hold the claim settles nothing');
select is(tests.settle((select answer ->> 'token' from claims), 'again') - 'job', '{"status": "again"}', 'more to do: again');
select is(tests.claim(1, 'jwt_2') ->> 'status', 'seen', 'a message of the attempt before does nothing');
select is(tests.claim(2) ->> 'status', 'seen', 'nor does one that was processed');
truncate claims;
insert into claims select tests.claim(2, 'jwt_3');
select is((select answer ->> 'tries' from claims), '1', 'progress starts the tries anew');
select is(tests.settle((select answer ->> 'token' from claims), 'failed', 'the mail server is away') ->> 'status', 'failed', 'a failure is noted');
select is((select last_error from private.outbox where topic = 'export' and user_id = tests.person('ana')), 'the mail server is away', 'with its reason');
select is((select due_at > now() + interval '9 seconds' from private.outbox where topic = 'export' and user_id = tests.person('ana')), true, 'and tried again later');
select is(tests.claim(3, 'jwt_4') ->> 'status', 'early', 'not before');
update private.outbox set due_at = now(), tries = 8 where topic = 'export';
select is(tests.claim(4, 'jwt_5') ->> 'status', 'dead', 'the ninth try is not made');
select is((select last_error from private.outbox where topic = 'export' and user_id = tests.person('ana')), 'the mail server is away', 'the last reason stays');
select is((select status from public.exports where id = tests.id('export')), 'failed', 'and an export says that it failed');
select is(tests.claim(4, 'jwt_6') ->> 'status', 'done', 'then nothing is left to do');

insert into private.outbox (topic, user_id) values ('leave', tests.person('ana')), ('mine', tests.person('ana')), ('export', tests.person('ben'));
select is(
  (select count(*) from jsonb_array_elements(tests.answer('worker', format('select private.owed_jobs(%L)', tests.person('ana')))::jsonb)), 2::bigint, 'what a person''s commands owe can be published at once'
);
update private.outbox set claim_token = gen_random_uuid(), claimed_until = now() - interval '1 second', dead_at = null where topic = 'leave';
truncate job;
insert into job select id from private.outbox where topic = 'leave' and user_id = tests.person('ana');
select is(tests.claim(1, 'jwt_7') ->> 'status', 'claimed', 'the claim of a delivery that died is taken over');
truncate job;
insert into job select id from private.outbox where topic = 'mine' and user_id = tests.person('ana');
select is(tests.claim(1, 'jwt_8') ->> 'status', 'gone', 'mining has a claim of its own');
insert into private.outbox (topic, due_at) values ('export', now() - interval '11 minutes');
select is(
  tests.answer('worker', 'select private.run_tick(''jwt_tick'') -> ''overdue'' -> 0 ->> ''topic'''), 'export', 'the tick names what the queue did not bring to an end'
);

select * from finish();
rollback;
