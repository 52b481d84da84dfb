-- Events are read by their person alone, through the parent and never through a leaf, and stored by the worker alone.
begin;
\ir helpers.psql
select plan(55);

select tests.team(), tests.person('cleo');
select private.add_event_partitions();
do $$ begin execute tests.event_insert('ana', now(), 1); end $$;

select tests.outcomes_are(
  format('select from public.events where user_id = %L', tests.person('ana')),
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "1 rows"}',
  'reads the events of ana'
);
select tests.outcomes_are(
  tests.event_insert('ana', now(), 2),
  '{"ana": "no grant", "ben": "no grant", "cleo": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'stores an event of ana'
);
select tests.outcomes_are(
  'update public.events set path = ''other.csv''',
  '{"ana": "no grant", "ben": "no grant", "cleo": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'edits events'
);
select tests.outcomes_are(
  'delete from public.events',
  '{"ana": "no grant", "ben": "no grant", "cleo": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'deletes events'
);

select tests.outcomes_are(
  format('select from parts.%I', 'events_' || to_char(now() at time zone 'UTC', 'YYYY_MM')),
  '{"ana": "no grant", "ben": "no grant", "cleo": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'reads a leaf'
);
select is_empty(
  $$
    select leaves.relname
    from pg_class as leaves
    cross join unnest(array['anon', 'authenticated', 'service_role', 'floyo_worker']) as roles (name)
    cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as privileges (name)
    where
      leaves.relnamespace = 'parts'::regnamespace
      and leaves.relkind in ('r', 'p')
      and has_table_privilege(roles.name, leaves.oid, privileges.name)
  $$,
  'no role holds any right on any leaf'
);
select is_empty(
  $$select relname from pg_class where relnamespace = 'parts'::regnamespace and relkind in ('r', 'p') and not relrowsecurity$$,
  'row level security is on for every leaf'
);

update public.memberships set role = 'viewer' where org_id = tests.team() and user_id = tests.person('ana');
select tests.outcomes_are(
  format('select from public.events where user_id = %L', tests.person('ana')), '{"ana": "1 rows"}', 'reads them as a viewer'
);
delete from public.memberships where org_id = tests.team() and user_id = tests.person('ana');
select tests.outcomes_are(
  format('select from public.events where user_id = %L', tests.person('ana')),
  '{"ana": "0 rows"}',
  'reads them after leaving the organisation they belong to'
);

select throws_ok(tests.event_insert('ana', now(), 1), '23505', null, 'the same id of the same person is stored once');
select lives_ok(tests.event_insert('cleo', now(), 1), 'the same id of another person is another event');
select throws_ok(
  tests.event_insert('ana', now() - interval '3 years', 3), '23514', null, 'an id older than every partition is refused'
);
select throws_ok(
  tests.event_insert('ana', now() + interval '1 year', 3), '23514', null, 'an id beyond the last partition is refused'
);
select throws_ok(
  replace(tests.event_insert('ana', now(), 3), '-7000-', '-4000-'), '23514', null, 'an id of another version is refused'
);
select throws_ok(
  replace(tests.event_insert('ana', now(), 3), '-7000-8000-', '-7000-0000-'), '23514', null,
  'an id of another variant is refused'
);
select throws_ok(replace(tests.event_insert('ana', now(), 3), 'created', 'eaten'), '23514', null, 'an unknown op is refused');
select throws_ok(
  replace(tests.event_insert('ana', now(), 3), 'reports/week.csv', repeat('é', 513)), '23514', null,
  'a path of more than 1024 bytes is refused'
);
select lives_ok(
  replace(tests.event_insert('ana', now(), 3), 'reports/week.csv', repeat('é', 512)), 'a path of 1024 bytes is stored'
);

select is(
  private.uuid_v7_floor('2026-11-22T09:00:00.123Z'), '01a2027b-d6fb-7000-8000-000000000000'::uuid,
  'the floor of a time is its milliseconds, version 7, and nothing else'
);
select is(uuid_extract_version(private.uuid_v7_floor(now())), 7::smallint, 'which Postgres takes for version 7');
select ok(
  private.uuid_v7_floor('2026-11-22T09:00:00.123Z') > private.uuid_v7_floor('2026-11-22T09:00:00.122Z'),
  'and which grows with the time'
);

select results_eq(
  $$
    select months::date
    from generate_series(
      date_trunc('month', now() at time zone 'UTC') - interval '13 months',
      date_trunc('month', now() at time zone 'UTC') + interval '2 months',
      interval '1 month'
    ) as months
    where to_regclass('parts.events_' || to_char(months, 'YYYY_MM')) is null
  $$,
  'select null::date where false',
  'each month from 13 back to 2 ahead has its leaf'
);
select is_empty(
  $$select from pg_partitioned_table where partrelid = 'public.events'::regclass and partdefid <> 0$$,
  'there is no default partition that would swallow ids of another age'
);
select is(private.add_event_partitions(), 0, 'adding the partitions again adds none');
select is(
  tests.answer('worker', 'select private.add_event_partition((now() + interval ''4 months'')::date)'), 'true',
  'the worker adds a month it does not own'
);
select is(
  tests.answer('worker', 'select private.add_event_partition((now() + interval ''4 months'')::date)'), 'false', 'once'
);
select is(
  tests.outcome('worker', 'select private.add_event_partition(''1999-01-01'')'), '22023',
  'a month far from now is refused'
);
select is(tests.outcome('worker', 'select private.add_event_partition(null)'), '22023', 'and so is none');
select tests.outcomes_are(
  'select private.add_event_partition(now()::date)', '{"ana": "no grant", "anonymous": "no grant"}', 'adds a partition'
);
select is(
  (
    select array_agg(indexes.indexrelid::regclass::text order by indexes.indexrelid::regclass::text)
    from pg_index as indexes
    where indexes.indrelid = ('parts.events_' || to_char(now() + interval '4 months', 'YYYY_MM'))::regclass
  ),
  (
    select array_agg('parts.events_' || to_char(now() + interval '4 months', 'YYYY_MM') || suffix order by suffix)
    from unnest(array['_pkey', '_user_id_occurred_at_id_idx', '_user_id_seq_idx']) as suffix
  ),
  'a new leaf has the key and both indexes'
);
select ok(
  (
    select relrowsecurity from pg_class
    where oid = ('parts.events_' || to_char(now() + interval '4 months', 'YYYY_MM'))::regclass
  ),
  'and row level security'
);

create function tests.plan_of(query text) returns text language plpgsql as $$
declare
  line text;
  lines text := '';
begin
  for line in execute 'explain (costs off) ' || query loop
    lines := lines || line || E'\n';
  end loop;
  return lines;
end
$$;
grant execute on function tests.plan_of(text) to public;
-- Without it, a table of three rows is read from end to end whatever its indexes are.
set local enable_seqscan = off;
select tests.login(tests.person('ana'));
create temporary table plans on commit drop as
select tests.plan_of('select * from public.events order by occurred_at desc, id limit 50') as plan;
select tests.logout();
select matches(
  (select plan from plans), 'user_id_occurred_at_id_idx', 'the newest events of a person come from an index'
);
select matches((select plan from plans), 'InitPlan', 'the policy asks who one is once a statement');
select doesnt_match((select plan from plans), 'SubPlan|Seq Scan', 'and never once a row');

select * from finish();
rollback;
