-- A question is told to whoever may answer it, and answered by the link of its mail: once, until it expires.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['editor', 'operator', 'viewer']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('editor'));
insert into public.memberships (org_id, user_id, role)
values
  (tests.id('crew'), tests.person('editor'), 'editor'),
  (tests.id('crew'), tests.person('operator'), 'operator'),
  (tests.id('crew'), tests.person('viewer'), 'viewer');
create temporary table made as
select tests.answer('editor', format('select public.create_workflow(%L, ''Invoices'', tests.definition())', tests.id('crew')))::uuid as id;
grant select on made to public;
select tests.answer('editor', 'select public.publish_workflow((select id from made), 1)');

create function tests.ask(name text, expires interval default '1 hour') returns void language sql as $$
  insert into public.runs (id, org_id, workflow_id, workflow_version, trigger, status, waits_for)
  values (tests.id(name), tests.id('crew'), (select id from made), 1, '{"kind": "manual"}', 'waiting', 'approval');
  insert into public.run_steps (org_id, run_id, key, place, step_id, kind, status, input, started_at, due_at)
  values (
    tests.id('crew'), tests.id(name), 'ask', 0, 'ask', 'approval', 'waiting', '{"message": "Pay 42?"}', clock_timestamp(), now() + expires
  )
$$;
create function tests.link(name text, person text) returns text language sql security definer as $$
  select private.approval_token(notifications) from public.notifications
  where run_id = tests.id(link.name) and user_id = tests.person(link.person)
  order by created_at desc limit 1
$$;
create function tests.follow(link text, approved boolean default null) returns text language sql security definer as $$
  select coalesce(private.answer_by_link(link, approved, 'by mail') ->> 'state', 'not ours')
$$;
grant execute on all functions in schema tests to public;

select tests.ask('one');
select is(
  (select array_agg(user_id order by user_id) from public.notifications where kind = 'approval' and mail = 'at_once' and title = 'Invoices asks you' and body = 'Pay 42?'),
  (select array_agg(id order by id) from (values (tests.person('editor')), (tests.person('operator'))) as told (id)), 'whoever may answer is mailed at once'
);
update public.run_steps set log = '[]' where run_id = tests.id('one');
select is((select count(*) from public.notifications where run_id = tests.id('one')), 2::bigint, 'once');
select is(tests.follow(tests.link('one', 'editor')), 'open', 'looking answers nothing');
select is(
  (select private.notification_mail(id) ->> 'answer' from public.notifications where run_id = tests.id('one') and user_id = tests.person('editor')),
  tests.link('one', 'editor'), 'the mail holds the link'
);
select is(
  (select count(*) from unnest(array[
    overlay(tests.link('one', 'editor') placing left(replace(tests.id('other')::text, '-', ''), 32) from 1),
    left(tests.link('one', 'editor'), 33) || substr(tests.link('one', 'operator'), 34), left(tests.link('one', 'editor'), -1), ''
  ]) as forged where tests.follow(forged, true) <> 'not ours'), 0::bigint, 'what we did not sign answers nothing'
);
select is(tests.follow(tests.link('one', 'editor'), true), 'approved', 'it is answered');
select is(
  (select output ->> 'by' || ' ' || (output ->> 'approved') || ' ' || (output ->> 'comment') from public.run_steps where run_id = tests.id('one')),
  tests.person('editor') || ' true by mail', 'by its person'
);
select is((select status from public.runs where id = tests.id('one')), 'queued', 'and the run goes on');
select is(
  tests.follow(tests.link('one', 'editor'), false) || ' ' || tests.follow(tests.link('one', 'operator'), false), 'over over', 'once, whoever asks'
);
select is((select count(*) from public.notifications where kind = 'approval' and read_at is null), 0::bigint, 'and waits for nobody');
select is((select count(*) from public.audit_log where action = 'run.approved' and target = 'run:' || tests.id('one')), 1::bigint, 'the log tells it');

-- The step done anew is another question.
create temporary table old_link as select tests.link('one', 'editor') as token;
update public.runs set status = 'waiting' where id = tests.id('one');
update public.run_steps set status = 'waiting', started_at = clock_timestamp(), due_at = now() + interval '1 hour' where run_id = tests.id('one');
select is(tests.follow((select token from old_link), true), 'over', 'an old link answers no new question');

select tests.ask('late', '-1 minute');
select is(tests.follow(tests.link('late', 'editor'), true), 'expired', 'it ends with the step');
select tests.ask('role');
create temporary table role_link as select tests.link('role', 'operator') as token;
update public.memberships set role = 'viewer' where user_id = tests.person('operator') and org_id = tests.id('crew');
select is(tests.follow((select token from role_link), true), 'not ours', 'whoever may answer no more does not');
select tests.add_factor('editor');
select is(tests.follow(tests.link('role', 'editor'), true), 'not ours', 'for whom a code is asked a mail is not enough');
select is(
  (select private.notification_mail(id) -> 'answer' from public.notifications where run_id = tests.id('role') and user_id = tests.person('editor')),
  'null'::jsonb, 'and the mail leads to the run instead'
);
select is(tests.outcome('editor', 'select private.answer_by_link('''', true, '''')'), 'no grant', 'only the function asks');

select * from finish();
rollback;
