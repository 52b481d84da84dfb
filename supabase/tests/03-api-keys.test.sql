-- Keys are made by the server, shown once, kept as a hash, and each making and revoking is in the audit log.
begin;
\ir helpers.psql
select plan(59);

select tests.team(), tests.person('cleo'), tests.add_source('ana', 'laptop');

select tests.login(tests.person('ana'));
create temporary table made on commit drop as
select * from public.create_api_key(name => ' Laptop ', source_id => tests.id('laptop'), expires_in_days => 30);
select tests.logout();

select matches((select key from made), '^flk_[A-Za-z0-9_-]{43}$', 'a key is flk_ and 43 characters of base64url');
select results_eq(
  $$
    select user_id, org_id, source_id, name, scopes, revoked_at is null, expires_at = now() + interval '30 days'
    from public.api_keys where id = (select id from made)
  $$,
  $$
    values (
      tests.person('ana'), tests.team(), tests.id('laptop'), 'Laptop', array['ingest'], true, true
    )
  $$,
  'it belongs to the person, the source and the organisation of the source'
);
select results_eq(
  'select key_hash, prefix from public.api_keys where id = (select id from made)',
  'select sha256(convert_to(key, ''UTF8'')), left(key, 12) from made',
  'only its SHA-256 and its first characters are kept'
);
select is_empty(
  'select from public.api_keys, made where to_jsonb(api_keys)::text like ''%'' || made.key || ''%''',
  'the key itself is nowhere in the row'
);

select tests.login(tests.person('ana'));
select isnt(
  (select key from public.create_api_key('One', null)), (select key from public.create_api_key('Two', null)),
  'two keys are different'
);
select is(
  (select distinct org_id from public.api_keys where source_id is null),
  (select id from public.organisations where kind = 'personal'),
  'a key for all sources belongs to the personal organisation'
);
select throws_ok(
  $$select public.create_api_key('', null)$$, '22023', 'a key needs a name of 1 to 80 characters', 'a name must be said'
);
select throws_ok(
  format('select public.create_api_key(%L, null)', repeat('n', 81)), '22023',
  'a key needs a name of 1 to 80 characters', 'and not be long'
);
select throws_ok(
  $$select public.create_api_key('Laptop', null, 0)$$, '22023', 'a key lives 1 to 3650 days, not 0', 'no key of 0 days'
);
select throws_ok(
  $$select public.create_api_key('Laptop', null, null, '{}')$$, '22023', 'a key needs at least one scope of ingest, read and run',
  'no key that may do nothing'
);
select throws_ok(
  $$select public.create_api_key('Laptop', null, null, '{ingest,admin}')$$, '22023',
  'a key needs at least one scope of ingest, read and run', 'no key with a scope that does not exist'
);
select throws_ok(
  format($$select public.create_api_key('Laptop', %L)$$, gen_random_uuid()), 'P0001', 'you have no such source',
  'no key for a source that does not exist'
);
select tests.logout();

select tests.outcomes_are(
  format('select public.create_api_key(''Laptop'', %L)', tests.id('laptop')),
  '{"ana": "1 rows", "ben": "P0001", "cleo": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'makes a key for a source of ana'
);
select tests.outcomes_are(
  format('select private.make_api_key(%L, %L, ''Laptop'', ''{ingest}'', null)', tests.team(), tests.id('laptop')),
  '{"ana": "1 rows", "ben": "42501", "cleo": "42501", "anonymous": "no grant", "worker": "no grant"}',
  'makes a key for a source of ana behind the command'
);

select tests.outcomes_are(
  format('select id, prefix, last_used_at from public.api_keys where user_id = %L', tests.person('ana')),
  '{"ana": "3 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'reads the keys of ana'
);
select tests.outcomes_are(
  'select key_hash from public.api_keys', '{"ana": "no grant", "worker": "no grant"}', 'reads the hash of a key'
);
select tests.outcomes_are(
  format(
    $$
      insert into public.api_keys (org_id, user_id, name, prefix, key_hash)
      values (%L, %L, 'Mine', 'flk_aaaaaaaa', sha256('weak'))
    $$,
    tests.team(), tests.person('ana')
  ),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'stores a key of their own choice'
);
select tests.outcomes_are(
  'update public.api_keys set revoked_at = null, expires_at = null',
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'brings a key back'
);
select tests.outcomes_are(
  'delete from public.api_keys',
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'deletes a key'
);

select tests.outcomes_are(
  format('select public.revoke_api_key(%L)', (select id from made)),
  '{"ana": "1 rows", "ben": "P0001", "cleo": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'revokes a key of ana'
);
select tests.outcomes_are(
  format('select private.stop_api_key(%L)', (select id from made)),
  '{"ana": "1 rows", "ben": "42501", "cleo": "42501", "anonymous": "no grant"}',
  'revokes a key of ana behind the command'
);
select tests.login(tests.person('ana'));
select lives_ok('select public.revoke_api_key((select id from made))', 'a key can be revoked');
select lives_ok('select public.revoke_api_key((select id from made))', 'revoking it twice is no error');
select tests.logout();
select isnt((select revoked_at from public.api_keys where id = (select id from made)), null, 'and it is revoked then');

select results_eq(
  format(
    'select audit_actors.user_id, action, audit_log.org_id from public.audit_log join private.audit_actors on pseudonym = actor where target = %L order by id',
    'api_key:' || (select id from made)
  ),
  format(
    'values (%L::uuid, ''key.created'', %L::uuid), (%1$L::uuid, ''key.revoked'', %2$L::uuid)',
    tests.person('ana'), tests.team()
  ),
  'the audit log has one row for the making and one for the revoking'
);
select is_empty(
  'select from public.audit_log, made where audit_log.details::text like ''%'' || substr(made.key, 13) || ''%''',
  'and no key in it'
);

update public.memberships set role = 'viewer' where org_id = tests.team() and user_id = tests.person('ana');
select tests.outcomes_are(
  format('select public.create_api_key(''Laptop'', %L)', tests.id('laptop')), '{"ana": "42501"}', 'makes a key as a viewer'
);

insert into public.api_keys (org_id, user_id, name, prefix, key_hash)
select tests.personal_org('cleo'), tests.person('cleo'), 'Key ' || n, 'flk_aaaaaaaa', sha256(convert_to(n::text, 'UTF8'))
from generate_series(1, 50) as n;
select tests.outcomes_are(
  'select public.create_api_key(''Laptop'', null)', '{"cleo": "P0001"}', 'makes the fifty-first key in use'
);
update public.api_keys set expires_at = now() where user_id = tests.person('cleo') and name = 'Key 1';
select tests.outcomes_are(
  'select public.create_api_key(''Laptop'', null)', '{"cleo": "1 rows"}', 'makes a key when one has expired'
);

select tests.outcomes_are(
  'select public.create_api_key(''Laptop'', null)', '{"ana an hour later": "42501"}', 'makes a key without a fresh proof'
);

select * from finish();
rollback;
