-- What a person stopped looking at leaves the feed, stays away, and comes back with one command.
begin;
\ir helpers.psql
select plan(43);

select tests.team(), tests.person('cleo'), tests.add_suggestion('ana', 'report');

create function tests.status_of(name text) returns text language sql security definer set search_path = '' as $$
  select suggestions.status from public.suggestions where suggestions.id = tests.id(status_of.name)
$$;
grant execute on function tests.status_of(text) to public;

select tests.outcomes_are(
  format('select from public.mute_pattern(%L)', tests.id('report pattern')),
  '{"ana": "1 rows", "ben": "P0002", "cleo": "P0002", "anonymous": "no grant", "worker": "no grant"}',
  'mutes a pattern of ana'
);

update public.patterns
set steps = '[{"op": "created", "template": "a/{date}.csv", "tool": "Excel"}]', fingerprint = 'report'
where id = tests.id('report pattern');
select tests.answer('ana', format('select public.mute_pattern(%L)::text', tests.id('report pattern')));
select is(
  (select array_agg(fingerprint || steps::text) from public.pattern_mutes where user_id = tests.person('ana')),
  array['report[{"op": "created", "template": "a/{date}.csv"}]'], 'it is remembered by fingerprint, with its steps'
);
select is(tests.status_of('report'), 'withdrawn', 'its open suggestion leaves the feed');
select isnt_empty(
  $$
    select from realtime.messages
    where topic = 'user:' || tests.person('ana') and payload ->> 'kind' = 'suggestion' and payload ->> 'id' = tests.id('report')::text
  $$,
  'open tabs are told'
);
select lives_ok(
  format('select tests.answer(''ana'', %L)', format('select public.mute_pattern(%L)::text', tests.id('report pattern'))),
  'muting twice changes nothing'
);

select tests.outcomes_are(
  'select from public.pattern_mutes where user_id = tests.person(''ana'')',
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "1 rows"}',
  'reads the mutes of ana'
);
select tests.outcomes_are(
  format(
    'insert into public.pattern_mutes (org_id, user_id, fingerprint, steps) values (%L, %L, ''other'', ''[]'')',
    tests.team(), tests.person('ana')
  ),
  '{"ana": "1 rows", "ben": "refused by policy", "cleo": "refused by policy", "anonymous": "no grant", "worker": "no grant"}',
  'adds a mute of ana'
);
select tests.outcomes_are(
  'update public.pattern_mutes set fingerprint = ''other''',
  '{"ana": "no grant", "ben": "no grant", "cleo": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'changes the mutes of ana'
);
select tests.outcomes_are(
  'delete from public.pattern_mutes',
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'deletes the mutes of ana'
);

-- Mining that read its decisions before the mute writes the suggestion open.
update public.suggestions set status = 'open' where id = tests.id('report');
select is(tests.status_of('report'), 'withdrawn', 'a late mining does not open it again');

select tests.answer('ana', format('select public.unmute_pattern(%L)::text', tests.id('report pattern')));
select is_empty($$select from public.pattern_mutes where user_id = tests.person('ana')$$, 'unmuting forgets it');
select is(tests.status_of('report'), 'open', 'and its suggestion is back');
select tests.outcomes_are(
  format('select from public.unmute_pattern(%L)', tests.id('report pattern')),
  '{"ana": "1 rows", "ben": "P0002", "cleo": "P0002", "anonymous": "no grant", "worker": "no grant"}',
  'unmutes a pattern of ana'
);

-- A snoozed one leaves as well; a dismissed one stays dismissed, and taking that back looks again.
select tests.answer(
  'ana', format('select public.snooze_suggestion(%L, %L)::text', tests.id('report'), now() + interval '1 day')
);
select tests.answer('ana', format('select public.mute_pattern(%L)::text', tests.id('report pattern')));
select is(tests.status_of('report'), 'withdrawn', 'a snoozed suggestion leaves with the mute');
select tests.answer('ana', format('select public.unmute_pattern(%L)::text', tests.id('report pattern')));
select tests.answer('ana', format('select public.dismiss_suggestion(%L, ''private'')::text', tests.id('report')));
select tests.answer('ana', format('select public.mute_pattern(%L)::text', tests.id('report pattern')));
select is(tests.status_of('report'), 'dismissed', 'a dismissed suggestion stays dismissed');
select tests.answer('ana', format('select public.undo_suggestion(%L)::text', tests.id('report')));
select is(tests.status_of('report'), 'open', 'taking the dismissal back opens it');
select is_empty($$select from public.pattern_mutes where user_id = tests.person('ana')$$, 'and looks at the pattern again');

-- What mining withdrew stays withdrawn.
select tests.answer('ana', format('select public.mute_pattern(%L)::text', tests.id('report pattern')));
update public.patterns set withdrawn_at = now() where id = tests.id('report pattern');
select tests.answer('ana', format('select public.unmute_pattern(%L)::text', tests.id('report pattern')));
select is(tests.status_of('report'), 'withdrawn', 'without its pattern it does not come back');
select throws_ok(
  format(
    'insert into public.pattern_mutes (org_id, user_id, fingerprint, steps) values (%L, %L, ''x'', ''{}'')',
    tests.team(), tests.person('ana')
  ),
  '23514', null, 'steps are a list'
);

select * from finish();
rollback;
