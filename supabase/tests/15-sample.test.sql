-- The sample goes away in one command, with all that came of it and nothing else.
begin;
\ir helpers.psql
select plan(21);

select tests.team(), tests.person('cleo');
insert into public.sources (id, org_id, user_id, kind, name, is_sample)
values
  (tests.id('sample of ana'), tests.team(), tests.person('ana'), 'import', 'Sample weeks', true),
  (tests.id('sample of cleo'), tests.personal_org('cleo'), tests.person('cleo'), 'import', 'Sample weeks', true);
select tests.add_source('ana', 'documents');

create function tests.add_event(person text, source text, n integer, org uuid default tests.team()) returns void
language sql set search_path = '' as $$
  insert into public.events (id, user_id, org_id, source_id, seq, occurred_at, time_zone, op, path, body_hash)
  values (
    tests.event_id(now() - interval '3 days', add_event.n), tests.person(add_event.person), add_event.org,
    tests.id(add_event.source), add_event.n, now() - interval '3 days', 'UTC', 'created', 'Sample/week.csv', sha256('x')
  )
$$;
select tests.add_event('ana', 'sample of ana', 1), tests.add_event('ana', 'documents', 2);
select tests.add_event('cleo', 'sample of cleo', 3, tests.personal_org('cleo'));

select tests.add_suggestion('ana', 'from the sample'), tests.add_suggestion('ana', 'from documents');
update public.patterns
set
  evidence = jsonb_build_object(
    'occurrences',
    jsonb_build_array(
      jsonb_build_object(
        'eventIds',
        jsonb_build_array(
          tests.event_id(now() - interval '3 days', case fingerprint when 'from the sample pattern' then 1 else 2 end)
        )
      )
    )
  )
where user_id = tests.person('ana');
insert into public.suggestion_feedback (org_id, user_id, suggestion_id, fingerprint, verdict)
values
  (tests.team(), tests.person('ana'), tests.id('from the sample'), 'from the sample', 'kept'),
  (tests.team(), tests.person('ana'), tests.id('from documents'), 'from documents', 'kept');
insert into public.mining_state (user_id, org_id, last_seq, mined_seq, lease_token, lease_expires_at)
values (tests.person('ana'), tests.team(), 2, 2, gen_random_uuid(), now() + interval '30 seconds');
insert into public.mining_chunks (user_id, chunk, version, data) values (tests.person('ana'), 'head', 1, '\x00');

select tests.outcomes_are(
  'select public.remove_sample()', '{"ana": "1 rows", "cleo": "1 rows", "anonymous": "no grant", "worker": "no grant"}',
  'removes a sample'
);
select tests.outcomes_are(
  'select private.drop_my_sample()', '{"anonymous": "no grant", "worker": "no grant"}', 'removes one by the inner function'
);
select tests.outcomes_are(
  format(
    'insert into public.sources (org_id, kind, name, is_sample) values (%L, ''import'', ''Sample'', true)', tests.team()
  ),
  '{"ana": "23505", "ben": "1 rows"}',
  'adds a sample'
);
select tests.outcomes_are(
  format('update public.sources set is_sample = false where id = %L', tests.id('sample of ana')),
  '{"ana": "no grant", "worker": "no grant"}',
  'calls a sample real'
);

select tests.login(tests.person('ana'));
select is(public.remove_sample(), 1, 'the command says how many events went');
select is(public.remove_sample(), 0, 'a second time there is nothing to remove');
select tests.logout();

select results_eq(
  $$select path, source_id from public.events where user_id = tests.person('ana')$$,
  $$values ('Sample/week.csv', tests.id('documents'))$$,
  'events of other sources stay'
);
select results_eq(
  $$select fingerprint from public.patterns where user_id = tests.person('ana')$$,
  array['from documents pattern'], 'patterns that rest on other events stay'
);
select results_eq(
  $$select fingerprint from public.suggestions where user_id = tests.person('ana')$$,
  array['from documents'], 'their suggestions too'
);
select results_eq(
  $$select fingerprint from public.suggestion_feedback where user_id = tests.person('ana')$$,
  array['from documents'], 'and the decisions on them'
);
select results_eq(
  $$select name from public.sources where user_id = tests.person('ana') order by name$$,
  array['documents'], 'the source is gone'
);
select results_eq(
  $$select mined_seq, lease_token from public.mining_state where user_id = tests.person('ana')$$,
  $$values (0::bigint, null::uuid)$$,
  'mining starts from the first event again, and who mines now writes nothing'
);
select is_empty(
  $$select from public.mining_chunks where user_id = tests.person('ana')$$, 'the state that held the events is gone'
);
select isnt_empty(
  $$select from private.outbox where user_id = tests.person('ana') and topic = 'mine' and done_at is null$$,
  'mining is asked for'
);
select results_eq(
  $$select count(*)::integer from public.events where user_id = tests.person('cleo')$$, array[1], 'another person''s sample stays'
);

select * from finish();
rollback;
