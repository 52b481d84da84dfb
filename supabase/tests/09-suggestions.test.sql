-- Suggestions are written by mining; the person they are for decides by four commands, which leave feedback and a nudge.
begin;
\ir helpers.psql
select plan(88);

select tests.team(), tests.person('cleo');
select tests.add_suggestion('ana', name) from unnest(array['report', 'backup', 'invoice', 'photos', 'gone']) as name;
update public.suggestions set status = 'withdrawn' where id = tests.id('gone');

select tests.outcomes_are(
  format('select from public.suggestions where user_id = %L', tests.person('ana')),
  '{"ana": "5 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "5 rows"}',
  'reads the suggestions of ana'
);
select tests.outcomes_are(
  format(
    $$
      insert into public.suggestions (
        org_id, user_id, pattern_id, fingerprint, catalogue_id, title, body, explanation, draft, backtest,
        minutes_per_month
      )
      values (%L, %L, %L, 'forged', 'x', 'x', 'x', '{}', '{}', '{}', 1)
    $$,
    tests.team(), tests.person('ana'), tests.id('report pattern')
  ),
  '{"ana": "no grant", "ben": "no grant", "cleo": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'adds a suggestion for ana'
);
select tests.outcomes_are(
  format('update public.suggestions set status = ''kept'' where id = %L', tests.id('report')),
  '{"ana": "no grant", "ben": "no grant", "cleo": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'sets a status past the commands'
);
select tests.outcomes_are(
  format('delete from public.suggestions where id = %L', tests.id('report')),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'deletes a suggestion of ana'
);

select tests.outcomes_are(
  format('select public.keep_suggestion(%L)', tests.id('report')),
  '{"ana": "1 rows", "ben": "P0001", "cleo": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'keeps a suggestion of ana'
);
select tests.outcomes_are(
  format('select public.snooze_suggestion(%L, now() + interval ''1 day'')', tests.id('report')),
  '{"ana": "1 rows", "ben": "P0001", "cleo": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'snoozes a suggestion of ana'
);
select tests.outcomes_are(
  format('select public.dismiss_suggestion(%L, ''private'')', tests.id('report')),
  '{"ana": "1 rows", "ben": "P0001", "cleo": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'dismisses a suggestion of ana'
);
select tests.outcomes_are(
  format('select public.undo_suggestion(%L)', tests.id('report')),
  '{"ana": "1 rows", "ben": "P0001", "cleo": "P0001", "anonymous": "no grant", "worker": "no grant"}',
  'undoes a decision of ana'
);
select tests.outcomes_are(
  format('select private.settle_suggestion(%L, ''kept'', null, null)', tests.id('report')),
  '{"ben": "42501", "cleo": "42501", "anonymous": "no grant", "worker": "no grant"}',
  'decides for ana behind the commands'
);

select tests.login(tests.person('ana'));
select is(public.keep_suggestion(tests.id('report')), 2, 'keeping gives the next version');
select is(public.keep_suggestion(tests.id('report')), 2, 'keeping twice changes nothing');
select is(
  public.snooze_suggestion(tests.id('backup'), '2000-01-01'::timestamptz + (now() - '2000-01-01') + interval '2 days'), 2,
  'an open suggestion can be snoozed'
);
select is(
  public.snooze_suggestion(tests.id('backup'), now() + interval '3 days'), 3, 'and snoozed again until another time'
);
select is(public.dismiss_suggestion(tests.id('invoice'), 'not_worth_it'), 2, 'an open suggestion can be dismissed');
select is(public.dismiss_suggestion(tests.id('invoice'), 'later'), 2, 'dismissing twice changes nothing');
select results_eq(
  $$select fingerprint, status, snoozed_until from public.suggestions order by fingerprint$$,
  $$
    values
      ('backup', 'snoozed', now() + interval '3 days'),
      ('gone', 'withdrawn', null),
      ('invoice', 'dismissed', null),
      ('photos', 'open', null),
      ('report', 'kept', null)
  $$,
  'each has the status that was decided'
);
select results_eq(
  'select open, kept, snoozed, dismissed, patterns from public.feed_counts()',
  'values (1::bigint, 1::bigint, 1::bigint, 1::bigint, 5::bigint)',
  'the counts of the tabs say the same'
);
select throws_ok(
  $$select public.dismiss_suggestion(tests.id('report'), 'private')$$, 'P0001', 'this suggestion is already kept',
  'a kept one is not dismissed without undoing'
);
select throws_ok(
  $$select public.keep_suggestion(tests.id('invoice'))$$, 'P0001', 'this suggestion is already dismissed',
  'a dismissed one is not kept without undoing'
);
select throws_ok(
  $$select public.keep_suggestion(tests.id('gone'))$$, 'P0001', 'this suggestion was withdrawn',
  'a withdrawn one is not kept'
);
select throws_ok(
  $$select public.undo_suggestion(tests.id('gone'))$$, 'P0001', 'this suggestion was withdrawn', 'nor opened again'
);
select throws_ok(
  $$select public.keep_suggestion(null)$$, 'P0001', 'you have no such suggestion', 'no suggestion is not a suggestion'
);
select throws_ok(
  $$select public.dismiss_suggestion(tests.id('photos'), 'bored')$$, '22023', 'no reason is called "bored"',
  'an unknown reason is refused'
);
select throws_ok(
  $$select public.dismiss_suggestion(tests.id('photos'), null)$$, '22023', 'no reason is called ""', 'and so is none'
);
select throws_ok(
  $$select public.snooze_suggestion(tests.id('photos'), now())$$, '22023', null, 'snoozing until now is refused'
);
select throws_ok(
  $$select public.snooze_suggestion(tests.id('photos'), now() + interval '2 years')$$, '22023', null,
  'snoozing for two years is refused'
);
select throws_ok(
  $$select public.snooze_suggestion(tests.id('photos'), null)$$, '22023', 'a suggestion cannot be snoozed until nothing',
  'snoozing without an end is refused'
);
select is(public.undo_suggestion(tests.id('invoice')), 3, 'a decision can be undone');
select is(public.undo_suggestion(tests.id('invoice')), 3, 'undoing twice changes nothing');
select is(public.undo_suggestion(tests.id('backup')), 4, 'a snooze can be undone');
select is(
  (select array_agg(status order by fingerprint) from public.suggestions where fingerprint in ('backup', 'invoice')),
  array['open', 'open'], 'and both are open again'
);
select tests.logout();

select results_eq(
  format('select fingerprint, verdict, reason from public.suggestion_feedback where user_id = %L order by id', tests.person('ana')),
  $$
    values
      ('report', 'kept', null),
      ('backup', 'snoozed', null),
      ('backup', 'snoozed', null),
      ('invoice', 'dismissed', 'not_worth_it'),
      ('invoice', 'undone', null),
      ('backup', 'undone', null)
  $$,
  'each decision that changed something is remembered once, in order'
);
select results_eq(
  format(
    'select payload - ''id'', payload ->> ''id'', event, private from realtime.messages where topic = %L order by (payload ->> ''version'')::int, payload ->> ''id''',
    'user:' || tests.person('ana')
  ),
  $$
    select jsonb_build_object('kind', 'suggestion', 'version', version), id::text, 'changed', true
    from (
      values
        (tests.id('report'), 2), (tests.id('backup'), 2), (tests.id('backup'), 3), (tests.id('backup'), 4),
        (tests.id('invoice'), 2), (tests.id('invoice'), 3)
    ) as nudges (id, version)
    order by version, id::text
  $$,
  'and told to the open tabs by kind, id and version alone'
);

-- A trigger dates each change of status, so the clock is turned back behind it.
alter table public.suggestions disable trigger _100_raise_suggestion_version;
update public.suggestions set status_changed_at = now() - interval '7 days' + interval '1 minute' where id = tests.id('report');
select tests.outcomes_are(
  format('select public.undo_suggestion(%L)', tests.id('report')), '{"ana": "1 rows"}', 'undoes just within 7 days'
);
update public.suggestions set status_changed_at = now() - interval '7 days 1 second' where id = tests.id('report');
alter table public.suggestions enable trigger _100_raise_suggestion_version;
select tests.outcomes_are(
  format('select public.undo_suggestion(%L)', tests.id('report')), '{"ana": "P0001"}', 'undoes after 7 days'
);

select throws_ok(
  $$
    insert into public.suggestions (
      org_id, user_id, pattern_id, fingerprint, catalogue_id, title, body, explanation, draft, backtest, minutes_per_month
    )
    select
      org_id, user_id, pattern_id, fingerprint, 'another', title, body, explanation, draft, backtest, minutes_per_month
    from public.suggestions
    where id = tests.id('invoice')
  $$,
  '23505', null, 'a person has one suggestion of a fingerprint, whatever became of it'
);
select throws_ok(
  format('update public.suggestions set status = ''snoozed'' where id = %L', tests.id('photos')), '23514', null,
  'a snoozed suggestion knows until when'
);

select tests.outcomes_are(
  format('select from public.suggestion_feedback where user_id = %L', tests.person('ana')),
  '{"ana": "6 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "6 rows"}',
  'reads the decisions of ana'
);
select tests.outcomes_are(
  format(
    'insert into public.suggestion_feedback (org_id, user_id, fingerprint, verdict) values (%L, %L, ''x'', ''kept'')',
    tests.team(), tests.person('ana')
  ),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'invents a decision of ana'
);
select tests.outcomes_are(
  'update public.suggestion_feedback set verdict = ''kept''', '{"ana": "no grant", "worker": "no grant"}', 'edits decisions'
);
select tests.outcomes_are(
  'delete from public.suggestion_feedback', '{"ana": "no grant", "worker": "no grant"}', 'deletes decisions'
);
select tests.outcomes_are(
  'select public.feed_counts()', '{"cleo": "1 rows", "anonymous": "no grant"}', 'counts for the tabs'
);

update public.memberships set role = 'viewer' where org_id = tests.team() and user_id = tests.person('ana');
select tests.outcomes_are(
  format('select public.keep_suggestion(%L)', tests.id('photos')), '{"ana": "42501"}', 'keeps a suggestion as a viewer'
);
delete from public.memberships where org_id = tests.team() and user_id = tests.person('ana');
select tests.outcomes_are(
  format('select public.keep_suggestion(%L)', tests.id('photos')), '{"ana": "P0001"}', 'keeps one of a team that was left'
);

select * from finish();
rollback;
