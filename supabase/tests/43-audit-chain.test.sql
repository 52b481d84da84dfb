-- The chain over the audit log shows every tampering, outlives the people in it, and tells who they were only to those who may know.
begin;
\ir helpers.psql
select plan(42);

select tests.team(), tests.person('cleo');
insert into public.memberships (org_id, user_id, role) values (tests.team(), tests.person('dan'), 'admin');
select tests.answer('ben', format('select public.change_role(tests.team(), %L, ''viewer'')', tests.person('ana')));
select set_config('request.headers', '{"x-forwarded-for": "6.6.6.6, 198.51.100.7", "user-agent": "Probe/1", "x-request-id": "r-1"}', true);
select tests.answer('ben', format('update public.organisations set name = ''Crew'' where id = %L returning 1', tests.team()));
select set_config('request.headers', 'not json', true);
select tests.answer('ben', format('update public.organisations set min_people = 7 where id = %L returning 1', tests.team()));
select set_config('request.headers', '', true);

create function tests.verdict() returns text language sql set search_path = '' as $$
  select tests.answer('dan', $q$
    select concat_ws(' ', 'checked', checked, 'unsealed', unsealed, problem, 'seq ' || broken_seq)
    from public.verify_audit_log(tests.team())
  $q$)
$$;
create function tests.tamper(command text) returns text language plpgsql as $$
declare
  answer text;
begin
  -- As whoever gets hold of the database itself would.
  begin
    alter table public.audit_log disable trigger user;
    alter table public.audit_seals disable trigger user;
    alter table public.audit_heads disable trigger user;
    execute command;
    answer := tests.verdict();
    raise exception using errcode = 'TT000';
  exception when sqlstate 'TT000' then null;
  end;
  return answer;
end
$$;

select is(tests.verdict(), 'checked 0 unsealed 7', 'new rows wait for their place in the chain');
select tests.outcomes_are(
  'select private.seal_audit_log(100)', '{"worker": "1 rows", "ben": "no grant", "anonymous": "no grant"}', 'seals'
);
select is(tests.answer('worker', 'select private.seal_audit_log(3)'), '3', 'the worker seals so many at most');
select is(tests.answer('worker', 'select private.seal_audit_log(100)')::integer >= 4, true, 'and the rest the next time');
select is(tests.answer('worker', 'select private.seal_audit_log(100)'), '0', 'then there is nothing to do');
select is(tests.verdict(), 'checked 7 unsealed 0', 'an untouched chain holds');

select is(tests.tamper('update public.audit_log set action = ''organisation.deleted'' where id = (select audit_id from public.audit_seals where org_id = tests.team() and seq = 4)'), 'checked 3 unsealed 0 changed seq 4', 'an edited row is found');
select is(tests.tamper('update public.audit_log set details = ''{"to": "owner"}'' where id = (select audit_id from public.audit_seals where org_id = tests.team() and seq = 1)'), 'checked 0 unsealed 0 changed seq 1', 'also the first');
select is(tests.tamper('update public.audit_log set created_at = created_at - interval ''1 microsecond'' where id = (select audit_id from public.audit_seals where org_id = tests.team() and seq = 7)'), 'checked 6 unsealed 0 changed seq 7', 'by a microsecond');
select is(tests.tamper('delete from public.audit_log where id = (select audit_id from public.audit_seals where org_id = tests.team() and seq = 5)'), 'checked 4 unsealed 0 deleted seq 5', 'a deleted row is found');
select is(tests.tamper('delete from public.audit_seals where org_id = tests.team() and seq = 5'), 'checked 4 unsealed 0 missing seq 6', 'a deleted seal is found');
select is(
  tests.tamper($q$
    update public.audit_seals set audit_id = -seq where org_id = tests.team() and seq in (2, 3);
    update public.audit_seals as seals
    set audit_id = other.id
    from (select id, row_number() over (order by id) as place from public.audit_log where org_id = tests.team()) as other
    where seals.org_id = tests.team() and ((seals.seq = 2 and other.place = 3) or (seals.seq = 3 and other.place = 2))
  $q$),
  'checked 1 unsealed 0 changed seq 2', 'two rows that changed places are found'
);
select is(
  tests.tamper('insert into public.audit_log (org_id, action, target, commitment) values (tests.team(), ''key.created'', ''x'', sha256(''x''))'),
  'checked 7 unsealed 0 forged', 'a row written past the log is found'
);
select is(
  tests.tamper('update private.audit_person set fields = fields || ''{"email": "x@y.z"}'' where audit_id = (select audit_id from public.audit_seals where org_id = tests.team() and seq = 6)'),
  'checked 5 unsealed 0 person_changed seq 6', 'another person put in somebody''s place is found'
);
select is(
  tests.tamper($q$
    delete from public.audit_log where id in (select audit_id from public.audit_seals where org_id = tests.team() and seq > 5);
    delete from public.audit_seals where org_id = tests.team() and seq > 5
  $q$),
  'checked 5 unsealed 0', 'the newest rows gone with their seals leave no trace in the chain itself'
);
insert into public.audit_heads (org_id, seq, hash, key_id, signature, signed_at)
select org_id, seq, hash, 'test', decode(repeat('00', 64), 'hex'), now() from public.audit_seals where org_id = tests.team() and seq = 7;
select is(
  tests.tamper($q$
    delete from public.audit_log where id in (select audit_id from public.audit_seals where org_id = tests.team() and seq > 5);
    delete from public.audit_seals where org_id = tests.team() and seq > 5
  $q$),
  'checked 5 unsealed 0 end_missing seq 7', 'but against a signed head they do'
);
select is(
  tests.tamper($q$
    update public.audit_log set target = 'x' where id = (select audit_id from public.audit_seals where org_id = tests.team() and seq = 7);
    update public.audit_seals as seals set hash = sha256(before.hash || private.audit_row_bytes(entry))
    from public.audit_seals as before, public.audit_log as entry
    where seals.org_id = tests.team() and seals.seq = 7 and before.org_id = seals.org_id and before.seq = 6 and entry.id = seals.audit_id
  $q$),
  'checked 6 unsealed 0 rewritten seq 7', 'a chain made anew does not end in the signed head'
);

select tests.outcomes_are('select * from public.verify_audit_log(tests.team())', '{"ben": "1 rows", "dan": "1 rows", "ana": "42501", "cleo": "42501", "anonymous": "no grant"}', 'verifies');
select tests.outcomes_are('select from public.audit_seals where org_id = tests.team()', '{"ben": "7 rows", "ana": "0 rows", "anonymous": "no grant", "worker": "no grant"}', 'reads seals');
select tests.outcomes_are('select from public.audit_heads', '{"ben": "1 rows", "ana": "0 rows", "anonymous": "no grant", "worker": "no grant"}', 'reads heads');

select tests.outcomes_are('select * from public.audit_entries(tests.team())', '{"ben": "7 rows", "ana": "42501", "cleo": "42501", "anonymous": "no grant"}', 'lists entries');
select is(
  tests.answer('ben', 'select concat_ws('' '', actor_email, ip, user_agent, request_id) from public.audit_entries(tests.team(), array[''organisation.renamed''])'),
  'ben@tests.invalid 198.51.100.7 Probe/1 r-1',
  'with who did it from where: the last address of the header, which the client cannot choose'
);
select is(
  tests.answer('ben', 'select count(*) from public.audit_entries(tests.team(), take => 2, before => (select max(id) from public.audit_log where org_id = tests.team()))'), '2', 'a page after another'
);
select is(
  tests.answer('ben', 'select details ->> ''from'' || ''>'' || (details ->> ''to'') from public.audit_entries(tests.team(), array[''member.role_changed''])'), 'editor>viewer', 'a change of role says from what to what'
);
select is_empty(
  format(
    'select from public.audit_log where org_id = %L and (audit_log::text like %L or audit_log::text like ''%%@%%'')',
    tests.team(), '%' || tests.person('ana') || '%'
  ),
  'the log itself names nobody'
);

-- Erasure takes the names, not the proof.
delete from private.audit_person where user_id = tests.person('ben');
delete from private.audit_actors where user_id = tests.person('ben');
select is(tests.verdict(), 'checked 7 unsealed 0', 'the chain holds without the person');
select is(
  tests.answer('dan', 'select count(*) from public.audit_entries(tests.team()) where actor_email is not null'), '0', 'who it was is not known any more'
);

select * from finish();
rollback;
