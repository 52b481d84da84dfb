-- Days of each step are counted from the caller's own events, by the form of the path and in the zone that is asked for.
begin;
\ir helpers.psql
select plan(11);

select is(
  private.template_like('a_b%c\/{{x}}/orders-{date} {copy}.csv'), 'a\_b\%c\\/{x}/orders-% %.csv',
  'variables are %, what like means something by is escaped, doubled braces are single'
);
select ok('in/orders-2026-11-08.csv' like private.template_like('in/orders-{date}.csv'), 'a name of the template fits');
select ok('in/ordersX2026.csv' not like private.template_like('in/orders_{date}.csv'), 'an underscore is no wildcard');

select tests.team(), tests.person('cleo'), tests.add_pattern('ana', 'companions');
update public.patterns
set
  steps = '[{"op": "created", "template": "reports/week.csv"}, {"op": "modified", "template": "reports/{date}.csv"}]',
  first_seen_at = now() - interval '14 days',
  last_seen_at = now()
where id = tests.id('companions');
do $$
begin
  execute tests.event_insert('ana', date_trunc('day', now()) - interval '3 days' + interval '1 hour', 1);
  execute tests.event_insert('ana', date_trunc('day', now()) - interval '3 days' + interval '23 hours', 2);
  execute tests.event_insert('ana', date_trunc('day', now()) - interval '5 days' + interval '12 hours', 3);
  execute tests.event_insert('ana', date_trunc('day', now()) - interval '20 days', 4);
  execute tests.event_insert('ben', date_trunc('day', now()) - interval '7 days', 1);
end
$$;

select is(
  tests.answer('ana', format('select string_agg(step || '':'' || days, '' '' order by step) from public.pattern_step_days(%L, ''UTC'')', tests.id('companions'))),
  '0:2 1:0', 'days are counted once, others'' events and those before the pattern not at all'
);
select is(
  tests.answer('ana', format('select days::text from public.pattern_step_days(%L, ''Pacific/Kiritimati'') where step = 0', tests.id('companions'))),
  '3', 'a day is one of the zone that is asked for'
);
select is(
  tests.outcome('ana', format('select from public.pattern_step_days(%L, ''Mars/Olympus'')', tests.id('companions'))), '22023',
  'an unknown zone is refused'
);
select tests.outcomes_are(
  format('select from public.pattern_step_days(%L, ''UTC'')', tests.id('companions')),
  '{"ana": "2 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'counts the days of a pattern of ana'
);

select * from finish();
rollback;
