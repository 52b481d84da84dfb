-- Workflows and runs change by commands alone: revisions tell who saved first, versions never change, roles bind.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['owner', 'editor', 'operator', 'viewer', 'stranger']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('owner'));
insert into public.memberships (org_id, user_id, role)
select tests.id('crew'), tests.person(name), name from unnest(array['owner', 'editor', 'operator', 'viewer']) as name;

select tests.outcomes_are(
  format('select public.create_workflow(%L, ''Weekly'', tests.definition())', tests.id('crew')),
  '{"owner": "1 rows", "editor": "1 rows", "operator": "42501", "viewer": "42501", "stranger": "42501", "anonymous": "no grant"}',
  'makes a workflow'
);
select is(
  tests.outcome('editor', format('select public.create_workflow(%L, ''Weekly'', ''{"version": 1}'')', tests.id('crew'))), '22023', 'what is no definition is refused'
);
create temporary table made as
select tests.answer('editor', format('select public.create_workflow(%L, ''Weekly'', tests.definition())', tests.id('crew')))::uuid as id;
grant select on made to public;

select is(tests.answer('editor', 'select public.save_workflow((select id from made), 1, tests.definition(), ''Monthly'')'), '2', 'a save raises the revision');
select is(tests.outcome('owner', 'select public.save_workflow((select id from made), 1, tests.definition())'), 'P0001', 'a save of an older one is a conflict');
select is((select name from public.workflows where id = (select id from made)), 'Monthly', 'the name is saved too');
select tests.outcomes_are(
  'select public.publish_workflow((select id from made), 2)',
  '{"editor": "1 rows", "operator": "1 rows", "viewer": "42501", "stranger": "P0001"}', 'publishes'
);
select is(tests.outcome('operator', 'select public.start_run((select id from made))'), 'P0001', 'what is not published cannot be started');
select is(tests.answer('operator', 'select public.publish_workflow((select id from made), 2, ''first'')'), '1', 'the first version is 1');
select is(tests.answer('operator', 'select public.publish_workflow((select id from made), 2)'), '1', 'publishing the same again adds nothing');
select is(
  tests.answer('editor', $$select public.save_workflow((select id from made), 2, jsonb_set(tests.definition(), '{steps,0,id}', '"other"'))$$), '3', 'the draft goes on'
);
select is(tests.answer('editor', 'select public.publish_workflow((select id from made), 3)'), '2', 'and becomes version 2');
select is(tests.answer('editor', 'select public.roll_back_workflow((select id from made), 1)'), '3', 'going back adds a version');
select is(
  (select definition from public.workflow_versions where workflow_id = (select id from made) and number = 3), tests.definition(), 'which is the old one again'
);
select is(tests.outcome('editor', 'select public.roll_back_workflow((select id from made), 9)'), 'P0001', 'to one that is there');
select tests.outcomes_are('update public.workflow_versions set note = ''x''', '{"owner": "no grant", "worker": "no grant"}', 'no version is changed');

select tests.outcomes_are(
  'select public.start_run((select id from made), ''{"a": 1}'')',
  '{"operator": "1 rows", "viewer": "42501", "stranger": "P0001", "anonymous": "no grant"}', 'starts a run'
);
create temporary table started as select tests.answer('operator', 'select public.start_run((select id from made), ''{"a": 1}'')')::uuid as id;
grant select on started to public;
select is((select workflow_version from public.runs where id = (select id from started)), 3, 'on the version that is published');
select is((select count(*) from private.outbox where dedupe_key = 'run:' || (select id from started)), 1::bigint, 'it owes one message');
select is(
  jsonb_array_length(tests.answer('worker', format('select private.owed_jobs(%L)', tests.person('operator')))::jsonb) > 0, true, 'that its starter can have published at once'
);
select tests.outcomes_are('update public.runs set status = ''done''', '{"owner": "no grant"}', 'nobody writes runs');

create temporary table claimed as
select tests.answer('worker', format(
  'select private.claim_run((select id from private.outbox where dedupe_key = %L), 1, ''jwt_a'', 60000)', 'run:' || (select id from started)
))::jsonb as answer;
grant select on claimed to public;
select is((select answer ->> 'status' from claimed), 'claimed', 'a worker claims it');
select is(
  tests.answer('worker', format(
    'select private.claim_run((select id from private.outbox where dedupe_key = %L), 1, ''jwt_b'', 60000) ->> ''status''', 'run:' || (select id from started)
  )), 'busy', 'one at a time'
);
select is(
  tests.answer('worker', format(
    'select private.commit_run(%L, gen_random_uuid(), ''jwt_b'', 60000, ''[]'', ''{"kind": "done", "output": 1}'') ->> ''status''', (select id from started)
  )), 'lost', 'who does not hold the claim records nothing'
);
select is(tests.outcome('viewer', 'select public.cancel_run((select id from started))'), '42501', 'a viewer does not cancel');
select tests.answer('operator', 'select public.cancel_run((select id from started))::text');
select is((select status from public.runs where id = (select id from started)), 'cancelled', 'an operator does');
select is(
  tests.answer('worker', format(
    'select private.commit_run(%L, %L, ''jwt_a'', 60000, ''[]'', ''{"kind": "done", "output": 1}'') ->> ''status''',
    (select id from started), (select answer ->> 'token' from claimed)
  )), 'lost', 'and what the worker brings then is lost'
);
select is(tests.answer('operator', 'select public.resume_run((select id from started)) > 1'), 'true', 'a cancelled run can be resumed');
select is((select status from public.runs where id = (select id from started)), 'queued', 'and is queued again');
select is(tests.outcome('operator', 'select public.resume_run((select id from started))'), 'P0001', 'once');
create temporary table repeated as select tests.answer('operator', 'select public.restart_run((select id from started), ''{"a": 2}'')')::uuid as id;
select is((select input from public.runs where id = (select id from repeated)), '{"a": 2}', 'a run is started anew with another input');
select is((select retry_of from public.runs where id = (select id from repeated)), (select id from started), 'and says of which');

-- A suggestion becomes a workflow, and taking the decision back takes the workflow back.
select tests.add_suggestion('owner', 'idea', tests.id('crew'));
create temporary table accepted as
select tests.answer('owner', format('select public.accept_suggestion(%L, ''Idea'', tests.definition())', tests.id('idea')))::uuid as id;
select is(
  tests.answer('owner', format('select public.accept_suggestion(%L, ''Idea'', tests.definition())', tests.id('idea')))::uuid, (select id from accepted), 'accepted twice it is the same workflow'
);
select is(tests.outcome('editor', format('select public.accept_suggestion(%L, ''Idea'', tests.definition())', tests.id('idea'))), 'P0001', 'nobody accepts for another person');
select tests.answer('owner', format('select public.undo_suggestion(%L)', tests.id('idea')));
select isnt((select deleted_at from public.workflows where id = (select id from accepted)), null, 'undone, the workflow is gone');

select is(tests.outcome('operator', 'select public.delete_workflow((select id from made))'), '42501', 'an operator does not delete');
select tests.answer('editor', 'select public.delete_workflow((select id from made))');
select is((select count(*) from public.runs where workflow_id = (select id from made) and status in ('queued', 'running')), 0::bigint, 'deleting stops its runs');
select is(
  (select count(distinct action) from public.audit_log where org_id = tests.id('crew') and action like 'workflow.%'), 4::bigint, 'made, published, rolled back and deleted are in the audit log'
);

-- Whoever is erased is named nowhere; what they made for the team stays.
insert into public.run_steps (org_id, run_id, key, place, step_id, kind, status, output, started_at)
values (
  tests.id('crew'), (select id from started), 'ask', 0, 'ask', 'approval', 'done',
  jsonb_build_object('approved', true, 'by', tests.person('operator')), now()
);
insert into public.profiles (user_id) values (tests.person('operator')) on conflict do nothing;
delete from public.profiles where user_id = tests.person('operator');
select is((select started_by from public.runs where id = (select id from started)), null, 'no run names them');
select is((select count(*) from public.workflow_versions where published_by = tests.person('operator')), 0::bigint, 'no version does');
select is((select output from public.run_steps where run_id = (select id from started) and key = 'ask'), '{"approved": true}', 'no approval does');

select * from finish();
rollback;
