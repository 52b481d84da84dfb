-- A session that ended, or that lacks the second factor, reads and changes nothing; what cannot be undone wants fresh proof.
begin;
\ir helpers.psql
select plan(34);

select tests.team(), tests.person('cleo'), tests.add_source('ana', 'Laptop');
select tests.add_suggestion('ana', 'open one');

select tests.outcomes_are('select from public.sources', '{"ana": "1 rows", "ana with a code": "1 rows"}', 'without a factor, reads sources');
select tests.add_factor('ana');
select tests.outcomes_are('select from public.sources', '{"ana": "0 rows", "ana with a code": "1 rows"}', 'with a factor, reads sources');
select tests.outcomes_are(
  format('insert into public.sources (org_id, kind, name) values (%L, ''cli'', ''Desk'')', tests.team()),
  '{"ana": "refused by policy", "ana with a code": "1 rows"}',
  'with a factor, adds a source'
);
select tests.outcomes_are(
  'update public.sources set name = ''New''', '{"ana": "0 rows", "ana with a code": "1 rows"}', 'with a factor, renames a source'
);
select tests.outcomes_are(
  format('select public.dismiss_suggestion(%L, ''private'')', tests.id('open one')),
  '{"ana": "P0001", "ana with a code": "1 rows"}',
  'with a factor, dismisses'
);
select tests.outcomes_are(
  format('select from realtime.messages where topic = %L', 'user:' || tests.person('ana')),
  '{"ana": "0 rows"}',
  'with a factor, listens'
);
select tests.outcomes_are('select * from public.members_of(tests.team())', '{"ana": "42501", "ana with a code": "2 rows"}', 'with a factor, lists members');
select tests.outcomes_are('select public.create_organisation(''Mine'')', '{"ana": "42501", "ana with a code": "1 rows"}', 'with a factor, makes an organisation');
select tests.outcomes_are('select public.invitation_of(''x'')', '{"ana": "42501"}', 'with a factor, asks for an invitation');

update auth.mfa_factors set status = 'unverified' where user_id = tests.person('ana');
select tests.outcomes_are('select from public.sources', '{"ana": "1 rows"}', 'with a factor that was never verified, reads sources');
update auth.mfa_factors set status = 'verified' where user_id = tests.person('ana');

delete from auth.sessions where user_id = tests.person('ana');
select tests.outcomes_are(
  'select from public.sources', '{"ana": "0 rows", "ana with a code": "0 rows"}', 'signed out elsewhere, reads sources'
);
select tests.outcomes_are('select * from public.members_of(tests.team())', '{"ana with a code": "42501"}', 'signed out elsewhere, lists members');
insert into auth.sessions (id, user_id, aal, not_after)
values (tests.session_of(tests.person('ana')), tests.person('ana'), 'aal2', now() - interval '1 second');
select tests.outcomes_are('select from public.sources', '{"ana with a code": "0 rows"}', 'after the session''s last day, reads sources');
update auth.sessions set not_after = now() + interval '1 day' where user_id = tests.person('ana');
select tests.outcomes_are('select from public.sources', '{"ana with a code": "1 rows"}', 'before it, reads sources');
update auth.sessions set user_id = tests.person('cleo') where id = tests.session_of(tests.person('ana'));
select tests.outcomes_are('select from public.sources', '{"ana with a code": "0 rows"}', 'with the session of another person, reads sources');

select is(private.mfa_ok(), false, 'no token is no session');
select set_config('request.jwt.claims', jsonb_build_object('sub', tests.person('ben'), 'session_id', 'x')::text, true);
select is(private.mfa_ok(), false, 'a session id that is no id is no session');
select set_config('request.jwt.claims', jsonb_build_object('sub', tests.person('ben'), 'session_id', null)::text, true);
select is(private.mfa_ok(), false, 'a missing session id is no session');
select tests.logout();

select tests.outcomes_are(
  'select private.require_step_up()',
  '{"ben": "1 rows", "ben with a code": "1 rows", "ben an hour later": "42501", "anonymous": "no grant"}',
  'without a factor, proves who it is'
);
select tests.add_factor('ben');
select tests.outcomes_are(
  'select private.require_step_up()', '{"ben": "42501", "ben with a code": "1 rows"}', 'with a factor, proves who it is'
);
select tests.login(tests.person('ben'), 'aal2', 11);
select throws_ok('select private.require_step_up()', '42501', 'confirm that it is you', 'a code of eleven minutes ago is no proof');
select set_config(
  'request.jwt.claims',
  (current_setting('request.jwt.claims')::jsonb || '{"amr": [{"method": "password", "timestamp": 99999999999}]}')::text, true
);
select throws_ok('select private.require_step_up()', '42501', 'confirm that it is you', 'nor is a password where there is a factor');
select tests.logout();

select * from finish();
rollback;
