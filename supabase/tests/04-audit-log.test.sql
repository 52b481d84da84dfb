-- The audit log is read by owners and admins and changed by nobody.
begin;
\ir helpers.psql
select plan(28);

select tests.team(), tests.person('cleo');
insert into public.memberships (org_id, user_id, role) values (tests.team(), tests.person('dan'), 'admin');
select private.record_audit(tests.team(), 'key.created', 'api_key:test');

select tests.outcomes_are(
  format('select from public.audit_log where org_id = %L and action = ''key.created''', tests.team()),
  '{"ben": "1 rows", "dan": "1 rows", "ana": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'reads the audit log of the team'
);
select tests.outcomes_are(
  format(
    'insert into public.audit_log (org_id, action, target, commitment) values (%L, ''key.created'', ''forged'', sha256(''x''))', tests.team()
  ),
  '{"ben": "no grant", "dan": "no grant", "ana": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'forges a row'
);
select tests.outcomes_are(
  'update public.audit_log set action = ''key.revoked''',
  '{"ben": "no grant", "dan": "no grant", "ana": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'edits a row'
);
select tests.outcomes_are(
  'delete from public.audit_log',
  '{"ben": "no grant", "dan": "no grant", "ana": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'deletes a row'
);
select tests.outcomes_are('truncate public.audit_log', '{"ben": "no grant", "worker": "no grant"}', 'empties the log');

select throws_ok(
  'update public.audit_log set target = ''x''', '42501', 'the audit log is append-only', 'not even its owner edits it'
);
select throws_ok('delete from public.audit_log', '42501', 'the audit log is append-only', 'deletes from it');
select throws_ok('truncate public.audit_log', '42501', 'the audit log is append-only', 'or empties it');

delete from public.organisations where id = tests.id('team');
select isnt_empty(
  $$select from public.audit_log where target = 'api_key:test'$$, 'it outlives the organisation it speaks of'
);
select tests.outcomes_are(
  $$select from public.audit_log where target = 'api_key:test'$$, '{"ben": "0 rows"}', 'reads it after that'
);

select * from finish();
rollback;
