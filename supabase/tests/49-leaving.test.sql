-- Whoever leaves takes their rows along, and a deleted organisation goes after its grace period, without anybody's rows.
begin;
\ir helpers.psql
select plan(25);

select tests.team(), tests.add_source('ana', 'laptop'), tests.add_source('ben', 'desk');
select tests.add_suggestion('ana', 'hers'), tests.add_suggestion('ben', 'his');
do $$ begin
  for n in 1..5 loop
    execute tests.event_insert('ana', now() - make_interval(mins => n), n);
    execute tests.event_insert('ben', now() - make_interval(mins => n), n);
  end loop;
end $$;
insert into public.mining_state (user_id, org_id, last_seq) values (tests.person('ana'), tests.team(), 5);

-- What she makes for the team stays with the team.
insert into public.invitations (org_id, email, role, token_hash, invited_by)
values
  (tests.team(), 'ana@tests.invalid', 'editor', sha256('how she came'), tests.person('ben')),
  (tests.team(), 'else@tests.invalid', 'viewer', sha256('whom she asked'), tests.person('ana'));
select tests.answer('ana', 'select id from public.create_workflow(tests.team(), ''Weekly'', tests.definition()) as id');
create temporary table made as select id from public.workflows where org_id = tests.id('team');
grant select on made to public;
select tests.answer('ana', 'select public.publish_workflow((select id from made), 1)');
select tests.answer('ana', 'select public.start_run((select id from made))');
insert into public.notifications (org_id, user_id, kind, title, dedupe_key)
select tests.team(), tests.person(name), 'message', 'Told', name from unnest(array['ana', 'ben']) as name;

-- Tables that know the organisation, but for its log, in whose rows of it a text stands.
create function tests.find_in_team(needle text) returns setof text language plpgsql as $$
declare
  target text;
  found_one boolean;
begin
  for target in
    select columns.table_schema || '.' || columns.table_name
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where
      columns.table_schema in ('public', 'private')
      and (columns.column_name = 'org_id' or columns.table_name = 'organisations' and columns.column_name = 'id')
      and columns.table_name not like 'audit\_%'
      and table_type = 'BASE TABLE'
  loop
    execute format(
      'select exists (select from %s as seen where seen::text ilike %L and seen::text like %L)',
      target, '%' || needle || '%', '%' || tests.team() || '%'
    ) into found_one;
    if found_one then
      return next target;
    end if;
  end loop;
end
$$;
select set_has(
  format('select tests.find_in_team(%L)', tests.person('ana')),
  $$values ('public.workflows'), ('public.workflow_versions'), ('public.runs'), ('public.notifications'), ('public.memberships')$$,
  'while she is a member her id stands in many of the team''s rows'
);

select is(
  tests.answer('worker', format('select private.take_rows_along(%L, %L, 2)', tests.person('ana'), tests.team())), '0', 'a member''s rows stay where they are'
);
select tests.answer('ben', format('select public.remove_member(tests.team(), %L)', tests.person('ana')));
select tests.outcomes_are('select from public.events', '{"ana": "0 rows"}', 'until they are moved, sees her events');
select isnt(tests.answer('worker', format('select private.take_rows_along(%L, %L, 2)', tests.person('ana'), tests.team())), '0', 'rows are moved in steps');
select is(
  (select count(*) from public.events where user_id = tests.person('ana') and org_id = tests.personal_org('ana')), 2::bigint, 'events so many a step'
);
select tests.answer('worker', format('select private.take_rows_along(%L, %L, 2)', tests.person('ana'), tests.team()));
select is(tests.answer('worker', format('select private.take_rows_along(%L, %L, 2)', tests.person('ana'), tests.team())), '0', 'to the end');
select tests.outcomes_are('select from public.events', '{"ana": "5 rows", "ben": "5 rows"}', 'then sees their events');
select tests.outcomes_are('select from public.sources', '{"ana": "1 rows", "ben": "1 rows"}', 'and sources');
select tests.outcomes_are('select from public.suggestions', '{"ana": "1 rows", "ben": "1 rows"}', 'and suggestions');
select is(
  (select count(*) from (
    select org_id from public.events where user_id = tests.person('ana')
    union select org_id from public.sources where user_id = tests.person('ana')
    union select org_id from public.patterns where user_id = tests.person('ana')
    union select org_id from public.suggestions where user_id = tests.person('ana')
    union select org_id from public.mining_state where user_id = tests.person('ana')
  ) as hers where org_id = tests.team()), 0::bigint, 'nothing of hers is left in the team'
);
select is_empty(
  format('select tests.find_in_team(%L) union select tests.find_in_team(''ana@tests.invalid'')', tests.person('ana')),
  'neither her id nor her address stands in any row of the team but in its log'
);
select isnt_empty(format('select tests.find_in_team(%L)', tests.person('ben')), 'her colleagues'' do');
select tests.outcomes_are(format('select private.take_rows_along(%L, %L, 2)', tests.person('ben'), tests.team()), '{"ana": "no grant", "ben": "no grant"}', 'moves rows by hand');

-- The grace period.
select tests.answer('ben', 'select public.delete_organisation(tests.team(), ''Team'')');
select is(tests.answer('worker', 'select private.purge_organisations()'), '0', 'within the grace period nothing goes');
update public.organisations set deleted_at = now() - interval '15 days' where id = tests.team();
delete from private.outbox;
select is(tests.answer('worker', 'select private.purge_organisations()'), '0', 'after it everybody is let go first');
set constraints all immediate;
set constraints all deferred;
select is_empty('select from public.memberships where org_id = tests.team()', 'the owner too');
select is((select count(*) from private.outbox where topic = 'leave' and user_id = tests.person('ben')), 1::bigint, 'with their rows');
select is(tests.answer('worker', 'select private.purge_organisations()'), '0', 'it stays while somebody''s rows are under it');
select tests.answer('worker', format('select private.take_rows_along(%L, %L, 100)', tests.person('ben'), tests.team()));
select is(tests.answer('worker', 'select private.purge_organisations()'), '1', 'and goes when none are');
select is_empty(format('select from public.organisations where id = %L', tests.id('team')), 'for good');
select tests.outcomes_are('select from public.events', '{"ben": "5 rows"}', 'whose rows are his own still');

select * from finish();
rollback;
