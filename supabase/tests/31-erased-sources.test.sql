-- A source that is removed with its events takes away what rests on them, at once and for good, and nothing else.
begin;
\ir helpers.psql
select plan(37);

select tests.team(), tests.person('cleo'), tests.add_source('ana', 'documents'), tests.add_source('ana', 'laptop');
select tests.add_source('ben', 'desk of ben');

create function tests.add_event(person text, source text, seq bigint) returns uuid
language sql set search_path = '' as $$
  insert into public.events (id, user_id, org_id, source_id, seq, occurred_at, time_zone, op, path, body_hash)
  values (
    tests.event_id(now() - interval '3 days', add_event.seq::integer), tests.person(add_event.person), tests.team(),
    tests.id(add_event.source), add_event.seq, now() - interval '3 days', 'UTC', 'created', 'week.csv', sha256('x')
  )
  returning events.id
$$;
create function tests.rest_on(pattern text, variadic seqs bigint[]) returns void
language sql set search_path = '' as $$
  update public.patterns
  set evidence = jsonb_build_object(
    'timeZone', 'UTC', 'expectedDays', jsonb_build_array('x'), 'weekHours', '[]'::jsonb,
    'occurrences', jsonb_build_array(
      jsonb_build_object(
        'eventIds',
        (select jsonb_agg(tests.event_id(now() - interval '3 days', seq::integer)) from unnest(rest_on.seqs) as seq)
      )
    )
  )
  where patterns.fingerprint = rest_on.pattern
$$;

select tests.add_event('ana', 'documents', 1), tests.add_event('ana', 'laptop', 2);
select tests.add_event('ana', 'documents', 25000), tests.add_event('ben', 'desk of ben', 1);
insert into public.mining_state (user_id, org_id, last_seq, mined_seq, lease_token, lease_expires_at)
values (tests.person('ana'), tests.team(), 25000, 25000, gen_random_uuid(), now() + interval '30 seconds');
insert into public.mining_chunks (user_id, chunk, version, data) values (tests.person('ana'), 'head', 1, '\x00');
insert into public.ingest_rejects (org_id, user_id, source_id, position, code, message, body_hash)
values (tests.team(), tests.person('ana'), tests.id('documents'), 0, 'invalid_event', 'no path', sha256('x'));
select tests.add_suggestion('ana', 'its own'), tests.add_suggestion('ana', 'shared'), tests.add_suggestion('ana', 'other');
select tests.rest_on('its own pattern', 1, 25000), tests.rest_on('shared pattern', 1, 2), tests.rest_on('other pattern', 2);
insert into public.suggestion_feedback (org_id, user_id, suggestion_id, fingerprint, verdict, reason)
values (tests.team(), tests.person('ana'), tests.id('its own'), 'its own', 'dismissed', 'private');

select tests.outcomes_are(
  format('select public.remove_source_with_events(%L)', tests.id('documents')),
  '{"ana": "1 rows", "ben": "P0001", "cleo": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'removes a source of ana with its events'
);
select tests.outcomes_are(
  format('select public.erase_source_step(%L)', tests.id('documents')),
  '{"ana": "P0001", "ben": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'deletes events of a source that was not removed with them'
);
select tests.outcomes_are(
  format('select private.start_erasing_source(%L)', tests.id('documents')),
  '{"ana": "P0001", "ben": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'deletes the events of a source that still takes some'
);
select tests.outcomes_are(
  format('select private.erase_source_window(%L)', tests.id('documents')),
  '{"ana": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'deletes events past the question whether they may go'
);
select tests.outcomes_are(
  'select private.continue_erasing(1)', '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'goes on with what was asked for'
);

select tests.login(tests.person('ana'));
select public.remove_source_with_events(tests.id('documents'));
select tests.logout();

select results_eq(
  $$select fingerprint from public.patterns where user_id = tests.person('ana') order by fingerprint$$,
  array['other pattern', 'shared pattern'], 'what rests on its events alone is gone at once'
);
select results_eq(
  $$select withdrawn_at is not null, evidence from public.patterns where fingerprint = 'shared pattern'$$,
  $$values (true, '{"timeZone": "UTC", "occurrences": [], "expectedDays": []}'::jsonb)$$,
  'what rests on others too is withdrawn, without its occurrences'
);
select results_eq(
  $$select fingerprint, status from public.suggestions where user_id = tests.person('ana') order by fingerprint$$,
  $$values ('other', 'open'), ('shared', 'withdrawn')$$, 'suggestions follow their patterns'
);
select results_eq(
  $$select fingerprint from public.suggestion_feedback where user_id = tests.person('ana')$$,
  array['its own'], 'a dismissal is remembered, so that the same is not told again'
);
select is_empty(
  $$select from public.ingest_rejects where user_id = tests.person('ana')$$, 'what it sent and was refused is gone'
);
select results_eq(
  $$select mined_seq, lease_token from public.mining_state where user_id = tests.person('ana')$$,
  $$values (0::bigint, null::uuid)$$, 'mining starts from the first event again, and who mines now writes nothing'
);
select is_empty(
  $$select from public.mining_chunks where user_id = tests.person('ana')$$, 'the state that held the events is gone'
);
select isnt_empty(
  $$select from private.outbox where user_id = tests.person('ana') and topic = 'mine' and done_at is null$$,
  'mining is asked for'
);

select tests.login(tests.person('ana'));
select is(
  public.erase_source_step(tests.id('documents')), 0.8::real, 'a step looks at 20 000 numbers and says how far it is'
);
select is(
  (select array_agg(seq order by seq) from public.events), array[2, 25000]::bigint[], 'it deletes what it saw of the source'
);
select lives_ok(
  format('select public.remove_source_with_events(%L)', tests.id('documents')), 'asked for twice, it goes on'
);
select is(public.erase_source_step(tests.id('documents')), 1::real, 'the last step says that it is done');
select is((select array_agg(seq) from public.events), array[2]::bigint[], 'events of other sources stay');
select is(public.erase_source_step(tests.id('documents')), 1::real, 'a step after the last changes nothing');
select tests.logout();
select is(
  (select erased_at is not null from public.sources where id = tests.id('documents')), true, 'the source says that it is empty'
);

select tests.login(tests.person('ana'));
select public.remove_source_with_events(tests.id('laptop'));
select tests.logout();
select is(private.continue_erasing(9), 2, 'the tick goes on where a page was closed, step by step');
select is_empty($$select from public.events where user_id = tests.person('ana')$$, 'until nothing is left');
select results_eq(
  $$select count(*)::integer from public.events where user_id = tests.person('ben')$$, array[1],
  'events of other people stay'
);

select * from finish();
rollback;
