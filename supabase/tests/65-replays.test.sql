-- Runs that failed are run again by one command, each once, by whoever may run them.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['editor', 'viewer', 'stranger']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('editor'));
insert into public.memberships (org_id, user_id, role)
values (tests.id('crew'), tests.person('editor'), 'editor'), (tests.id('crew'), tests.person('viewer'), 'viewer');
create temporary table made as
select tests.answer('editor', format('select public.create_workflow(%L, ''Invoices'', tests.definition())', tests.id('crew')))::uuid as id;
grant select on made to public;
select tests.answer('editor', 'select public.publish_workflow((select id from made), 1)');

create function tests.fail_run(name text, how text default 'failed', code text default 'http_status', kind text default 'schedule') returns void
language sql as $$
  insert into public.runs (id, org_id, workflow_id, workflow_version, trigger, input, status, error, finished_at)
  values (
    tests.id(name), tests.id('crew'), (select id from made), 1, jsonb_build_object('kind', kind, 'at', '2026-11-01T08:00:00Z'),
    jsonb_build_object('name', name), how, jsonb_build_object('code', code), now()
  )
$$;
select tests.fail_run('one'), tests.fail_run('two'), tests.fail_run('three', 'failed', 'exceeded_limits');
select tests.fail_run('four', 'unknown'), tests.fail_run('five', 'done');
insert into public.runs (org_id, workflow_id, workflow_version, trigger, status, finished_at, parent_id, parent_key)
values (tests.id('crew'), (select id from made), 1, '{"kind": "call"}', 'failed', now(), tests.id('one'), 'call');

select is(tests.answer('editor', 'select public.count_replayable(''failed'')'), '3', 'runs that failed, without those that a run called');
select is(tests.answer('editor', 'select public.count_replayable(''unknown'')'), '1', 'or whose end is unknown');
select is(tests.answer('editor', 'select public.count_replayable(''done'')'), '0', 'never what is done');
select is(tests.answer('editor', 'select public.count_replayable(''failed'', is_dead => true)'), '1', 'what exceeded limits alone');
select is(tests.answer('editor', 'select public.count_replayable(''failed'', q => ''nvoi'')'), '3', 'by the name of the workflow');
select is(tests.answer('editor', 'select public.count_replayable(''failed'', q => ''%'')'), '0', 'whose signs mean themselves');
select is(tests.answer('editor', 'select public.count_replayable(''failed'', until => now() - interval ''1 day'')'), '0', 'by its time');
select is(tests.answer('viewer', 'select public.count_replayable(''failed'')'), '0', 'whoever may not run them has none to run');
select tests.outcomes_are(
  'select public.replay_runs(''failed'')', '{"editor": "1 rows", "viewer": "P0001", "stranger": "P0001", "anonymous": "no grant"}', 'runs them again'
);
select is(tests.outcome('editor', 'select public.replay_runs(''done'')'), '22023', 'what is done is refused');

create temporary table asked as select tests.answer('editor', 'select public.replay_runs(''failed'')')::uuid as id;
grant select on asked to public;
select is(tests.outcome('editor', 'select public.replay_runs(''unknown'')'), 'P0001', 'one after the other');
select is(tests.answer('viewer', 'select count(*)::text from public.replays'), '0', 'how far it is sees who asked');
select is(tests.outcome('editor', 'select private.replay_batch((select id from asked), 2)'), 'no grant', 'only the worker starts them');
select is(
  tests.answer('worker', 'select private.replay_batch((select id from asked), 2) -> ''left'''), 'true', 'in batches'
);
-- Somebody is quicker with the last one.
select tests.answer('editor', format(
  'select public.restart_run(id) from public.runs as old where workflow_id = %L and status = ''failed'' and parent_id is null and not exists (select from public.runs as again where again.retry_of = old.id)',
  (select id from made)
));
select is(tests.answer('worker', 'select private.replay_batch((select id from asked), 2) -> ''left'''), 'false', 'to the end');
select is(
  (select status || ' ' || total || ' ' || started || ' ' || skipped from public.replays where id = (select id from asked)), 'done 3 2 1', 'and says how it went'
);
select is(
  (select array_agg(again.count order by again.count) from (select count(*) from public.runs where retry_of is not null group by retry_of) as again),
  array[1, 1, 1]::bigint[], 'each once'
);
select is(
  (select count(*) from public.runs join public.runs as old on old.id = runs.retry_of where runs.trigger = old.trigger and runs.input = old.input and runs.started_by = tests.person('editor')),
  3::bigint, 'with what started the old one, also of a schedule, and its input'
);
select is((select count(*) from private.outbox where topic = 'run' and done_at is null), 3::bigint, 'each is owed a message');
select is(tests.answer('editor', 'select public.count_replayable(''failed'')'), '0', 'none is left to run again');

-- Stopped on the way, and by whoever may no more.
create temporary table stopped as select tests.answer('editor', 'select public.replay_runs(''unknown'')')::uuid as id;
grant select on stopped to public;
select is(tests.outcome('stranger', 'select public.cancel_replay((select id from stopped))'), '1 rows', 'asking is free');
select is((select status from public.replays where id = (select id from stopped)), 'running', 'but stops nothing of others');
select tests.answer('editor', 'select public.cancel_replay((select id from stopped))');
select is(tests.answer('worker', 'select private.replay_batch((select id from stopped), 2)::text'), '{"jobs": [], "left": false}', 'no more is started');
create temporary table denied as select tests.answer('editor', 'select public.replay_runs(''unknown'')')::uuid as id;
grant select on denied to public;
update public.memberships set role = 'viewer' where user_id = tests.person('editor') and org_id = tests.id('crew');
select tests.answer('worker', 'select private.replay_batch((select id from denied), 2)');
select is((select started || ' ' || skipped from public.replays where id = (select id from denied)), '0 1', 'a role that ended starts nothing');

select * from finish();
rollback;
