-- Making, handing over, deleting and leaving organisations; who may change whose role; what a removal ends.
begin;
\ir helpers.psql
select plan(81);

select tests.team(), tests.person('cleo');
insert into public.memberships (org_id, user_id, role)
values
  (tests.team(), tests.person('adam'), 'admin'),
  (tests.team(), tests.person('otto'), 'operator'),
  (tests.team(), tests.person('vera'), 'viewer');

select tests.outcomes_are('select public.create_organisation(''North'')', '{"cleo": "1 rows", "anonymous": "no grant", "worker": "no grant"}', 'makes an organisation');
select tests.outcomes_are('select public.create_organisation(''   '')', '{"cleo": "22023"}', 'makes one of spaces');
select tests.outcomes_are('select public.create_organisation(repeat(''x'', 10000))', '{"cleo": "22023"}', 'makes one with a name of 10 000 characters');
select tests.outcomes_are('select public.create_organisation(null)', '{"cleo": "22023"}', 'makes one without a name');
select is(
  tests.answer('cleo', 'select role from public.memberships where org_id = public.create_organisation(''  North  '')'), null,
  'a new organisation is not seen by the statement that makes it'
);
select results_eq(
  format('select name, kind, role from public.organisations join public.memberships on org_id = id where user_id = %L and kind = ''team''', tests.person('cleo')),
  $$values ('North', 'team', 'owner')$$,
  'it is named without the spaces around and owned by whoever made it'
);
insert into public.organisations (name, kind, created_by) select 'Many', 'team', tests.person('cleo') from generate_series(1, 19);
select tests.outcomes_are('select public.create_organisation(''One more'')', '{"cleo": "P0001"}', 'makes a twenty-first');

select tests.outcomes_are(
  'select * from public.members_of(tests.team())',
  '{"ana": "5 rows", "ben": "5 rows", "vera": "5 rows", "cleo": "42501", "anonymous": "no grant", "worker": "no grant"}',
  'lists the members'
);

select tests.outcomes_are(
  format('select public.change_role(tests.team(), %L, ''operator'')', tests.person('ana')),
  '{"ben": "1 rows", "adam": "1 rows", "ana": "42501", "otto": "42501", "vera": "42501", "cleo": "42501", "anonymous": "no grant"}',
  'makes an editor an operator'
);
select tests.outcomes_are(
  format('select public.change_role(tests.team(), %L, ''owner'')', tests.person('ana')),
  '{"ben": "22023", "adam": "22023"}',
  'makes an editor the owner'
);
select tests.outcomes_are(
  format('select public.change_role(tests.team(), %L, ''king'')', tests.person('ana')), '{"ben": "22023"}', 'gives a role that does not exist'
);
select tests.outcomes_are(
  format('select public.change_role(tests.team(), %L, ''viewer'')', tests.person('ben')),
  '{"ben": "42501", "adam": "42501"}',
  'makes the owner a viewer'
);
select tests.outcomes_are(
  format('select public.change_role(tests.team(), %L, ''viewer'')', tests.person('cleo')), '{"ben": "P0002"}', 'gives a stranger a role'
);
select tests.outcomes_are(
  format('select public.change_role(%L, %L, ''viewer'')', tests.personal_org('ana'), tests.person('ana')),
  '{"ana": "P0001", "ben": "42501"}',
  'changes a personal organisation'
);

select tests.answer('adam', format('select public.change_role(tests.team(), %L, ''viewer'')', tests.person('ana')));
select tests.outcomes_are(
  format('insert into public.sources (org_id, kind, name) values (%L, ''cli'', ''Desk'')', tests.team()),
  '{"ana": "refused by policy", "otto": "1 rows", "vera": "refused by policy"}',
  'a change of role holds at once: adds a source'
);

select tests.outcomes_are(
  format('select public.remove_member(tests.team(), %L)', tests.person('vera')),
  '{"ben": "1 rows", "adam": "1 rows", "ana": "42501", "vera": "1 rows", "cleo": "42501", "anonymous": "no grant"}',
  'removes a member'
);
select tests.outcomes_are(
  format('select public.remove_member(tests.team(), %L)', tests.person('ben')),
  '{"ben": "P0001", "adam": "P0001"}',
  'removes the owner'
);
select tests.outcomes_are(
  'select public.leave_organisation(tests.team())',
  '{"otto": "1 rows", "ben": "P0001", "cleo": "42501"}',
  'leaves'
);
select tests.outcomes_are(
  format('select public.leave_organisation(%L)', tests.personal_org('ana')), '{"ana": "P0001"}', 'leaves the personal organisation'
);

-- What a removal ends.
select tests.add_source('otto', 'Phone');
insert into public.api_keys (org_id, user_id, source_id, name, prefix, key_hash)
values (tests.team(), tests.person('otto'), tests.id('Phone'), 'Phone', 'flk_12345678', sha256('phone'));
create temporary table before as select epoch from public.organisations where id = tests.team();
delete from realtime.messages;
select tests.answer('adam', format('select public.remove_member(tests.team(), %L)', tests.person('otto')));
select tests.outcomes_are(
  format('select from public.organisations where id = %L', tests.team()), '{"otto": "0 rows"}', 'after being removed, reads the team'
);
select tests.outcomes_are('select from public.sources', '{"otto": "0 rows"}', 'after being removed, reads what is there under it');
select isnt((select revoked_at from public.api_keys where key_hash = sha256('phone')), null, 'the keys of whoever is removed end');
select is(
  (select epoch from public.organisations where id = tests.team()), (select epoch + 1 from before), 'the epoch of the live channel moves on'
);
select set_eq(
  'select topic from realtime.messages',
  format(
    'values (%L), (%L)', 'org:' || tests.team() || ':' || (select epoch from before), 'user:' || tests.person('otto')
  ),
  'the old topic gets its last message, and so does the person'
);
select is(
  (select payload from private.outbox where topic = 'leave' and user_id = tests.person('otto')),
  jsonb_build_object('org', tests.team()),
  'and a job takes what they brought out of the organisation'
);
insert into realtime.messages (topic, extension, private)
select 'org:' || tests.team() || ':' || ((select epoch from before) + step), 'broadcast', true from generate_series(0, 2) as step;
select tests.outcomes_are(
  format('select from realtime.messages where topic = %L', 'org:' || tests.team() || ':' || (select epoch + 1 from before)),
  '{"ana": "1 rows", "ben": "1 rows", "otto": "0 rows", "cleo": "0 rows"}',
  'listens on the topic of the epoch'
);
select tests.outcomes_are(
  format(
    'select from realtime.messages where topic in (%L, %L)',
    'org:' || tests.team() || ':' || (select epoch from before), 'org:' || tests.team() || ':' || (select epoch + 2 from before)
  ),
  '{"ana": "0 rows", "otto": "0 rows"}',
  'listens on an old or a future epoch'
);

-- Ownership.
select tests.outcomes_are(
  format('select public.transfer_ownership(tests.team(), %L)', tests.person('ana')),
  '{"ben": "1 rows", "ben an hour later": "42501", "adam": "42501", "ana": "42501"}',
  'hands the organisation over'
);
select tests.outcomes_are(
  format('select public.transfer_ownership(tests.team(), %L)', tests.person('cleo')), '{"ben": "P0002"}', 'hands it to a stranger'
);
select tests.outcomes_are(
  format('select public.transfer_ownership(tests.team(), %L)', tests.person('ben')), '{"ben": "P0001"}', 'hands it to oneself'
);
select tests.answer('ben', format('select public.transfer_ownership(tests.team(), %L)', tests.person('ana')));
select results_eq(
  format('select role from public.memberships where org_id = %L and user_id in (%L, %L) order by role', tests.team(), tests.person('ana'), tests.person('ben')),
  $$values ('admin'), ('owner')$$,
  'afterwards the other one owns it and the old owner is an admin'
);
set constraints all immediate;
select throws_ok(
  format('delete from public.memberships where org_id = %L and role = ''owner''', tests.team()),
  'P0001', 'an organisation needs an owner', 'the database itself keeps the last owner'
);
select throws_ok(
  format('update public.memberships set role = ''viewer'' where org_id = %L and role = ''owner''', tests.team()),
  'P0001', 'an organisation needs an owner', 'in every way'
);
set constraints all deferred;

-- Deleting.
select tests.outcomes_are('select public.delete_organisation(tests.team(), ''team'')', '{"ana": "22023"}', 'deletes by another name');
select tests.outcomes_are(
  'select public.delete_organisation(tests.team(), ''Team'')',
  '{"ana": "1 rows", "ana an hour later": "42501", "ben": "42501", "cleo": "42501"}',
  'deletes the organisation'
);
select tests.answer('ana', 'select public.delete_organisation(tests.team(), ''Team'')');
select tests.outcomes_are(
  format('select from public.organisations where id = %L', tests.team()), '{"ana": "1 rows", "ben": "0 rows"}', 'reads the deleted one'
);
select tests.outcomes_are('select * from public.members_of(tests.team())', '{"ana": "42501", "ben": "42501"}', 'lists members of the deleted one');
select tests.outcomes_are('select public.restore_organisation(tests.team())', '{"ben": "42501", "ana": "1 rows"}', 'brings it back');
select tests.answer('ana', 'select public.restore_organisation(tests.team())');
select tests.outcomes_are(
  format('select from public.organisations where id = %L', tests.team()), '{"ben": "1 rows"}', 'reads it after it was brought back'
);
select tests.outcomes_are(
  format('update public.organisations set min_people = 2 where id = %L', tests.team()), '{"ana": "23514"}', 'shares routines of two people'
);
select tests.outcomes_are(
  format('update public.organisations set deleted_at = now() where id = %L', tests.team()), '{"ana": "no grant"}', 'deletes past the command'
);
delete from public.organisations where id = tests.id('team');
select is_empty(format('select from public.memberships where org_id = %L', tests.id('team')), 'an organisation that is purged takes its memberships along');

select * from finish();
rollback;
