-- Failures of one workflow that nobody looked at are one line, read and unread together, and one mail an hour.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['maker', 'stranger']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('maker'));
insert into public.memberships (org_id, user_id, role) values (tests.id('crew'), tests.person('maker'), 'owner');
create temporary table made as
select name, tests.answer('maker', format('select public.create_workflow(%L, %L, tests.definition())', tests.id('crew'), name))::uuid as id
from unnest(array['Invoices', 'Orders']) as name;
grant select on made to public;
select tests.answer('maker', format('select public.publish_workflow(%L, 1)', id)) from made;

create function tests.fail(workflow text, times integer) returns void language plpgsql as $$
declare
  run public.runs;
begin
  for n in 1 .. times loop
    insert into public.runs (org_id, workflow_id, workflow_version, trigger)
    select tests.id('crew'), made.id, 1, '{"kind": "manual"}' from made where made.name = fail.workflow
    returning runs.* into run;
    perform private.end_run(run, 'failed', null, jsonb_build_object('code', 'failed', 'message', 'It said ' || n));
  end loop;
end
$$;
create function tests.lines() returns setof text language sql as $$
  select title || ': ' || body || case when read_at is null then '' else ', read' end
  from public.notifications
  where user_id = tests.person('maker') and is_shown
  order by title
$$;

select tests.fail('Orders', 1);
select tests.fail('Invoices', 1);
select set_eq('select tests.lines()', array['Invoices failed: It said 1', 'Orders failed: It said 1'], 'one failure is told as it is');
select tests.fail('Invoices', 20);
select set_eq(
  'select tests.lines()', array['21 runs of Invoices failed: It said 20', 'Orders failed: It said 1'], 'more are one line with the newest'
);
select is((select count(*) from public.notifications where user_id = tests.person('maker')), 22::bigint, 'each was told once');
update public.notification_settings set digest_at = now() - interval '1 minute' where user_id = tests.person('maker');
select tests.answer('worker', 'select private.ask_for_digests(100)');
select is(
  (select count(*) from public.notifications where user_id = tests.person('maker') and digested_at is not null), 2::bigint, 'the digest has a line of each'
);

-- Reading.
select tests.answer('maker', 'update public.notifications set read_at = now() where is_shown and times = 21 returning 1');
select is(
  (select count(*) from public.notifications where user_id = tests.person('maker') and read_at is null), 1::bigint, 'reading the line reads all of it'
);
select tests.answer('maker', 'update public.notifications set read_at = null where is_shown and times = 21 returning 1');
select is(
  (select count(*) from public.notifications where user_id = tests.person('maker') and read_at is null), 22::bigint, 'and taking it back takes back all'
);
select tests.answer('maker', 'update public.notifications set read_at = now() where times = 21 returning 1');
select tests.fail('Invoices', 2);
select set_eq(
  'select tests.lines()',
  array['2 runs of Invoices failed: It said 2', '21 runs of Invoices failed: It said 20, read', 'Orders failed: It said 1'],
  'what comes after it was read is a line of its own'
);
select tests.answer(
  'maker', 'with marked as (update public.notifications set read_at = now() where read_at is null returning 1) select count(*) from marked'
);
select is(
  (select count(*) from public.notifications where user_id = tests.person('maker') and read_at is null), 0::bigint, 'all are read at once'
);

-- Mails.
select tests.answer(
  'maker',
  format('insert into public.notification_choices (user_id, kind, mail) values (%L, ''run_failed'', ''at_once'') returning 1', tests.person('maker'))
);
select tests.fail('Invoices', 5);
select tests.fail('Orders', 2);
select is(
  (select count(*) from private.outbox where topic = 'mail' and payload ? 'notification' and user_id = tests.person('maker')),
  2::bigint, 'one mail an hour for each workflow'
);
update public.notifications set created_at = created_at - interval '61 minutes' where user_id = tests.person('maker');
select tests.fail('Invoices', 2);
select is(
  (
    select array_agg(private.notification_mail(notifications.id) #>> '{told,title}' order by outbox.id desc)
    from private.outbox
    join public.notifications on notifications.id = (outbox.payload ->> 'notification')::uuid
  )[1],
  '6 runs of Invoices failed', 'the next one says how many there were'
);

select is(
  tests.outcome('maker', 'update public.notifications set times = 1'), 'no grant', 'nobody counts them by hand'
);
select is(
  tests.outcome('stranger', 'update public.notifications set read_at = now()'), '0 rows', 'nor marks those of others'
);

select * from finish();
rollback;
