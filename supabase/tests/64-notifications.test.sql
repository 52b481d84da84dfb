-- What people are told, by which way and when; a workflow that fails nearly every time stops itself and tells it once.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['maker', 'editor', 'viewer', 'stranger']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('maker'));
insert into public.memberships (org_id, user_id, role)
values
  (tests.id('crew'), tests.person('maker'), 'owner'),
  (tests.id('crew'), tests.person('editor'), 'editor'),
  (tests.id('crew'), tests.person('viewer'), 'viewer');
create temporary table made as
select tests.answer('maker', format('select public.create_workflow(%L, ''Invoices'', tests.definition())', tests.id('crew')))::uuid as id;
grant select on made to public;
select tests.answer('maker', 'select public.publish_workflow((select id from made), 1)');

create function tests.tell(person text, kind text, key text) returns void language sql as $$
  insert into public.notifications (org_id, user_id, kind, title, dedupe_key)
  values (tests.id('crew'), tests.person(tell.person), tell.kind, tell.kind, tell.key)
$$;
create function tests.mail_of(key text) returns text language sql as $$
  select coalesce(notifications.mail, 'never') || case when notifications.is_shown then '' else ', hidden' end
  from public.notifications where notifications.dedupe_key = mail_of.key
$$;

-- By which way.
select tests.tell('maker', 'run_failed', 'usual failure');
select tests.tell('maker', 'workflow_paused', 'usual pause');
select is(tests.mail_of('usual failure'), 'digest', 'a failure comes with the digest');
select is(tests.mail_of('usual pause'), 'at_once', 'a pause is mailed at once');
select is(
  (select count(*) from private.outbox where topic = 'mail' and user_id = tests.person('maker')), 1::bigint, 'and only that is owed a mail'
);
select tests.answer(
  'maker',
  format('insert into public.notification_choices (user_id, kind, in_app, mail) values (%L, ''message'', false, ''never'') returning 1', tests.person('maker'))
);
select tests.answer(
  'maker',
  format('insert into public.notification_choices (user_id, kind, in_app, mail) values (%L, ''run_failed'', true, ''at_once'') returning 1', tests.person('maker'))
);
select tests.tell('maker', 'message', 'hidden message');
select tests.tell('maker', 'run_failed', 'chosen failure');
select is(tests.mail_of('hidden message'), 'never, hidden', 'messages may be hidden');
select is(tests.mail_of('chosen failure'), 'at_once', 'a choice counts from then on');
select is(
  tests.outcome('maker', 'update public.notification_choices set in_app = false where kind = ''run_failed'''), '23514', 'failures may not be hidden'
);
select tests.tell('maker', 'run_failed', 'flood ' || n) from generate_series(1, 30) as n;
select is(
  (select count(*) from public.notifications where user_id = tests.person('maker') and mail = 'at_once'), 20::bigint, 'twenty mails an hour, the rest waits for the digest'
);
select is(
  (select count(*) > 0 from realtime.messages where topic = 'user:' || tests.person('maker') and payload ->> 'kind' = 'notification'), true, 'open tabs hear of it'
);

-- When.
select is(
  private.next_digest('Europe/Zurich', 'daily', 1, 8, '2027-03-27 07:00Z'), '2027-03-28 06:00Z'::timestamptz, 'eight in the morning is an hour earlier in summer'
);
select is(private.next_digest('Europe/Zurich', 'daily', 1, 8, '2027-10-30 06:00Z'), '2027-10-31 07:00Z'::timestamptz, 'and later in winter');
select is(
  private.next_digest('Europe/Zurich', 'daily', 1, 2, '2027-03-27 12:00Z'), '2027-03-28 01:00Z'::timestamptz, 'an hour that is left out comes an hour later'
);
select is(
  private.next_digest('Europe/Zurich', 'daily', 1, 2, '2027-10-31 01:00Z'), '2027-11-01 01:00Z'::timestamptz, 'an hour that comes twice counts once'
);
select is(private.next_digest('UTC', 'weekly', 1, 8, '2027-03-29 08:00Z'), '2027-04-05 08:00Z'::timestamptz, 'on Mondays');
select is(private.next_digest('UTC', 'off', 1, 8, now()), null, 'never when it is off');
select is(
  tests.answer('maker', 'update public.notification_settings set digest = ''daily'', hour = 9 returning extract(hour from digest_at at time zone ''UTC'')::text'), '9', 'a change moves the next one'
);
select tests.answer('maker', 'update public.profiles set time_zone = ''Asia/Tokyo'' returning 1');
select is(
  (select extract(hour from digest_at at time zone 'UTC')::integer from public.notification_settings where user_id = tests.person('maker')), 0, 'so does another zone'
);
select is(tests.outcome('maker', 'update public.notification_settings set digest_at = now()'), 'no grant', 'nobody sets the time itself');
select is(tests.outcome('maker', 'update public.notification_settings set hour = 24'), '23514', 'a day has 24 hours');
select is(tests.outcome('stranger', format('update public.notification_settings set digest = ''off'' where user_id = %L', tests.person('maker'))), '0 rows', 'nor that of others');

-- The digest: once, of what is unread, and none of nothing.
update public.notification_settings set digest_at = now() - interval '1 minute' where user_id in (tests.person('maker'), tests.person('editor'));
select is(jsonb_array_length(tests.answer('worker', 'select private.ask_for_digests(100)')::jsonb), 1, 'only who has something to read gets one');
select is(jsonb_array_length(tests.answer('worker', 'select private.ask_for_digests(100)')::jsonb), 0, 'and once');
select is(
  (select count(*) from public.notification_settings where digest_at <= now()), 0::bigint, 'the time moves on for both'
);
select is(
  (select count(*) from public.notifications where user_id = tests.person('maker') and digested_at is not null and mail = 'digest'),
  (select count(*) from public.notifications where user_id = tests.person('maker') and mail = 'digest'), 'it holds all that waited for it'
);
select is(tests.outcome('maker', 'select private.ask_for_digests(1)'), 'no grant', 'people ask for none');

-- Links that stop mails.
create temporary table links as
select private.mail_token(tests.person('maker'), 'digest') as digest, private.mail_token(tests.person('maker'), 'workflow_paused') as paused;
grant select on links to public;
select is(tests.answer('worker', 'select private.unsubscribe((select digest from links), false)'), '{"list": "digest"}', 'looking stops nothing');
select is((select digest from public.notification_settings where user_id = tests.person('maker')), 'daily', 'it is on');
select tests.answer('worker', 'select private.unsubscribe((select digest from links), true)') from generate_series(1, 2);
select is((select digest || coalesce(digest_at::text, '') from public.notification_settings where user_id = tests.person('maker')), 'off', 'stopped, however often one asks');
select tests.answer('worker', 'select private.unsubscribe((select paused from links), true)');
select is((select mail from public.notification_choices where user_id = tests.person('maker') and kind = 'workflow_paused'), 'never', 'one kind alone');
select is(
  (select count(*) from links cross join unnest(array[
    translate(right(digest, 1), 'A', 'B'), overlay(digest placing 'ffff' from 1), replace(digest, '.digest.', '.message.'),
    left(digest, -1) || case right(digest, 1) when 'A' then 'B' else 'A' end, '', digest || 'A'
  ]) as forged where private.unsubscribe(forged, true) is not null), 0::bigint, 'what we did not sign stops nothing'
);
select is(tests.outcome('maker', 'select private.unsubscribe('''', true)'), 'no grant', 'only the function asks');

-- A workflow that fails nearly every time.
create function tests.end_runs(how text, many integer) returns void language plpgsql as $$
declare
  n integer;
  run_id uuid;
begin
  for n in 1 .. many loop
    insert into public.runs (org_id, workflow_id, workflow_version, trigger)
    values (tests.id('crew'), (select id from made), 1, '{"kind": "manual"}') returning id into run_id;
    update public.runs set status = how, finished_at = clock_timestamp() where id = run_id;
  end loop;
end
$$;
create function tests.pause() returns text language sql as $$
  select coalesce(paused_because, 'goes on') from public.workflows where id = (select id from made)
$$;
update public.workflows set errors_since = now() - interval '1 hour';
select tests.end_runs('failed', 19);
select tests.end_runs('done', 1);
select is(tests.pause(), 'goes on', 'twenty runs are too few');
select tests.end_runs('failed', 1);
select is(tests.pause(), 'errors', '20 of 21 are more than 95 %');
select is(
  (select array_agg(user_id order by user_id) from public.notifications where kind = 'workflow_paused' and workflow_id = (select id from made)),
  (select array_agg(id order by id) from (values (tests.person('maker')), (tests.person('editor'))) as told (id)), 'its maker and the editors are told'
);
select tests.end_runs('unknown', 2);
select is(
  (select count(*) from public.notifications where kind = 'workflow_paused' and workflow_id = (select id from made)), 2::bigint, 'once'
);
select is(tests.outcome('viewer', 'select public.resume_workflow((select id from made))'), '42501', 'who may not let it go on was not asked');
select tests.answer('editor', 'select public.resume_workflow((select id from made))');
select tests.end_runs('failed', 20);
select is(tests.pause(), 'goes on', 'going on counts anew');
select tests.end_runs('unknown', 1);
select is(tests.pause(), 'errors', 'an end that nobody knows is an error');
select tests.answer('editor', 'select public.resume_workflow((select id from made))');
select tests.end_runs('done', 2);
select tests.end_runs('failed', 38);
select is(tests.pause(), 'errors', '38 of the last 40');
select tests.answer('editor', 'select public.resume_workflow((select id from made))');
select tests.end_runs('done', 3);
select tests.end_runs('failed', 37);
select is(tests.pause(), 'goes on', '37 of the last 40 are less than 95 %');

select * from finish();
rollback;
