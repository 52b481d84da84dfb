-- What fewer than k people share is told by nothing: no row, no count, no error. What k share is told without a name.
begin;
\ir helpers.psql
select plan(35);

select tests.team(), tests.person('cleo');
update public.organisations set min_people = 3 where id = tests.team();
insert into public.memberships (org_id, user_id, role)
select tests.team(), tests.person('p' || n), 'viewer' from generate_series(1, 12) as n;
delete from realtime.messages;

create function tests.share(person text, name text, template text) returns void language plpgsql as $$
begin
  perform tests.add_pattern(person, person || name, tests.team());
  update public.patterns
  set steps = jsonb_build_array(
    jsonb_build_object('op', 'downloaded', 'template', template),
    jsonb_build_object('op', 'modified', 'template', 'Clean/canary-{number}.CSV')
  )
  where id = tests.id(person || name);
end
$$;
create function tests.publish() returns text language sql as $$
  select tests.answer('worker', 'select private.publish_org_patterns(tests.team())')
$$;
select tests.share('p1', 'a', 'Reports/canary-{date}.csv'), tests.share('p2', 'a', 'Reports/canary-{date}.csv');
select is(tests.publish(), '0', 'two of three people are too few');
select tests.outcomes_are('select id from public.org_patterns', '{"ben": "0 rows", "p1": "0 rows"}', 'sees what two share');

select tests.share('p3', 'a', 'Reports/canary-{date}.csv');
select is(tests.publish(), '1', 'three are enough');
select tests.outcomes_are(
  'select id from public.org_patterns', '{"ben": "1 rows", "p4": "1 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}', 'sees what three share'
);
select is(
  (select steps from public.org_patterns),
  '[{"op": "downloaded", "extension": "csv", "placeholders": ["date"]}, {"op": "modified", "extension": "csv", "placeholders": ["number"]}]',
  'without a folder or a word of a name'
);
select is_empty('select from public.org_patterns where org_patterns::text like ''%canary%''', 'anywhere in the row');
select is((select at_least from public.org_patterns), 3, 'people are a lower bound');
select tests.share('p4', 'a', 'Reports/canary-{date}.csv');
select tests.publish();
select is((select at_least from public.org_patterns), 3, 'which one more does not move');
select tests.share('p5', 'a', 'Reports/canary-{date}.csv');
select tests.publish();
select is((select at_least from public.org_patterns), 5, 'the next bound does');
select tests.outcomes_are('select share_hash from public.org_patterns', '{"ben": "no grant"}', 'reads by what they are compared');
select tests.outcomes_are('select from private.org_pattern_people', '{"ben": "no grant", "p1": "no grant", "worker": "no grant", "anonymous": "no grant"}', 'reads who stands behind it');

-- Leaving withdraws in the same transaction.
select tests.answer('p5', 'select public.leave_organisation(tests.team())');
select is_empty('select from public.org_patterns', 'when fewer than told are left, it goes at once');
select is(tests.publish(), '1', 'until the next day tells it anew');
select is((select at_least from public.org_patterns), 3, 'with the bound that holds');
select tests.answer('p4', 'select public.leave_organisation(tests.team())');
select isnt_empty('select from public.org_patterns', 'one who leaves and leaves enough behind changes nothing');
select tests.answer('ben', format('select public.remove_member(tests.team(), %L)', tests.person('p3')));
select is_empty('select from public.org_patterns', 'the one who makes them too few does');
select is(tests.publish(), '0', 'and it stays away');

-- What a person mutes is not theirs to tell of.
select tests.share('p6', 'a', 'Reports/canary-{date}.csv');
select is(tests.publish(), '1', 'three again');
insert into public.pattern_mutes (org_id, user_id, fingerprint, steps) values (tests.team(), tests.person('p6'), 'p6a', '[]');
select is(tests.publish(), '0', 'one of them does not want to see it');
delete from public.pattern_mutes;
select tests.publish();
update public.organisations set min_people = 4 where id = tests.team();
select is_empty('select from public.org_patterns', 'a bound that is raised holds at once');
select is(tests.publish(), '0', 'and the next day');
delete from private.outbox;
select is(tests.answer('worker', 'select private.ask_for_sharing()'), '1', 'the night asks for each team with enough members');
select tests.outcomes_are('select private.publish_org_patterns(tests.team())', '{"ben": "no grant", "anonymous": "no grant"}', 'publishes by hand');

select is(
  (select sum(number_of_rows)::text from private.export_tables(tests.person('p1')) where name = 'patterns'), tests.answer('p1', 'select number_of_rows from public.kept_rows() where name = ''patterns'''), 'a person sees how much is kept of them'
);
select tests.outcomes_are('select * from public.kept_rows()', '{"anonymous": "no grant", "worker": "no grant"}', 'counts rows');

select * from finish();
rollback;
