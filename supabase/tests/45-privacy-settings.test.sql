-- What a person rules out is refused and not kept; what is older than they want goes, with what rested on it.
begin;
\ir helpers.psql
select plan(61);

select tests.team(), tests.person('cleo'), tests.add_source('ana', 'laptop');

select tests.outcomes_are(
  format('insert into public.privacy_settings (user_id, retention_days) values (%L, 30)', tests.person('ana')),
  '{"ana": "1 rows", "ben": "refused by policy", "anonymous": "no grant", "worker": "no grant"}',
  'sets what is kept of ana'
);
select tests.answer('ana', format('insert into public.privacy_settings (user_id) values (%L) returning 1', tests.person('ana')));
select tests.outcomes_are('select from public.privacy_settings', '{"ana": "1 rows", "ben": "0 rows", "anonymous": "no grant", "worker": "1 rows"}', 'reads settings');
select tests.outcomes_are('update public.privacy_settings set retention_days = 365', '{"ana": "1 rows", "ben": "0 rows", "worker": "no grant"}', 'keeps a year');
select tests.outcomes_are('update public.privacy_settings set retention_days = 366', '{"ana": "23514"}', 'keeps longer than a year');
select tests.outcomes_are('update public.privacy_settings set retention_days = 0', '{"ana": "23514"}', 'keeps nothing');
select tests.outcomes_are('update public.privacy_settings set ops = ''{}''', '{"ana": "23514"}', 'takes no operation');
select tests.outcomes_are('update public.privacy_settings set ops = ''{formatted}''', '{"ana": "23514"}', 'takes an operation that does not exist');
select tests.outcomes_are('update public.privacy_settings set ignored_paths = ''{!a}''', '{"ana": "22023"}', 'ignores by a negation');
select tests.outcomes_are('update public.privacy_settings set ignored_paths = array['''']', '{"ana": "22023"}', 'ignores the empty path');
select tests.outcomes_are('update public.privacy_settings set ignored_paths = array[repeat(''a'', 201)]', '{"ana": "22023"}', 'ignores by 201 characters');
select tests.outcomes_are('update public.privacy_settings set ignored_paths = array_fill(''a''::text, array[51])', '{"ana": "23514"}', 'ignores by 51 globs');
select tests.outcomes_are('update public.privacy_settings set user_id = gen_random_uuid()', '{"ana": "no grant"}', 'gives them away');
select tests.outcomes_are('delete from public.privacy_settings', '{"ana": "1 rows", "ben": "0 rows"}', 'goes back to the defaults');

select is(cases.path ~ private.glob_regex(cases.glob), cases.is_ignored, cases.glob || ' and ' || cases.path)
from (
  values
    ('*.key', 'a/b/server.key', true),
    ('*.key', 'server.key.txt', false),
    ('Private/', 'Private/diary.md', true),
    ('Private/', 'Work/Private/diary.md', true),
    ('Private/', 'Private', false),
    ('/Private/', 'Work/Private/diary.md', false),
    ('Work/Tax', 'Work/Tax/2026.pdf', true),
    ('Work/Tax', 'Home/Work/Tax/2026.pdf', false),
    ('Work/*/raw', 'Work/a/raw/x.csv', true),
    ('Work/*/raw', 'Work/a/b/raw/x.csv', false),
    ('Work/**/raw', 'Work/a/b/raw/x.csv', true),
    ('report?.pdf', 'report1.pdf', true),
    ('report?.pdf', 'report10.pdf', false),
    ('a.b', 'axb', false),
    ('(x)+[y]', '(x)+[y]', true),
    ('back\slash', 'back\slash', true),
    ('tax', 'syntax', false)
) as cases (glob, path, is_ignored);

create function tests.send(path text, op text default 'created', n integer default 1) returns jsonb language sql as $$
  select private.ingest(
    tests.person('ana'), tests.id('laptop'), now(),
    jsonb_build_array(jsonb_build_object(
      'i', 0, 'at', now(), 'plain', true,
      'e', jsonb_build_object('id', tests.event_id(now(), n), 'occurredAt', now(), 'tz', 'UTC', 'op', op, 'path', path)
    )),
    '[]'
  )
$$;
update public.privacy_settings set ops = '{created,modified}', ignored_paths = '{Private/,*.key}' where user_id = tests.person('ana');
select is(tests.send('Private/diary.md') -> 'refused', '[{"index": 0, "problem": "not_captured"}]', 'a path that was ruled out is refused');
select is(tests.send('a/x.key') -> 'refused', '[{"index": 0, "problem": "not_captured"}]', 'by any of the globs');
select is(tests.send('a/x.csv', 'opened') -> 'refused', '[{"index": 0, "problem": "not_captured"}]', 'an operation that was ruled out too');
select is_empty('select from public.events where user_id = tests.person(''ana'') union all select from public.ingest_rejects', 'and nothing of it is kept');
select is(tests.send('a/x.csv') ->> 'accepted', '1', 'the rest is taken');
update public.privacy_settings set paused_at = now() where user_id = tests.person('ana');
select is(tests.send('a/y.csv', n => 2) ->> 'status', 'paused', 'a person who paused everything sends nothing');
update public.privacy_settings set paused_at = null, retention_days = 30 where user_id = tests.person('ana');

-- Retention.
delete from public.events;
do $$ begin
  execute tests.event_insert('ana', now() - interval '29 days', 1);
  execute tests.event_insert('ana', now() - interval '31 days', 2);
  execute tests.event_insert('ana', now() - interval '60 days', 3);
  execute tests.event_insert('ben', now() - interval '89 days', 1);
  execute tests.event_insert('ben', now() - interval '91 days', 2);
end $$;
insert into public.mining_state (user_id, org_id, last_seq, mined_seq)
values (tests.person('ana'), tests.team(), 3, 3), (tests.person('ben'), tests.team(), 2, 2)
on conflict (user_id) do update set last_seq = excluded.last_seq, mined_seq = excluded.mined_seq;
insert into public.mining_chunks (user_id, chunk, version, data) values (tests.person('ana'), 'head', 1, 'x');
select tests.add_pattern('ana', 'old one');
update public.patterns
set
  first_seen_at = now() - interval '60 days',
  evidence = jsonb_build_object('occurrences', jsonb_build_array(
    jsonb_build_object('eventIds', jsonb_build_array(tests.event_id(now() - interval '29 days', 1))),
    jsonb_build_object('eventIds', jsonb_build_array(tests.event_id(now() - interval '60 days', 3), tests.event_id(now() - interval '29 days', 1)))
  ))
where id = tests.id('old one');
delete from private.outbox;
select is(tests.answer('worker', 'select private.ask_for_expiry()'), '2', 'who has older events than they want is owed a job');
select is(tests.answer('worker', 'select private.ask_for_expiry()'), '0', 'one each');
select is(tests.answer('worker', format('select private.expire_events(%L, 1)', tests.person('ana'))), '1', 'a step deletes so many');
select is((select count(*) from public.mining_chunks), 1::bigint, 'mining goes on undisturbed until the last one');
select is(tests.answer('worker', format('select private.expire_events(%L, 10)', tests.person('ana'))), '1', 'the last step deletes the rest');
select is((select array_agg(seq) from public.events where user_id = tests.person('ana')), array[1::bigint], 'what is young enough stays');
select is_empty('select from public.mining_chunks', 'the names that mining remembered go too');
select is((select mined_seq from public.mining_state where user_id = tests.person('ana')), 0::bigint, 'it starts anew');
select is((select jsonb_array_length(evidence -> 'occurrences') from public.patterns where id = tests.id('old one')), 1, 'an occurrence that rested on a deleted event is no evidence any more');
select is(tests.answer('worker', format('select private.expire_events(%L, 10)', tests.person('ben'))), '1', 'without a setting 90 days are kept');
select tests.outcomes_are(format('select private.expire_events(%L, 1)', tests.person('ana')), '{"ana": "no grant", "anonymous": "no grant"}', 'expires by hand');

-- Runs that files started: one of each age and person, and one under way.
insert into public.workflows (id, org_id, name, draft, published_version, trigger_kind)
values (tests.id('on files'), tests.team(), 'On files', tests.definition(), 1, 'file');
insert into public.workflow_versions (org_id, workflow_id, number, definition)
values (tests.team(), tests.id('on files'), 1, tests.definition());
insert into public.runs (id, org_id, workflow_id, workflow_version, trigger, status, finished_at)
select
  tests.id(name), tests.team(), tests.id('on files'), 1, '{"kind": "file", "path": "secret.pdf"}',
  case when days is null then 'running' else 'done' end, now() - make_interval(days => days)
from (values ('old run', 40), ('young run', 20), ('open run', null), ('run of ben', 40)) as made (name, days);
insert into private.file_runs (run_id, user_id, source_id, path)
select tests.id(name), tests.person(case name when 'run of ben' then 'ben' else 'ana' end), tests.id('laptop'), 'secret.pdf'
from unnest(array['old run', 'young run', 'open run', 'run of ben']) as name;
update public.privacy_settings set retention_days = 30 where user_id = tests.person('ana');
select is(tests.answer('worker', format('select private.expire_file_runs(%L, 10)', tests.person('ana'))), '1', 'a run that a file started goes with the events of its time');
select is(
  (select count(*) from public.runs where workflow_id = tests.id('on files') and id <> tests.id('old run')), 3::bigint,
  'younger ones, those under way and those of others stay'
);
select tests.outcomes_are(format('select private.expire_file_runs(%L, 1)', tests.person('ana')), '{"ana": "no grant", "anonymous": "no grant"}', 'expires runs by hand');

select * from finish();
rollback;
