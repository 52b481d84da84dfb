-- Patterns are written by mining and read by the person whose habits they are.
begin;
\ir helpers.psql
select plan(21);

select tests.team(), tests.person('cleo'), tests.add_pattern('ana', 'weekly report');

select tests.outcomes_are(
  format('select from public.patterns where id = %L', tests.id('weekly report')),
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "1 rows"}',
  'reads a pattern of ana'
);
select tests.outcomes_are(
  format(
    $$
      insert into public.patterns (
        org_id, user_id, fingerprint, kind, steps, evidence, stats, score, first_seen_at, last_seen_at
      )
      values (%L, %L, 'forged', 'rhythm', '[]', '{}', '{}', 1, now(), now())
    $$,
    tests.team(), tests.person('ana')
  ),
  '{"ana": "no grant", "ben": "no grant", "cleo": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'adds a pattern of ana'
);
select tests.outcomes_are(
  format('update public.patterns set withdrawn_at = now() where id = %L', tests.id('weekly report')),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'withdraws a pattern of ana'
);
select tests.outcomes_are(
  format('delete from public.patterns where id = %L', tests.id('weekly report')),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'deletes a pattern of ana'
);
select throws_ok(
  $$
    insert into public.patterns (
      org_id, user_id, fingerprint, kind, steps, evidence, stats, score, first_seen_at, last_seen_at
    )
    select org_id, user_id, fingerprint, kind, steps, evidence, stats, score, first_seen_at, last_seen_at
    from public.patterns
    where id = tests.id('weekly report')
  $$,
  '23505', null, 'a person has one pattern of a fingerprint'
);
select throws_ok(
  format('update public.patterns set kind = ''hunch'' where id = %L', tests.id('weekly report')), '23514', null,
  'an unknown kind is refused'
);
update public.patterns set updated_at = '2000-01-01' where id = tests.id('weekly report');
select is(
  (select updated_at from public.patterns where id = tests.id('weekly report')), now(), 'a change is dated by itself'
);

select * from finish();
rollback;
