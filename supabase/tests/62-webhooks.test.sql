-- Secrets of webhooks are seen by nobody, made and revoked by whoever may publish; a message starts one run.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['owner', 'operator', 'editor', 'viewer', 'stranger']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('owner'));
insert into public.memberships (org_id, user_id, role)
select tests.id('crew'), tests.person(name), name from unnest(array['owner', 'operator', 'editor', 'viewer']) as name;
insert into public.workflows (id, org_id, name, draft, published_version, trigger_kind)
values (tests.id('hooked'), tests.id('crew'), 'Hooked', tests.definition(), 1, 'webhook');
insert into public.workflow_versions (org_id, workflow_id, number, definition)
values (tests.id('crew'), tests.id('hooked'), 1, tests.definition());

create function tests.add_secret(name text, secret text) returns text language sql as $$
  select tests.answer('worker', format(
    'select private.add_webhook_secret(%L, %L, %L, ''abcd'', ''{"key": 1}'') ->> ''status''',
    tests.person(name), tests.id('hooked'), tests.id(secret)
  ))
$$;
select is(tests.add_secret('stranger', 's0'), 'gone', 'to a stranger there is no such workflow');
select is(tests.add_secret('viewer', 's0'), 'refused', 'a viewer makes no secret');
select is(tests.add_secret('owner', 's1'), 'ok', 'an owner does');
select is(tests.add_secret('operator', 's2'), 'ok', 'an operator too, since they publish');
select is(tests.add_secret('owner', 's3'), 'full', 'two are as many as there may be');
select is(
  (select count(*) from public.audit_log where org_id = tests.id('crew') and action = 'workflow.webhook_secret_made'), 2::bigint,
  'each is in the audit log'
);

select tests.outcomes_are(
  'select * from private.webhook_secrets', '{"owner": "no grant", "stranger": "no grant", "anonymous": "no grant", "worker": "2 rows"}',
  'reads the table'
);
select tests.outcomes_are(
  'delete from private.webhook_secrets', '{"owner": "no grant", "worker": "no grant"}', 'writes the table'
);
select tests.outcomes_are(
  format('select private.add_webhook_secret(%L, %L, gen_random_uuid(), ''abcd'', ''{}'')', tests.person('owner'), tests.id('hooked')),
  '{"owner": "no grant", "anonymous": "no grant"}', 'adds a secret by themselves'
);
select tests.outcomes_are(
  format('select id, hint, created_at from public.list_webhook_secrets(%L)', tests.id('hooked')),
  '{"owner": "2 rows", "operator": "2 rows", "viewer": "0 rows", "stranger": "0 rows", "anonymous": "no grant"}', 'lists them by hint'
);

create function tests.receive(secret text, message text) returns jsonb language sql as $$
  select tests.answer('worker', format(
    'select private.receive_webhook(%L, %L, %L, 1700000000, ''{"n": 1}'', 60000)', tests.id('hooked'), tests.id(secret), message
  ))::jsonb
$$;
create temporary table received as select tests.receive('s1', 'msg_1') as answer;
grant select on received to public;
select is((select answer ->> 'status' from received), 'started', 'a message starts a run');
select is((select answer -> 'claim' ->> 'status' from received), 'claimed', 'which is claimed at once');
select is(
  (select status from public.runs where id = (select (answer ->> 'run')::uuid from received)), 'running', 'and runs'
);
select is(
  (
    select due_at > now() + interval '50 seconds'
    from private.outbox where dedupe_key = 'run:' || (select answer ->> 'run' from received) and done_at is null
  ),
  true, 'the queue hears of it only if the worker dies'
);
select is(tests.receive('s2', 'msg_1'), (select jsonb_build_object('status', 'seen', 'run', answer ->> 'run') from received), 'the same message starts no other');
select is(tests.receive('s3', 'msg_2') ->> 'status', 'unknown', 'a secret that is not there starts nothing');
select is(
  tests.answer('worker', format(
    'select private.commit_run(%L, %L, null, 60000, ''[]'', ''{"kind": "done", "output": 1}'') ->> ''status''',
    (select answer ->> 'run' from received), (select answer -> 'claim' ->> 'token' from received)
  )), 'ok', 'its worker records the end'
);
select is(
  tests.answer('worker', format('select private.run_result(%L)', (select answer ->> 'run' from received)))::jsonb,
  '{"status": "done", "output": 1}', 'which a sender that waits is told'
);
select tests.outcomes_are(
  format('select private.run_result(%L)', (select answer ->> 'run' from received)),
  '{"owner": "no grant", "stranger": "no grant", "anonymous": "no grant"}', 'asks for it'
);

select tests.outcomes_are(
  format('select public.revoke_webhook_secret(%L, %L)', tests.id('hooked'), tests.id('s1')),
  '{"operator": "1 rows", "editor": "1 rows", "viewer": "42501", "stranger": "P0001", "anonymous": "no grant"}', 'revokes a secret'
);
select tests.answer('owner', format('select public.revoke_webhook_secret(%L, %L)::text', tests.id('hooked'), tests.id('s1')));
select is((select count(*) from private.webhook_secrets), 1::bigint, 'what is revoked is gone with its key');
select is(tests.receive('s1', 'msg_3') ->> 'status', 'unknown', 'and starts nothing any more');

update public.workflows set paused_at = now(), paused_because = 'person' where id = tests.id('hooked');
select is(tests.receive('s2', 'msg_4') ->> 'status', 'paused', 'a paused workflow is not started');
update public.workflows set paused_at = null, paused_because = null, trigger_kind = 'manual' where id = tests.id('hooked');
select is(tests.receive('s2', 'msg_4') ->> 'status', 'not_started_so', 'nor one that something else starts');
update public.workflows set deleted_at = now() where id = tests.id('hooked');
select is(tests.receive('s2', 'msg_4') ->> 'status', 'unknown', 'nor one that was deleted');
select is((select count(*) from public.runs where workflow_id = tests.id('hooked')), 1::bigint, 'one run in all');

-- The token with which workers write is nobody else's.
select tests.outcomes_are('select claim_token from public.runs', '{"owner": "no grant", "stranger": "no grant"}', 'sees a claim');
select tests.outcomes_are('select claim_token from public.run_steps', '{"owner": "no grant"}', 'sees a step''s claim');
select tests.outcomes_are('select id, status, output from public.runs', '{"owner": "1 rows", "viewer": "1 rows", "stranger": "0 rows"}', 'sees the run');

-- A called run that is cancelled wakes the run that waits for it.
insert into public.runs (id, org_id, workflow_id, workflow_version, trigger, status, waits_for)
values (tests.id('caller'), tests.id('crew'), tests.id('hooked'), 1, '{}', 'waiting', 'run');
insert into public.runs (id, org_id, workflow_id, workflow_version, trigger, parent_id, parent_key)
values (tests.id('called'), tests.id('crew'), tests.id('hooked'), 1, '{}', tests.id('caller'), 'ask');
select tests.answer('operator', format('select public.cancel_run(%L)::text', tests.id('called')));
select is(
  (select count(*) from private.outbox where dedupe_key = 'run:' || tests.id('caller') and done_at is null), 1::bigint,
  'the caller of a cancelled run hears of it'
);

select * from finish();
rollback;
