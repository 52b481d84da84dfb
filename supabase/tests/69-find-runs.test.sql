-- Runs are found by their workflow, error, file and id, by those who may see them.
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
insert into public.runs (id, org_id, workflow_id, workflow_version, trigger, status, error, created_at, finished_at)
values
(tests.id('sent'), tests.id('crew'), (select id from made), 1, '{"kind": "file", "path": "Books/march_100%.pdf"}', 'done', null, '2026-11-03', now()),
(tests.id('refused'), tests.id('crew'), (select id from made), 1, '{"kind": "manual"}', 'failed', '{"code": "http_status", "message": "the bank answered 503"}', '2026-11-02', now()),
(tests.id('dead'), tests.id('crew'), (select id from made), 1, '{"kind": "manual"}', 'failed', '{"code": "run_timeout", "message": "too long"}', '2026-11-01', now());

create function tests.found(as_whom text, arguments text) returns text
language sql as $$
  select tests.answer(as_whom, format(
    'select coalesce(string_agg(to_char(created_at at time zone ''UTC'', ''DD''), '' '' order by created_at desc), ''none'') from public.find_runs(%s)', arguments
  ))
$$;

select is(tests.found('viewer', '''nvoi'''), '03 02 01', 'by the name of the workflow, the newest first');
select is(tests.found('viewer', '''  Bank ANSWERED '''), '02', 'by the error');
select is(tests.found('viewer', '''march'''), '03', 'by the file');
select is(tests.found('viewer', '''_100%'''), '03', 'whose signs mean themselves');
select is(tests.found('viewer', '''m_rch'''), 'none', 'and nothing else');
select is(tests.found('viewer', quote_literal(upper(tests.id('refused')::text))), '02', 'by the id');
select is(tests.found('viewer', quote_literal(left(tests.id('dead')::text, 8))), '01', 'or its beginning');
select is(tests.found('viewer', quote_literal(left(tests.id('dead')::text, 7))), 'none', 'which has 8 signs');
select is(tests.found('viewer', '''invoices'', of_status => ''failed'''), '02 01', 'of a state');
select is(tests.found('viewer', '''invoices'', of_status => ''failed'', is_dead => true'), '01', 'failed at a limit');
select is(tests.found('viewer', format('''invoices'', of_workflow => %L', tests.id('other'))), 'none', 'of one workflow');
select is(tests.found('viewer', '''invoices'', since => ''2026-11-02'', until => ''2026-11-03'''), '02', 'of some days');
select is(tests.found('viewer', '''invoices'', take => 2'), '03 02', 'a page at a time');
select is(
  tests.found('viewer', format('''invoices'', before => ''2026-11-02'', before_id => %L', tests.id('refused'))), '01', 'and the one after it'
);
select is(
  tests.answer('viewer', 'select string_agg(distinct workflow ->> ''name'', '','') from public.find_runs(''bank'')'), 'Invoices', 'with the name of the workflow'
);
select is(tests.found('stranger', '''invoices'''), 'none', 'nobody else finds any');
select is(tests.outcome('anonymous', 'select public.find_runs(''invoices'')'), 'no grant', 'who is not signed in may not ask');

select is(tests.answer('editor', 'select public.count_replayable(''failed'', q => ''bank'')'), '1', 'what is found is what is run again');
select is(tests.answer('editor', format('select public.count_replayable(''failed'', q => %L)', tests.id('dead'))), '1', 'also by its id');

select * from finish();
rollback;
