-- Organisations, memberships and profiles: who sees them, who changes them, and how the personal one comes to be.
begin;
\ir helpers.psql
select plan(67);

select tests.team(), tests.person('cleo');

select tests.outcomes_are(
  format('select from public.organisations where id = %L', tests.team()),
  '{"ana": "1 rows", "ben": "1 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'reads the team'
);
select tests.outcomes_are(
  format('select from public.organisations where id = %L', tests.personal_org('ana')),
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows"}',
  'reads the personal organisation of ana'
);
select tests.outcomes_are(
  'insert into public.organisations (name, kind) values (''Mine'', ''team'')',
  '{"ana": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'adds an organisation'
);
select tests.outcomes_are(
  format('update public.organisations set name = ''New'' where id = %L', tests.team()),
  '{"ana": "0 rows", "ben": "1 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'renames the team'
);
select tests.outcomes_are(
  format('update public.organisations set created_by = %L where id = %L', tests.person('ben'), tests.team()),
  '{"ben": "no grant"}',
  'takes the organisation over'
);
select tests.outcomes_are(
  format('delete from public.organisations where id = %L', tests.team()),
  '{"ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'deletes the team'
);

select tests.outcomes_are(
  format('select from public.memberships where org_id = %L', tests.team()),
  '{"ana": "2 rows", "ben": "2 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'reads the members of the team'
);
select tests.outcomes_are(
  format(
    'insert into public.memberships (org_id, user_id, role) values (%L, %L, ''owner'')',
    tests.team(), tests.person('cleo')
  ),
  '{"ben": "no grant", "cleo": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'adds a member'
);
select tests.outcomes_are(
  format('update public.memberships set role = ''owner'' where user_id = %L', tests.person('ana')),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'raises a role'
);
select tests.outcomes_are(
  format('delete from public.memberships where org_id = %L', tests.team()),
  '{"ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'removes members'
);

select tests.outcomes_are(
  format('select from public.profiles where user_id = %L', tests.person('ana')),
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'reads the profile of ana'
);
select tests.outcomes_are(
  format('insert into public.profiles (user_id) values (%L)', gen_random_uuid()),
  '{"ana": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'adds a profile'
);
select tests.outcomes_are(
  format('update public.profiles set time_zone = ''Europe/Zurich'' where user_id = %L', tests.person('ana')),
  '{"ana": "1 rows", "ben": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'sets the time zone of ana'
);
select tests.outcomes_are(
  'update public.profiles set user_id = gen_random_uuid()',
  '{"ana": "no grant"}',
  'changes whose profile it is'
);
select tests.outcomes_are(
  'update public.profiles set time_zone = ''Mars/Olympus''',
  '{"ana": "22023"}',
  'sets a time zone that does not exist'
);
select tests.outcomes_are(
  'delete from public.profiles', '{"ana": "no grant", "anonymous": "no grant", "worker": "no grant"}', 'deletes profiles'
);
select tests.outcomes_are(
  'select from private.role_permissions',
  '{"ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'reads the permissions of roles'
);

insert into auth.users (id, email, raw_user_meta_data)
values (tests.id('dora'), 'dora@tests.invalid', jsonb_build_object('name', repeat('d', 100), 'time_zone', 'Europe/Zurich'));
select is_empty(
  format('select from public.organisations where created_by = %L', tests.id('dora')),
  'an account that is not confirmed has no organisation'
);
update auth.users set email_confirmed_at = now() where id = tests.id('dora');
select results_eq(
  format(
    $$
      select organisations.name, organisations.kind, memberships.role
      from public.organisations
      join public.memberships on memberships.org_id = organisations.id
      where memberships.user_id = %L
    $$,
    tests.id('dora')
  ),
  $$values ('Personal', 'personal', 'owner')$$,
  'confirming the e-mail makes the personal organisation, owned'
);
select results_eq(
  format('select display_name, time_zone from public.profiles where user_id = %L', tests.id('dora')),
  format('values (%L, ''Europe/Zurich'')', repeat('d', 80)),
  'and the profile, its name cut at 80 characters'
);
update auth.users set email_confirmed_at = null where id = tests.id('dora');
update auth.users set email_confirmed_at = now() where id = tests.id('dora');
select is(
  (select count(*) from public.organisations where created_by = tests.id('dora')), 1::bigint,
  'confirming again makes no second one'
);

insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
values (tests.id('emil'), 'emil@tests.invalid', now(), '"not an object"');
select results_eq(
  format('select display_name, time_zone from public.profiles where user_id = %L', tests.id('emil')),
  $$values ('', 'UTC')$$,
  'metadata of another shape and a missing zone give an empty name and UTC'
);

alter table public.organisations add constraint refuse_all check (name <> 'Personal') not valid;
select lives_ok(
  format(
    'insert into auth.users (id, email, email_confirmed_at) values (%L, ''fred@tests.invalid'', now())', tests.id('fred')
  ),
  'a failure to make the organisation does not block the sign-up'
);
alter table public.organisations drop constraint refuse_all;
select is_empty(
  format('select from public.memberships where user_id = %L', tests.id('fred')), 'though nothing of it is left half made'
);
insert into auth.sessions (id, user_id, aal) values (tests.session_of(tests.id('fred')), tests.id('fred'), 'aal1');
select tests.login(tests.id('fred'));
select isnt(public.ensure_personal_org(), null, 'ensure_personal_org makes what the trigger missed');
select is(
  public.ensure_personal_org(), (select id from public.organisations),
  'and gives the same one when asked again, which its person can read'
);
select tests.logout();
select tests.outcomes_are('select public.ensure_personal_org()', '{"anonymous": "no grant"}', 'asks for an organisation');
select tests.login(gen_random_uuid());
select throws_ok(
  'select public.ensure_personal_org()', '42501', 'this token belongs to no account', 'a token of no account gets none'
);
select tests.logout();

select * from finish();
rollback;
