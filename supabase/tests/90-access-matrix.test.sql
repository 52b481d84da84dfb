-- Every table × everybody × every command, read from the catalogue: nobody reads or changes what is not theirs, and the
-- kind of each refusal is told apart. The rows belong to vera, an editor of the team; a new table needs a row here.
begin;
\ir helpers.psql
select * from no_plan();

select tests.person(name) from unnest(array['vera', 'owner', 'admin', 'editor', 'operator', 'viewer', 'outsider', 'removed', 'aal1']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('matrix'), 'Matrix', 'team', tests.person('owner'));
insert into public.memberships (org_id, user_id, role)
select tests.id('matrix'), tests.person(name), name from unnest(array['owner', 'admin', 'editor', 'operator', 'viewer']) as name;
-- An admin, so that only the missing code can be what stops them.
insert into public.memberships (org_id, user_id, role)
values
  (tests.id('matrix'), tests.person('vera'), 'editor'),
  (tests.id('matrix'), tests.person('aal1'), 'admin'),
  (tests.id('matrix'), tests.person('removed'), 'admin');
delete from public.memberships where user_id = tests.person('removed') and org_id = tests.id('matrix');
select tests.add_factor('aal1');

-- A row of vera's in each table.
select tests.add_source('vera', 'matrix source', tests.id('matrix'));
select tests.add_suggestion('vera', 'matrix suggestion', tests.id('matrix'));
do $$ begin execute tests.event_insert('vera', now(), 1, tests.id('matrix')); end $$;
insert into public.api_keys (org_id, user_id, source_id, name, prefix, key_hash)
values (tests.id('matrix'), tests.person('vera'), tests.id('matrix source'), 'Key', 'flk_12345678', sha256('matrix'));
insert into public.ingest_rejects (org_id, user_id, source_id, position, code, message, body_hash)
values (tests.id('matrix'), tests.person('vera'), tests.id('matrix source'), 0, 'invalid_event', 'bad', sha256('x'));
insert into public.mining_state (user_id, org_id) values (tests.person('vera'), tests.id('matrix'));
insert into public.mining_chunks (user_id, chunk, version, data) values (tests.person('vera'), 'head', 1, 'x');
insert into private.outbox (topic, user_id) values ('mine', tests.person('vera'));
insert into public.pattern_mutes (org_id, user_id, fingerprint, steps) values (tests.id('matrix'), tests.person('vera'), 'f', '[]');
insert into public.suggestion_feedback (org_id, user_id, suggestion_id, fingerprint, verdict)
values (tests.id('matrix'), tests.person('vera'), tests.id('matrix suggestion'), 'f', 'kept');
insert into public.invitations (org_id, email, role, token_hash) values (tests.id('matrix'), 'new@tests.invalid', 'editor', sha256('matrix'));
select private.owe_invitation_mail(id, repeat('t', 43)) from public.invitations where org_id = tests.id('matrix');
select private.seal_audit_log(1000);
insert into public.audit_heads (org_id, seq, hash, key_id, signature, signed_at)
select org_id, seq, hash, 'test', decode(repeat('00', 64), 'hex'), now() from public.audit_seals where org_id = tests.id('matrix') and seq = 1;
select tests.login(tests.person('vera'));
select set_config('role', 'postgres', true);
select private.record_audit(tests.id('matrix'), 'organisation.renamed', 'x');
select tests.logout();
insert into private.qstash_receipts (jti) values ('matrix');
insert into private.recovery_codes (user_id, code_hash) values (tests.person('vera'), sha256('matrix'));
insert into private.recovery_attempts (user_id) values (tests.person('vera'));
insert into public.privacy_settings (user_id) values (tests.person('vera'));
insert into public.erasures (user_id, due_at) values (tests.person('vera'), now() + interval '7 days');
insert into public.exports (user_id) values (tests.person('vera'));
insert into private.audit_unsigned (org_id) values (tests.id('matrix')) on conflict do nothing;
insert into public.org_patterns (id, org_id, share_hash, kind, steps, at_least, minutes_per_month, published_on)
values (tests.id('matrix shared'), tests.id('matrix'), sha256('x'), 'sequence', '[]', 5, 10, current_date);
insert into private.org_pattern_people (org_pattern_id, user_id) values (tests.id('matrix shared'), tests.person('vera'));
insert into private.org_secrets (org_id) values (tests.id('matrix'));
insert into private.tombstones (hash) values (sha256('matrix'));
insert into public.workflows (id, org_id, name, draft, created_by)
values (tests.id('matrix workflow'), tests.id('matrix'), 'Workflow', tests.definition(), tests.person('vera'));
insert into public.workflow_versions (org_id, workflow_id, number, definition)
values (tests.id('matrix'), tests.id('matrix workflow'), 1, tests.definition());
insert into private.schedules (workflow_id, org_id, number) values (tests.id('matrix workflow'), tests.id('matrix'), 1);
insert into private.webhook_secrets (id, org_id, workflow_id, hint, sealed)
values (tests.id('matrix secret'), tests.id('matrix'), tests.id('matrix workflow'), 'abcd', '{}');
insert into private.workflow_shares (org_id, workflow_id, number, token_hash, name, definition, gaps, expires_at)
values (
  tests.id('matrix'), tests.id('matrix workflow'), 1, sha256('matrix'), 'Workflow', tests.definition(), '[]', now() + interval '1 day'
);
insert into public.runs (id, org_id, workflow_id, workflow_version, trigger)
values (tests.id('matrix run'), tests.id('matrix'), tests.id('matrix workflow'), 1, '{"kind": "manual"}');
insert into public.notifications (org_id, user_id, kind, title, dedupe_key)
values (tests.id('matrix'), tests.person('vera'), 'message', 'Hello', 'matrix');
insert into public.workflow_consents (workflow_id, user_id, org_id, number)
values (tests.id('matrix workflow'), tests.person('vera'), tests.id('matrix'), 1);
insert into private.file_watchers (user_id, counted_seq) values (tests.person('vera'), 0);
insert into private.file_matches (workflow_id, user_id, number, source_id, path, event, due_at)
values (tests.id('matrix workflow'), tests.person('vera'), 1, tests.id('matrix source'), 'a.csv', '{}', now());
insert into private.run_files (run_id, step_key, name) values (tests.id('matrix run'), 'take', 'a.csv');
insert into private.dead_objects (bucket, name) values ('run-files', 'matrix');
insert into private.trigger_receipts (workflow_id, dedupe_key) values (tests.id('matrix workflow'), 'matrix');
insert into private.file_runs (run_id, user_id, source_id, path)
values (tests.id('matrix run'), tests.person('vera'), tests.id('matrix source'), 'a.csv');
insert into public.notification_choices (user_id, kind, mail) values (tests.person('vera'), 'message', 'never');
insert into public.replays (id, user_id, latest, total) values (tests.id('matrix replay'), tests.person('vera'), true, 1);
insert into private.replay_runs (replay_id, run_id) values (tests.id('matrix replay'), tests.id('matrix run'));
insert into public.run_steps (org_id, run_id, key, place, step_id, kind, status, started_at)
values (tests.id('matrix'), tests.id('matrix run'), 'say', 0, 'say', 'set', 'done', now());
insert into public.connections (id, org_id, connector, name) values (tests.id('matrix connection'), tests.id('matrix'), 'slack', 'Slack');
insert into private.organisation_keys (org_id, wrapped) values (tests.id('matrix'), '{"id": 1, "master": 1, "iv": 1, "wrapped": 1}');
insert into private.connection_secrets (connection_id, envelope)
values (tests.id('matrix connection'), '{"v": 1, "key": "", "iv": "", "sealed": ""}');
insert into private.connection_sign_ins (state_hash, connection_id, user_id, verifier)
values (sha256('matrix'), tests.id('matrix connection'), tests.person('vera'), repeat('v', 43));

-- A leaf of events stands for all of them: it is another way to the same rows.
create table tests.matrix_tables as
select
  classes.oid::regclass as name,
  case
    when columns.names @> array['user_id'] then format('user_id = %L', tests.person('vera'))
    when columns.names @> array['org_id'] then format('org_id = %L', tests.id('matrix'))
    when classes.relname = 'organisations' then format('id = %L', tests.id('matrix'))
    else 'true'
  end as hers,
  columns.names as columns
from pg_class as classes
join pg_namespace as namespaces on namespaces.oid = classes.relnamespace
cross join lateral (
  select array_agg(attname::text order by attnum) as names
  from pg_attribute
  where attrelid = classes.oid and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
) as columns
where
  classes.relkind in ('r', 'p')
  and (
    namespaces.nspname in ('public', 'private')
    or classes.oid = (select tableoid from public.events where user_id = tests.person('vera'))
  );

-- What the rows of a team let its members do; to everybody else, and of every other table, her rows do not exist.
create table tests.matrix_allowed (name regclass, command text, actors text[], primary key (name, command));
insert into tests.matrix_allowed
values
  ('public.organisations', 'select', '{owner,admin,editor,operator,viewer}'),
  ('public.organisations', 'update', '{owner,admin}'),
  ('public.memberships', 'select', '{owner,admin,editor,operator,viewer}'),
  ('public.invitations', 'select', '{owner,admin}'),
  ('public.org_patterns', 'select', '{owner,admin,editor,operator,viewer}'),
  ('public.workflows', 'select', '{owner,admin,editor,operator,viewer,vera}'),
  ('public.workflow_versions', 'select', '{owner,admin,editor,operator,viewer,vera}'),
  ('public.runs', 'select', '{owner,admin,editor,operator,viewer,vera}'),
  ('public.run_steps', 'select', '{owner,admin,editor,operator,viewer,vera}'),
  ('public.connections', 'select', '{owner,admin,editor,operator,viewer,vera}'),
  ('public.audit_log', 'select', '{owner,admin}'),
  ('public.audit_seals', 'select', '{owner,admin}'),
  ('public.audit_heads', 'select', '{owner,admin}');
grant select on all tables in schema tests to public;

create function tests.matrix_rows(target tests.matrix_tables) returns jsonb language plpgsql as $$
declare
  answer jsonb;
begin
  execute format('select to_jsonb(hers) from %s as hers where %s limit 1', target.name, target.hers) into answer;
  return answer;
end
$$;

create function tests.matrix_columns(target tests.matrix_tables, db_role text, command text) returns text[]
language sql as $$
  select coalesce(
    array_agg(quote_ident(name)) filter (where has_column_privilege(db_role, target.name, name, command)),
    '{}'
  )
  from unnest(target.columns) as name
$$;

-- What an actor gets and what they should get.
create function tests.matrix_outcome(target tests.matrix_tables, actor text, command text)
returns table (got text, wanted text) language plpgsql as $$
declare
  db_role constant text := case actor when 'anonymous' then 'anon' else 'authenticated' end;
  granted text[];
  attempt text;
begin
  granted := case command
    when 'delete' then case when has_table_privilege(db_role, target.name, 'delete') then target.columns else '{}' end
    else tests.matrix_columns(target, db_role, command)
  end;
  wanted := case
    when granted = '{}' then 'no grant'
    when command = 'insert' then 'refused by policy'
    when actor = any (
      select unnest(allowed.actors)
      from tests.matrix_allowed as allowed
      where allowed.name = target.name and allowed.command = matrix_outcome.command
    ) then 'rows'
    else 'nothing'
  end;
  if granted = '{}' then
    granted := array[quote_ident(target.columns[1])];
  end if;
  attempt := case command
    when 'select' then format('select %s from %s where %s', array_to_string(granted, ', '), target.name, target.hers)
    when 'update' then format('update %s set %s = %2$s where %s', target.name, granted[1], target.hers)
    when 'delete' then format('delete from %s where %s', target.name, target.hers)
    else format(
      'insert into %s (%s) select %2$s from jsonb_populate_record(null::%1$s, %3$L)',
      target.name, array_to_string(granted, ', '), tests.matrix_rows(target)
    )
  end;
  got := tests.outcome(actor, attempt);
  got := case when got = '0 rows' then 'nothing' when got like '% rows' then 'rows' else got end;
  return next;
end
$$;

select isnt(tests.matrix_rows(target), null, target.name || ': has a row to be tried on')
from tests.matrix_tables as target;

create view tests.matrix as
select target.name, actor, command, outcome.got, outcome.wanted
from tests.matrix_tables as target
cross join unnest(array['anonymous', 'outsider', 'viewer', 'operator', 'editor', 'admin', 'owner', 'removed', 'aal1']) as actor
cross join unnest(array['select', 'insert', 'update', 'delete']) as command
cross join lateral tests.matrix_outcome(target, actor, command) as outcome;

select is(got, wanted, format('%s: %s, %s', name, actor, command)) from tests.matrix order by name::text, actor, command;

select cmp_ok(
  (select count(*) * 9 * 4 from tests.matrix_tables), '>=', 800::bigint, 'at least 800 combinations were tried'
);

-- The matrix sees a hole when there is one.
create table public.leaky (id uuid primary key default gen_random_uuid(), org_id uuid, user_id uuid, note text);
alter table public.leaky enable row level security;
grant select, insert, update, delete on table public.leaky to authenticated;
create policy "members do what they like" on public.leaky for all to authenticated
using (org_id = any (array(select private.my_org_ids('org.read')))) with check (true);
insert into public.leaky (org_id, user_id) values (tests.id('matrix'), tests.person('vera'));
delete from tests.matrix_tables;
insert into tests.matrix_tables
values ('public.leaky', format('user_id = %L', tests.person('vera')), array['id', 'org_id', 'user_id', 'note']);
grant select on all tables in schema tests to public;
select set_eq(
  $$select command || ' by ' || actor from tests.matrix where got <> wanted and actor in ('viewer', 'outsider', 'aal1')$$,
  array[
    'select by viewer', 'update by viewer', 'delete by viewer', 'insert by viewer', 'insert by outsider',
    'select by aal1', 'update by aal1', 'delete by aal1', 'insert by aal1'
  ],
  'an open policy is seen for each command'
);

select * from finish();
rollback;
