-- Sessions are listed and ended by their person; recovery codes work once, are counted, and take the second factor away.
begin;
\ir helpers.psql
select plan(42);

select tests.person('ana'), tests.person('ben');
insert into auth.sessions (id, user_id, aal, user_agent, ip, refreshed_at)
values
  (tests.id('phone'), tests.person('ana'), 'aal1', 'Phone/1', '198.51.100.7', now() at time zone 'UTC'),
  (tests.id('tablet'), tests.person('ana'), 'aal1', 'Tablet/1', null, null);

select tests.outcomes_are('select * from public.my_sessions()', '{"ana": "3 rows", "ben": "1 rows", "anonymous": "no grant", "worker": "no grant"}', 'lists sessions');
select is(tests.answer('ana', 'select is_this::text from public.my_sessions() limit 1'), 'true', 'this one stands first');
select is(
  tests.answer('ana', format('select user_agent || '' '' || ip from public.my_sessions() where id = %L', tests.id('phone'))), 'Phone/1 198.51.100.7', 'with device and address'
);
select is(tests.answer('ben', format('select public.revoke_session(%L)', tests.id('phone'))), 'false', 'nobody ends the session of another');
select is(tests.answer('ana', format('select public.revoke_session(%L)', tests.id('phone'))), 'true', 'a person ends one of their own');
select is(tests.answer('ana', format('select public.revoke_session(%L)', tests.id('phone'))), 'false', 'which is gone then');
select tests.outcomes_are('select public.revoke_session(null)', '{"ana": "22023", "anonymous": "no grant"}', 'ends no session in particular');
select is(tests.answer('ana', 'select public.revoke_other_sessions()'), '1', 'all others can be ended at once');
select is((select count(*) from auth.sessions where user_id = tests.person('ana')), 1::bigint, 'and this one stays');
select results_eq(
  format('select action from public.audit_log where org_id = %L order by id', tests.personal_org('ana')),
  $$values ('account.new_device'), ('account.new_device'), ('account.new_device'), ('account.sessions_ended'), ('account.sessions_ended')$$,
  'new devices and ended sessions are in the log of the account'
);
insert into auth.sessions (id, user_id, aal, user_agent) values (gen_random_uuid(), tests.person('ana'), 'aal1', 'Phone/1');
select is(
  (select count(*) from public.audit_log where org_id = tests.personal_org('ana') and action = 'account.new_device'), 3::bigint, 'a device that was there before is not new'
);

select tests.outcomes_are('select public.make_recovery_codes()', '{"ana": "P0001", "anonymous": "no grant", "worker": "no grant"}', 'makes codes without a factor');
select tests.add_factor('ana');
select tests.outcomes_are('select public.make_recovery_codes()', '{"ana": "42501", "ana with a code": "10 rows"}', 'makes codes with a factor');
create temporary table codes (code text);
grant insert, select on codes to public;
select tests.answer('ana with a code', 'with made as (insert into codes select public.make_recovery_codes() returning 1) select count(*) from made');
select matches((select min(code) from codes), '^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$', 'four groups of four letters nobody confuses');
select is((select count(distinct code) from codes), 10::bigint, 'all different');
select is(tests.answer('ana with a code', 'select public.recovery_codes_left()'), '10', 'ten are left');
select is(tests.answer('ana', 'select public.recovery_codes_left()'), '0', 'a session without the factor is not told');
select is_empty('select from private.recovery_codes, codes where recovery_codes::text like ''%'' || code || ''%''', 'only their hashes are kept');
select tests.outcomes_are('select from private.recovery_codes', '{"ana": "no grant", "worker": "no grant", "anonymous": "no grant"}', 'reads hashes');

insert into auth.sessions (id, user_id, aal) values (tests.id('other'), tests.person('ana'), 'aal2');
select is(tests.answer('ana', 'select public.use_recovery_code(''0000-0000-0000-0000'')'), 'wrong', 'an invented code is wrong');
select is(tests.answer('ben', format('select public.use_recovery_code(%L)', (select min(code) from codes))), 'wrong', 'and so is that of another person');
select is(tests.answer('ana', 'select public.use_recovery_code(null)'), 'wrong', 'or none');
select is((select count(*) from private.recovery_attempts where user_id = tests.person('ana')), 2::bigint, 'wrong codes are counted');
select tests.answer('ana', 'select public.use_recovery_code(''x'')') from generate_series(1, 3);
select is(tests.answer('ana', format('select public.use_recovery_code(%L)', (select min(code) from codes))), 'limited', 'after five wrong ones even a good one is not looked at');
update private.recovery_attempts set tried_at = now() - interval '16 minutes';
select is(
  tests.answer('ana', format('select public.use_recovery_code(%L)', lower(replace((select min(code) from codes), '-', ' ')))), 'recovered', 'later it is, however it is typed'
);
select is_empty(format('select from auth.mfa_factors where user_id = %L', tests.person('ana')), 'the factor is gone');
select is_empty(format('select from auth.sessions where id = %L', tests.id('other')), 'and so are the other sessions');
select is(tests.answer('ana', 'select count(*)::text from public.profiles'), '1', 'this session sees its rows again');
select is(tests.answer('ana', format('select public.use_recovery_code(%L)', (select min(code) from codes))), 'wrong', 'a code is good once');
select is(tests.answer('ana', format('select public.use_recovery_code(%L)', (select max(code) from codes))), 'wrong', 'and the others end with it');
select set_has(
  format('select action from public.audit_log where org_id = %L', tests.personal_org('ana')),
  $$values ('account.recovery_codes_made'), ('account.recovered'), ('account.factor_removed')$$,
  'all of that is in the log of the account'
);
delete from auth.sessions where user_id = tests.person('ana');
select tests.outcomes_are('select public.use_recovery_code(''x'')', '{"ana": "42501", "anonymous": "no grant"}', 'tries a code in a session that ended');

select * from finish();
rollback;
