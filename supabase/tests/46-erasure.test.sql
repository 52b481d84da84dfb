-- An erasure is asked for with proof, can be taken back, and leaves nothing of the person in any table.
begin;
\ir helpers.psql
select plan(35);

select tests.team(), tests.person('cleo'), tests.person('dan');
select tests.outcomes_are(
  'select public.erase_account(''ana@tests.invalid'', 7)',
  '{"ana": "1 rows", "ana an hour later": "42501", "ben": "22023", "anonymous": "no grant", "worker": "no grant"}',
  'erases by the address of ana'
);
select tests.outcomes_are('select public.erase_account(''ben@tests.invalid'', 0)', '{"ben": "P0001"}', 'erases the owner of a team of several');
select tests.outcomes_are('select public.erase_account(''ana@tests.invalid'', 3)', '{"ana": "22023"}', 'erases in three days');
select tests.outcomes_are('select public.erase_account(null)', '{"ana": "22023"}', 'erases without the address');

select tests.answer('ana', 'select public.erase_account('' ANA@tests.invalid'')');
select is((select due_at from public.erasures), now() + interval '7 days', 'it comes in seven days');
select is((select due_at from private.outbox where topic = 'erase'), now() + interval '7 days', 'and so does the job');
select is(tests.answer('worker', format('select private.erase_step(%L, 10) ->> ''status''', tests.person('ana'))), 'not_due', 'before that nothing is erased');
select is(tests.answer('worker', format('select private.erase_step(%L, 10) ->> ''status''', tests.person('ben'))), 'not_due', 'and nobody who never asked');
select throws_ok(format('select private.erase_account_row(%L)', tests.person('ben')), 'P0001', 'this account is not being erased', 'not even by the last step alone');
select tests.outcomes_are('select from public.erasures', '{"ana": "1 rows", "ben": "0 rows", "anonymous": "no grant"}', 'reads the erasure');
select is(tests.answer('ben', 'select public.cancel_erasure()'), 'false', 'another person takes nothing back');
select is(tests.answer('ana', 'select public.cancel_erasure()'), 'true', 'the person can take it back');
select is(tests.answer('ana', 'select public.cancel_erasure()'), 'false', 'once');
select is_empty('select from private.outbox where topic = ''erase''', 'the job is gone with it');

-- Ana leaves traces wherever she can.
select tests.add_source('ana', 'canary laptop');
select tests.add_suggestion('ana', 'canary suggestion');
do $$ begin
  for n in 1..25 loop
    execute replace(tests.event_insert('ana', now() - make_interval(mins => n), n), 'reports/week.csv', 'canary/week.csv');
  end loop;
end $$;
insert into public.mining_state (user_id, org_id, last_seq) values (tests.person('ana'), tests.team(), 25);
insert into public.mining_chunks (user_id, chunk, version, data) values (tests.person('ana'), 'head', 1, 'canary');
insert into public.ingest_rejects (org_id, user_id, source_id, position, code, message, body_hash)
values (tests.team(), tests.person('ana'), tests.id('canary laptop'), 0, 'invalid_event', 'canary', sha256('x'));
select tests.answer('ana', format('select public.dismiss_suggestion(%L, ''private'')', tests.id('canary suggestion')));
select tests.answer('ana', format('select public.mute_pattern(%L)', tests.id('canary suggestion pattern')));
select tests.answer('ana', 'select key from public.create_api_key(''canary'', null)');
select tests.answer('ana', 'select public.create_organisation(''canary team'')');
select tests.answer('ana', format('insert into public.privacy_settings (user_id, ignored_paths) values (%L, ''{canary/}'') returning 1', tests.person('ana')));
select tests.answer('ana', 'select public.request_export()');
select tests.answer('ana', 'select public.use_recovery_code(''x'')');
select tests.add_factor('ana');
select tests.answer('ana with a code', 'select count(*) from public.make_recovery_codes()');
select tests.answer('ben', 'select id from public.invite_member(tests.team(), ''dan@tests.invalid'', ''viewer'')');
insert into public.invitations (org_id, email, role, token_hash, invited_by)
select id, 'ana@tests.invalid', 'viewer', sha256('canary'), tests.person('ben') from public.organisations where name = 'canary team';
insert into auth.audit_log_entries (id, payload, created_at) values (gen_random_uuid(), json_build_object('actor_username', 'ana@tests.invalid'), now());
select private.seal_audit_log(1000);

select tests.answer('ana with a code', 'select public.erase_account(''ana@tests.invalid'', 0)');
select is(tests.answer('worker', format('select private.erase_step(%L, 10)', tests.person('ana'))), '{"left": true, "erased": 10, "status": "erasing"}', 'a step erases so many events');
select is(tests.answer('ana with a code', 'select public.cancel_erasure()'), 'false', 'what has begun cannot be taken back');
select is(tests.answer('worker', format('select private.erase_step(%L, 10) ->> ''left''', tests.person('ana'))), 'true', 'then the next');
select is(tests.answer('worker', format('select private.erase_step(%L, 10) ->> ''left''', tests.person('ana'))), 'false', 'and with the last ones all that is small');
select is(tests.answer('worker', format('select private.erase_step(%L, 10) ->> ''left''', tests.person('ana'))), 'false', 'a delivery that comes twice changes nothing');
select is(
  tests.answer('worker', format('select private.erase_account_row(%L)', tests.person('ana')))::bytea,
  sha256(convert_to(md5('floyo test person ana')::uuid::text, 'UTF8')), 'the account goes last and leaves a tombstone'
);

-- Every column of every table as text.
create function tests.find_anywhere(needle text) returns setof text language plpgsql as $$
declare
  target record;
  found_one boolean;
begin
  for target in
    select classes.oid::regclass as name
    from pg_class as classes
    join pg_namespace as namespaces on namespaces.oid = classes.relnamespace
    where classes.relkind in ('r', 'p') and namespaces.nspname in ('public', 'private', 'auth', 'storage', 'realtime')
  loop
    execute format('select exists (select from %s as seen where seen::text ilike %L)', target.name, '%' || needle || '%') into found_one;
    if found_one then
      return next target.name::text;
    end if;
  end loop;
end
$$;
select is_empty($$select tests.find_anywhere(md5('floyo test person ana')::uuid::text)$$, 'her id stands in no table');
select is_empty($$select tests.find_anywhere('ana@tests.invalid')$$, 'nor does her address');
select is_empty($$select tests.find_anywhere('canary')$$, 'nor any path or name she gave');
select isnt_empty($$select tests.find_anywhere('ben@tests.invalid')$$, 'the search finds what is there');
select is(
  (select count(*) from public.memberships where org_id = tests.id('team')), 1::bigint, 'her colleagues keep their team'
);
select is(
  tests.answer('ben', 'select problem from public.verify_audit_log(tests.id(''team''))'), null, 'and its log still proves itself'
);
select is(
  tests.answer('worker', format('select private.bury_again(array[%L]::bytea[])', sha256(convert_to(tests.person('cleo')::text, 'UTF8')))), '1', 'a restore erases again who has a tombstone'
);
select is((select due_at <= now() from public.erasures where user_id = tests.person('cleo')), true, 'at once');
select tests.answer('worker', format('select private.tombstone_stored(%L)', (select hash from private.tombstones)));
select isnt((select stored_at from private.tombstones), null, 'a tombstone in Storage is noted');

select * from finish();
rollback;
