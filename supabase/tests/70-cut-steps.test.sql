-- What a step was given and gave is cut at 64 KiB in the list of steps, and whole where it lies.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['viewer', 'stranger']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('viewer'));
insert into public.memberships (org_id, user_id, role) values (tests.id('crew'), tests.person('viewer'), 'owner');
create temporary table made as
select tests.answer('viewer', format('select public.create_workflow(%L, ''Invoices'', tests.definition())', tests.id('crew')))::uuid as id;
grant select on made to public;
select tests.answer('viewer', 'select public.publish_workflow((select id from made), 1)');
insert into public.runs (id, org_id, workflow_id, workflow_version, trigger, status, finished_at)
values (tests.id('run'), tests.id('crew'), (select id from made), 1, '{"kind": "manual"}', 'done', now());
insert into public.run_steps (org_id, run_id, key, place, step_id, kind, status, attempt, input, output, started_at, finished_at)
select tests.id('crew'), tests.id('run'), key, place, key, 'http', 'done', 1, input, output, now(), now()
from (
  values
  -- {"text": "…"} is twelve signs and what is in it.
  ('fits', 1, jsonb_build_object('text', repeat('a', 65524)), jsonb_build_object('text', repeat('b', 65524))),
  ('given', 2, jsonb_build_object('text', repeat('a', 65525)), 'null'::jsonb),
  ('gave', 3, '{}', jsonb_build_object('text', repeat('b', 100000))),
  ('nothing', 4, null, null)
) as steps (key, place, input, output);
create function tests.seen(what text) returns text
language sql as $$
  select tests.answer('viewer', format('select string_agg(coalesce((%s)::text, ''-''), '' '' order by place) from public.read_run_steps(%L)', what, tests.id('run')))
$$;

select is(tests.seen('key'), 'fits given gave nothing', 'steps in their order');
select is(tests.seen('is_input_cut'), 'false true false false', 'an input over 64 KiB is cut');
select is(tests.seen('is_cut'), 'false false true false', 'and an output');
select is(tests.seen('jsonb_typeof(input)'), 'object string object -', 'it is the text of its beginning');
select is(tests.seen('length(output #>> ''{}'')'), '65536 - 65536 -', 'of 65536 signs');
select is(tests.seen('starts_with(input #>> ''{}'', ''{"text": "aaa'')'), 'true true false -', 'from its first sign on');
select is(
  tests.answer('viewer', format('select length(output ->> ''text'')::text from public.run_steps where run_id = %L and key = ''gave''', tests.id('run'))),
  '100000', 'the whole can be read of the step itself'
);
select is(tests.answer('stranger', format('select count(*)::text from public.read_run_steps(%L)', tests.id('run'))), '0', 'nobody else reads any');
select is(tests.outcome('anonymous', format('select public.read_run_steps(%L)', tests.id('run'))), 'no grant', 'who is not signed in may not ask');

select * from finish();
rollback;
