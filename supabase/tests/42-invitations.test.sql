-- Invitations: who sends them, whom their link lets in, and that it does so once.
begin;
\ir helpers.psql
select plan(64);

select tests.team(), tests.person('cleo'), tests.person('dan');
insert into public.memberships (org_id, user_id, role)
values (tests.team(), tests.person('adam'), 'admin'), (tests.team(), tests.person('vera'), 'viewer');

select tests.outcomes_are(
  'select public.invite_member(tests.team(), ''cleo@tests.invalid'', ''editor'')',
  '{"ben": "1 rows", "adam": "1 rows", "ana": "42501", "vera": "42501", "cleo": "42501", "anonymous": "no grant", "worker": "no grant"}',
  'invites'
);
select tests.outcomes_are(
  'select public.invite_member(tests.team(), ''cleo@tests.invalid'', ''owner'')', '{"ben": "22023"}', 'invites an owner'
);
select tests.outcomes_are('select public.invite_member(tests.team(), ''cleo'', ''editor'')', '{"ben": "22023"}', 'invites what is no address');
select tests.outcomes_are('select public.invite_member(tests.team(), null, ''editor'')', '{"ben": "22023"}', 'invites nobody');
select tests.outcomes_are(
  'select public.invite_member(tests.team(), ''ANA@tests.invalid'', ''editor'')', '{"ben": "P0001"}', 'invites a member'
);
select tests.outcomes_are(
  format('select public.invite_member(%L, ''cleo@tests.invalid'', ''editor'')', tests.personal_org('ben')),
  '{"ben": "P0001"}',
  'invites into a personal organisation'
);

create temporary table sent (id uuid, token text);
grant insert, select on sent to public;
select tests.answer('adam', 'insert into sent select * from public.invite_member(tests.team(), '' Cleo@Tests.invalid '', ''editor'') returning id');
select results_eq(
  'select email, role, sends, settled_at from public.invitations',
  $$values ('cleo@tests.invalid', 'editor', 1, null::timestamptz)$$,
  'an address is kept in lower case without spaces'
);
select matches((select token from sent), '^[A-Za-z0-9_-]{43}$', 'the token is 32 random bytes');
select is(
  (select payload from private.outbox where topic = 'mail'), jsonb_build_object('invitation', (select id from sent)), 'the mail is owed'
);
select is(
  (select count(*) from public.audit_log where action = 'invitation.sent' and details = '{"role": "editor"}'), 1::bigint,
  'the audit log has it, without the address'
);
select tests.outcomes_are(
  'select public.invite_member(tests.team(), ''cleo@tests.invalid'', ''viewer'')', '{"ben": "P0001"}', 'invites twice'
);
select tests.outcomes_are(
  'select id from public.invitations',
  '{"ben": "1 rows", "adam": "1 rows", "ana": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'reads invitations'
);
select tests.outcomes_are('select token_hash from public.invitations', '{"ben": "no grant"}', 'reads the hash of the link');
select tests.outcomes_are('select from private.invitation_mails', '{"ben": "no grant", "cleo": "no grant", "anonymous": "no grant"}', 'reads tokens');
select tests.outcomes_are('insert into public.invitations (org_id, email, role, token_hash) values (tests.team(), ''x@y.z'', ''admin'', sha256(''x''))', '{"ben": "no grant", "cleo": "no grant"}', 'writes one by hand');
select tests.outcomes_are('update public.invitations set role = ''admin''', '{"ben": "no grant"}', 'changes one by hand');

select is(
  tests.answer('cleo', format('select problem from public.invitation_of(%L)', (select token from sent))), null, 'the invited person sees it'
);
select is(
  tests.answer('cleo', format('select org_name || '', '' || role || '', '' || invited_by from public.invitation_of(%L)', (select token from sent))),
  'Team, editor, adam',
  'with the organisation, the role and who invites'
);
select is(
  tests.answer('dan', format('select problem || coalesce(org_name, '''') from public.invitation_of(%L)', (select token from sent))),
  'other_address',
  'another person with the link learns nothing but that'
);
select is(tests.answer('dan', 'select problem from public.invitation_of(''x'')'), 'unknown', 'an invented link is unknown');
select is(tests.answer('dan', 'select problem from public.invitation_of(null)'), 'unknown', 'and so is none');
select tests.outcomes_are(
  format('select public.accept_invitation(%L)', (select token from sent)),
  '{"cleo": "1 rows", "dan": "P0001", "ben": "P0001", "anonymous": "no grant"}',
  'accepts'
);
update auth.users set email_confirmed_at = null where id = tests.person('cleo');
select tests.outcomes_are(
  format('select public.accept_invitation(%L)', (select token from sent)), '{"cleo": "P0001"}', 'accepts with an address that was not confirmed'
);
update auth.users set email_confirmed_at = now() where id = tests.person('cleo');

update public.invitations set expires_at = now() - interval '1 second';
select tests.outcomes_are(format('select public.accept_invitation(%L)', (select token from sent)), '{"cleo": "P0001"}', 'accepts after it ran out');
select tests.outcomes_are(
  format('select public.resend_invitation(%L)', (select id from sent)), '{"ben": "P0001"}', 'sends again within a minute'
);
update public.invitations set sent_at = now() - interval '2 minutes';
select tests.outcomes_are(
  format('select public.resend_invitation(%L)', (select id from sent)),
  '{"ben": "1 rows", "vera": "42501", "cleo": "42501", "anonymous": "no grant"}',
  'sends again'
);
create temporary table sent_again as
select tests.answer('ben', format('select public.resend_invitation(%L)', (select id from sent))) as token;
select is(
  tests.answer('cleo', format('select problem from public.invitation_of(%L)', (select token from sent))), 'unknown', 'the old link ends with it'
);
select is(
  tests.answer('cleo', format('select problem from public.invitation_of(%L)', (select token from sent_again))), null, 'the new one lasts seven more days'
);
select is((select token from private.invitation_mails), (select token from sent_again), 'and is the one that is mailed');

select is(
  tests.answer('cleo', format('select public.accept_invitation(%L)', (select token from sent_again)))::uuid, tests.team(), 'accepting gives the organisation'
);
select is(
  (select role from public.memberships where org_id = tests.team() and user_id = tests.person('cleo')), 'editor', 'in the role of the invitation'
);
select is_empty('select from private.invitation_mails', 'the token is forgotten');
select is(
  tests.answer('cleo', format('select public.accept_invitation(%L)', (select token from sent_again)))::uuid, tests.team(),
  'accepting again, as an impatient click does, changes nothing'
);
select tests.outcomes_are(
  format('select public.revoke_invitation(%L)', (select id from sent)), '{"ben": "P0001"}', 'revokes an accepted one'
);
select tests.answer('adam', format('select public.remove_member(tests.team(), %L)', tests.person('cleo')));
select tests.outcomes_are(
  format('select public.accept_invitation(%L)', (select token from sent_again)), '{"cleo": "P0001"}', 'comes back with a used link after a removal'
);

truncate sent;
select tests.answer('ben', 'insert into sent select * from public.invite_member(tests.team(), ''cleo@tests.invalid'', ''viewer'') returning id');
select tests.outcomes_are(
  format('select public.revoke_invitation(%L)', (select id from sent)),
  '{"adam": "1 rows", "vera": "42501", "cleo": "42501", "anonymous": "no grant"}',
  'revokes'
);
select is(tests.answer('cleo', format('select public.decline_invitation(%L)', (select token from sent)))::uuid, tests.team(), 'it can be declined');
select is((select outcome from public.invitations where id = (select id from sent)), 'declined', 'and is declined then');
select tests.outcomes_are(format('select public.accept_invitation(%L)', (select token from sent)), '{"cleo": "P0001"}', 'accepts what was declined');

truncate sent;
select tests.answer('ben', 'insert into sent select * from public.invite_member(tests.team(), ''cleo@tests.invalid'', ''viewer'') returning id');
select tests.answer('ben', format('select public.revoke_invitation(%L)', (select id from sent)));
select tests.outcomes_are(format('select public.revoke_invitation(%L)', (select id from sent)), '{"ben": "1 rows"}', 'revokes twice');
select tests.outcomes_are(format('select public.accept_invitation(%L)', (select token from sent)), '{"cleo": "P0001"}', 'accepts what was revoked');

select * from finish();
rollback;
