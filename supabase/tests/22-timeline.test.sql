-- The timeline's questions: counts and rows say the same, filters mean what they say, and nobody sees another's events.
begin;
\ir helpers.psql
select plan(32);

select tests.team(), tests.person('cleo');
create function tests.add_event(person text, seq bigint, at timestamptz, op text, path text, tool text, inferred boolean)
returns void language sql set search_path = '' as $$
  insert into public.events (
    id, user_id, org_id, source_id, seq, occurred_at, time_zone, op, path, tool, inferred, body_hash
  )
  values (
    tests.event_id(at, seq::integer), tests.person(person), tests.team(), tests.id('source ' || (seq % 2)), seq, at,
    'UTC', op, path, tool, inferred, sha256('x')
  )
$$;
select tests.add_event('ana', 1, now() - interval '10 days', 'created', 'Reports/100%_done.csv', 'Excel', false);
select tests.add_event('ana', 2, date_trunc('day', now()) - interval '3 days' + interval '9 hours', 'created', 'Reports/orders.csv', null, false);
select tests.add_event('ana', 3, date_trunc('day', now()) - interval '3 days' + interval '9 hours 30 minutes', 'modified', 'Reports/orders.csv', 'Excel', true);
select tests.add_event('ana', 4, date_trunc('day', now()) - interval '3 days' + interval '10 hours 1 minute', 'deleted', 'Reports/orders.csv', null, false);
select tests.add_event('ana', 5, date_trunc('day', now()) - interval '3 days' + interval '23 hours 50 minutes', 'opened', 'Reports/late.csv', null, false);
select tests.add_event('ben', 1, now() - interval '3 days', 'created', 'Reports/bens.csv', null, false);

create function tests.days(arguments text) returns text language sql as $$
  select tests.answer(
    'ana', 'select string_agg(events || ''/'' || sessions, '' '' order by day desc) from public.timeline_days(' || arguments || ')'
  )
$$;
create function tests.rows(arguments text) returns text language sql as $$
  select tests.answer(
    'ana',
    'select string_agg(op, '' '') from public.timeline_events(now() - interval ''30 days'', now(), ' || arguments || ')'
  )
$$;

select is(tests.days('''UTC'''), '4/3 1/1', 'days with their events, and sessions that more than half an hour parts');
select is(tests.days('''Pacific/Kiritimati'''), '2/2 2/1 1/1', 'days are those of the zone that is asked for');
select is(tests.days('''UTC'', q => ''ORDERS excel'''), '1/1', 'every word is searched, in path and tool, in any case');
select is(tests.days('''UTC'', q => ''100%_'''), '1/1', 'percent and underscore are searched as they are');
select is(tests.days('''UTC'', q => ''  '''), '4/3 1/1', 'a search of spaces leaves nothing out');
select is(tests.days('''UTC'', ops => array[''created'', ''deleted'']'), '2/2 1/1', 'by what was done');
select is(tests.days('''UTC'', is_inferred => true'), '1/1', 'only what was inferred');
select is(tests.days(format('''UTC'', source => %L', tests.id('source 0'))), '2/2', 'by source');
select is(tests.days('''UTC'', since => now() - interval ''5 days'''), '4/3', 'from an instant on');
select is(tests.days('''UTC'', until => now() - interval ''5 days'''), '1/1', 'up to an instant');

select is(tests.rows('take => 10'), 'opened deleted modified created created', 'rows come newest first');
select is(tests.rows('take => 2, skip => 1'), 'deleted modified', 'a page after another');
select is(tests.rows('q => ''orders'''), 'deleted modified created', 'rows are searched as days are');
select is(tests.rows('ops => array[''created''], is_inferred => false'), 'created created', 'and filtered as they are');
select is(
  tests.outcome('ana', 'select from public.timeline_events(now(), now(), take => 1001)'), '22023', 'a page is bounded'
);
select is(
  tests.outcome('ana', 'select from public.timeline_events(now(), now(), skip => -1)'), '22023', 'and starts at 0'
);
select is(tests.outcome('ana', 'select from public.timeline_days(''Mars/Olympus'')'), '22023', 'an unknown zone is refused');

select is(
  tests.answer('ana', 'select string_agg(path || '' '' || events, '', '') from public.find_files(''csv'')'),
  'Reports/late.csv 1, Reports/orders.csv 3, Reports/100%_done.csv 1', 'files are told once, the last touched first'
);
select is(tests.outcome('ana', 'select from public.find_files(''c'')'), '22023', 'a search has two characters');
select is(tests.outcome('ana', 'select from public.find_files(null)'), '22023', 'or more than none');

select tests.outcomes_are(
  'select from public.timeline_events(now() - interval ''30 days'', now())',
  '{"ana": "5 rows", "ben": "1 rows", "cleo": "0 rows", "anonymous": "no grant"}', 'reads the timeline'
);
select tests.outcomes_are(
  'select from public.timeline_days(''UTC'')',
  '{"ana": "2 rows", "ben": "1 rows", "cleo": "0 rows", "anonymous": "no grant"}', 'counts the days'
);
select tests.outcomes_are(
  'select from public.find_files(''csv'')',
  '{"ana": "3 rows", "ben": "1 rows", "cleo": "0 rows", "anonymous": "no grant"}', 'finds files'
);

select * from finish();
rollback;
