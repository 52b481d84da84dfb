-- Events are their person's alone: they start only what that person published or allowed, in the version they saw.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['owner', 'editor', 'viewer', 'stranger']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('owner'));
insert into public.memberships (org_id, user_id, role)
select tests.id('crew'), tests.person(name), name from unnest(array['owner', 'editor', 'viewer']) as name;
select tests.add_source(name, name || ' source', tests.id('crew')) from unnest(array['owner', 'editor', 'viewer']) as name;

create function tests.on_file(pattern text, step text default 'say') returns jsonb language sql as $$
  select jsonb_set(jsonb_set(tests.definition(), '{trigger}', jsonb_build_object(
    'kind', 'file', 'match', 'glob', 'pattern', pattern, 'ops', '["created"]'::jsonb, 'sourceId', null,
    'settleSeconds', 0, 'maxWaitSeconds', 300, 'holdAt', 100
  )), '{steps,0,id}', to_jsonb(step))
$$;
create function tests.listens(who text) returns boolean language sql security definer as $$
  select exists (select from private.listening_workflows(tests.person(who), 'file'))
$$;

grant execute on all functions in schema tests to public;

create temporary table made as
select tests.answer('editor', format('select public.create_workflow(%L, ''Invoices'', tests.on_file(''*.pdf''))', tests.id('crew')))::uuid as id;
grant select on made to public;
select is(tests.outcome('owner', 'select public.consent_to_workflow((select id from made))'), 'P0001', 'what is not published is not allowed to hear anything');
select tests.answer('editor', 'select public.publish_workflow((select id from made), 1)');

select is(tests.listens('editor'), true, 'whoever publishes it lets their own files start it');
select is(tests.listens('owner'), false, 'nobody else''s files do');
select is((select count(*) from private.file_watchers), 1::bigint, 'only their events are looked at');
select is(tests.answer('owner', 'select count(*)::text from public.workflow_consents'), '0', 'what one person allowed no other sees');
select is(tests.answer('editor', 'select count(*)::text from public.workflow_consents'), '1', 'but they do themselves');
select tests.outcomes_are(
  'select public.consent_to_workflow((select id from made), true)',
  '{"owner": "1 rows", "viewer": "42501", "stranger": "P0001", "anonymous": "no grant"}', 'allows it'
);
select tests.answer('owner', 'select public.consent_to_workflow((select id from made), true)');
select is(tests.listens('owner'), true, 'a colleague may allow theirs, too');
select is((select copies from public.workflow_consents where user_id = tests.person('editor')), false, 'copies are no part of publishing');
select tests.outcomes_are('update public.workflow_consents set copies = true', '{"owner": "no grant", "editor": "no grant", "worker": "no grant"}', 'nobody writes consents');

-- Only sources of the person's own are heard of, and of those only the ones that the trigger may mean.
update public.mining_state set last_seq = 0;
create temporary table asked as select tests.answer('worker', format('select private.files_to_match(%L, 100)', tests.person('owner')))::jsonb as answer;
select is((select answer #> '{listeners,0,sources}' from asked), jsonb_build_array(tests.id('owner source')), 'the person''s own source of this organisation');
update public.sources set kind = 'import' where id = tests.id('owner source');
select is(
  tests.answer('worker', format('select private.files_to_match(%L, 100) #> ''{listeners,0,sources}''', tests.person('owner'))), '[]', 'an import tells of what is long over'
);

-- The next version is another thing than the one that was allowed.
select tests.answer('editor', 'select public.save_workflow((select id from made), 1, tests.on_file(''*.pdf'', ''other''))');
select tests.answer('editor', 'select public.consent_to_workflow((select id from made), true)');
select tests.answer('editor', 'select public.publish_workflow((select id from made), 2)');
select is(tests.listens('editor'), true, 'published anew by the same person it goes on');
select is((select copies from public.workflow_consents where user_id = tests.person('editor')), true, 'with their word on copies of the same files');
select is(tests.listens('owner'), false, 'for everybody else it ends there');
select is((select count(*) from public.notifications where user_id = tests.person('owner')), 1::bigint, 'and they are told');
select tests.answer('editor', 'select public.save_workflow((select id from made), 2, tests.on_file(''*''))');
select tests.answer('editor', 'select public.publish_workflow((select id from made), 3)');
select is((select copies from public.workflow_consents where user_id = tests.person('editor')), false, 'copies of other files are asked for anew');

select tests.answer('editor', 'select public.pause_workflow((select id from made))');
select is(tests.listens('editor'), false, 'paused it hears nothing');
select tests.answer('editor', 'select public.resume_workflow((select id from made))');
select is(tests.listens('editor'), true, 'resumed it does');
select tests.answer('editor', 'select public.withdraw_consent((select id from made))');
select is(tests.listens('editor'), false, 'what was allowed can be taken back');
select tests.answer('editor', 'select public.consent_to_workflow((select id from made))');

-- A run by somebody's file goes with them, as does what waits; the runs of others stay.
insert into public.runs (id, org_id, workflow_id, workflow_version, trigger)
select tests.id(name), tests.id('crew'), (select id from made), 3, '{"kind": "file", "path": "secret.pdf"}' from unnest(array['hers', 'his']) as name;
insert into private.file_runs (run_id, user_id, source_id, path)
values
  (tests.id('hers'), tests.person('editor'), tests.id('editor source'), 'secret.pdf'),
  (tests.id('his'), tests.person('owner'), tests.id('owner source'), 'secret.pdf');
insert into private.file_matches (workflow_id, user_id, number, source_id, path, event, due_at)
values ((select id from made), tests.person('editor'), 3, tests.id('editor source'), 'secret.pdf', '{}', now());
delete from public.memberships where user_id = tests.person('editor') and org_id = tests.id('crew');
select is((select array_agg(id) from public.runs where workflow_id = (select id from made)), array[tests.id('his')], 'whoever leaves takes the names of their files along');
select is((select count(*) from private.file_matches), 0::bigint, 'what waited is gone');
select is((select count(*) from public.workflow_consents where user_id = tests.person('editor')), 0::bigint, 'and nothing is allowed any more');

select * from finish();
rollback;
