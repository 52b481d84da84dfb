-- What was due and did not come is stored with its pattern and goes with the next mining that sees it come.
begin;
\ir helpers.psql
select plan(8);

select tests.team();
create function tests.mined(absence text) returns jsonb language sql as $$
  select jsonb_build_array(
    jsonb_build_object(
      'fingerprint', 'monday report', 'kind', 'rhythm', 'steps', '[]'::jsonb, 'rhythm', '{}'::jsonb, 'evidence', '{}'::jsonb,
      'stats', '{}'::jsonb, 'score', 3, 'firstSeenAt', '2026-09-07T09:00:00Z', 'lastSeenAt', '2026-11-16T09:00:00Z'
    ) || coalesce(jsonb_build_object('absence', mined.absence::jsonb), '{}')
  )
$$;
create function tests.save(absence text) returns uuid language sql as $$
  select private.save_patterns(tests.person('ana'), tests.team(), tests.mined(save.absence))
$$;
create function tests.absence() returns jsonb language sql as $$
  select patterns.absence from public.patterns where patterns.user_id = tests.person('ana')
$$;

select isnt(
  tests.save('{"expectedAt": "2026-11-23T09:00:00Z", "missed": 1, "lastHitAt": "2026-11-16T09:00:00Z"}'), null,
  'an absence is news'
);
select is(tests.absence() ->> 'missed', '1', 'it is stored with its pattern');
select is(
  tests.save('{"expectedAt": "2026-11-23T09:00:00Z", "missed": 1, "lastHitAt": "2026-11-16T09:00:00Z"}'), null,
  'mined again, it is none'
);
select isnt(tests.save('null'), null, 'that it came after all is news');
select is(tests.absence(), null, 'and nothing is missing any more');

select tests.save('{"expectedAt": "2026-11-23T09:00:00Z", "missed": 1, "lastHitAt": "2026-11-16T09:00:00Z"}');
select private.save_patterns(tests.person('ana'), tests.team(), '[]');
select is(tests.absence(), null, 'a withdrawn pattern misses nothing');
select tests.outcomes_are(
  format('update public.patterns set absence = null where user_id = %L', tests.person('ana')),
  '{"ana": "no grant", "anonymous": "no grant"}',
  'says that nothing is missing'
);

select * from finish();
rollback;
