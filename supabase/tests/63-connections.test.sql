-- Connections: everybody of the organisation sees that they exist, who builds changes them, nobody reads a secret.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['owner', 'editor', 'operator', 'viewer', 'stranger']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('owner'));
insert into public.memberships (org_id, user_id, role)
select tests.id('crew'), tests.person(name), name from unnest(array['owner', 'editor', 'operator', 'viewer']) as name;

-- The function that seals secrets is the worker with the claims of a person; here the owner of the functions with them.
create function tests.sealed(n integer default 1) returns jsonb language sql immutable as $$
  select jsonb_build_object('v', 1, 'key', 'k', 'iv', 'i', 'sealed', n)
$$;
create function tests.by(who text, command text, minutes_ago integer default 0) returns text language plpgsql as $$
declare
  answer text;
begin
  perform tests.login(tests.person(who), 'aal1', minutes_ago);
  perform set_config('role', 'floyo_worker', true);
  begin
    execute command into answer;
  exception when others then
    answer := sqlstate;
  end;
  perform tests.logout();
  return answer;
end
$$;
create function tests.adds(who text, name text, minutes_ago integer default 0) returns text language sql as $$
  select tests.by(who, format(
    'select private.add_connection(%L, %L, ''slack'', %L, %L, false)', tests.id(name), tests.id('crew'), name, tests.sealed()
  ), minutes_ago)
$$;

select is(
  tests.by('editor', format('select private.keep_organisation_key(%L, ''{"id": "a", "master": "m", "iv": "i", "wrapped": "w"}'')', tests.id('crew'))::text)::jsonb ->> 'id',
  'a', 'who builds makes the key of the organisation'
);
select is(
  tests.by('owner', format('select private.keep_organisation_key(%L, ''{"id": "b", "master": "m", "iv": "i", "wrapped": "w"}'')', tests.id('crew'))::text)::jsonb ->> 'id',
  'a', 'and the first one stays'
);
select is(tests.by('viewer', format('select private.keep_organisation_key(%L, null)', tests.id('crew'))), '42501', 'who only looks gets no key');
select is(tests.by('stranger', format('select private.keep_organisation_key(%L, null)', tests.id('crew'))), '42501', 'nor does a stranger');

select is(tests.adds('editor', 'ours'), tests.id('ours')::text, 'an editor adds a connection');
select is(tests.adds('owner', 'other'), tests.id('other')::text, 'an owner does, too');
select is(tests.adds('editor', 'late', 11), '42501', 'with proof of the last ten minutes');
select is(tests.adds('operator', 'operated'), '42501', 'an operator does not');
select is(tests.adds('viewer', 'viewed'), '42501', 'nor does a viewer');
select is(tests.adds('stranger', 'strange'), '42501', 'nor does a stranger');
select tests.outcomes_are(
  format('select private.add_connection(gen_random_uuid(), %L, ''slack'', ''x'', tests.sealed(), false)', tests.id('crew')),
  '{"owner": "no grant", "anonymous": "no grant"}', 'adds past the function that seals'
);

select tests.outcomes_are(
  format('select id from public.connections where org_id = %L', tests.id('crew')),
  '{"owner": "2 rows", "editor": "2 rows", "viewer": "2 rows", "stranger": "0 rows", "anonymous": "no grant"}', 'sees connections'
);
select tests.outcomes_are(
  'select * from private.connection_secrets', '{"owner": "no grant", "editor": "no grant", "anonymous": "no grant", "worker": "no grant"}', 'reads secrets'
);
select tests.outcomes_are('select * from private.organisation_keys', '{"owner": "no grant", "worker": "no grant"}', 'reads keys');
select tests.outcomes_are('update public.connections set name = ''x''', '{"owner": "no grant", "worker": "no grant"}', 'writes rows');

select tests.outcomes_are(
  format('select public.rename_connection(%L, ''Team Slack'')', tests.id('ours')),
  '{"owner": "1 rows", "editor": "1 rows", "operator": "42501", "viewer": "42501", "stranger": "P0001", "anonymous": "no grant"}', 'renames'
);
select is(tests.outcome('editor', format('select public.rename_connection(%L, '' '')', tests.id('ours'))), '22023', 'a name says something');

-- Replacing.
create function tests.replaces(who text, next_version integer, minutes_ago integer default 0) returns text language sql as $$
  select tests.by(who, format('select private.replace_secret(%L, %s, %L, ''none'')', tests.id('ours'), next_version, tests.sealed(next_version)), minutes_ago)
$$;
select is(tests.replaces('editor', 2, 11), '42501', 'a secret is replaced with fresh proof');
select is(tests.replaces('editor', 2), 'true', 'by an editor');
select is(tests.replaces('owner', 2), 'false', 'not by two at once');
select is(tests.replaces('viewer', 3), '42501', 'not by a viewer');
select is(tests.replaces('stranger', 3), 'P0001', 'not by a stranger');
select is((select version from private.connection_secrets where connection_id = tests.id('ours')), 2, 'the version counts replacements');
select is(
  array(select action from public.audit_log where org_id = tests.id('crew') and target = 'connection:' || tests.id('ours') order by id),
  array['connection.created', 'connection.secret_replaced'], 'both are in the audit log'
);
select is(
  (select count(*) from public.audit_log where org_id = tests.id('crew') and details::text like '%sealed%'), 0::bigint, 'without the secret'
);

-- States.
create function tests.settles(error text, secret_version integer default 2) returns public.connections language sql as $$
  select tests.answer('worker', format('select private.settle_connection(%L, %s, %L, null)', tests.id('ours'), secret_version, error));
  select * from public.connections where id = tests.id('ours')
$$;
select is((tests.settles('the key is wrong')).state, 'failing', 'a refusal makes it failing');
select is((tests.settles(null, 1)).state, 'failing', 'what an older secret did does not count');
select is((tests.settles(null)).last_error, null, 'a success takes the error away');

-- Runs open the connections of their own organisation, while they hold the claim.
insert into public.workflows (id, org_id, name, draft, published_version, trigger_kind)
values (tests.id('flow'), tests.id('crew'), 'Weekly', tests.definition(), 1, 'manual');
insert into public.workflow_versions (org_id, workflow_id, number, definition)
values (
  tests.id('crew'), tests.id('flow'), 1,
  jsonb_set(tests.definition(), '{steps,0,with,connectionId}', to_jsonb(tests.id('ours')))
);
insert into public.runs (id, org_id, workflow_id, workflow_version, trigger, claim_token, claimed_until)
values (tests.id('run'), tests.id('crew'), tests.id('flow'), 1, '{"kind": "manual"}', tests.id('token'), now() + interval '1 minute');
create function tests.opens(token text, connection text) returns text language sql as $$
  select tests.answer('worker', format('select private.open_connection(%L, %L, %L) ->> ''version''', tests.id('run'), tests.id(token), tests.id(connection)))
$$;
insert into public.connections (id, org_id, connector, name) values (tests.id('theirs'), tests.personal_org('stranger'), 'slack', 'Theirs');
insert into private.organisation_keys (org_id, wrapped) values (tests.personal_org('stranger'), '{"id": 1, "master": 1, "iv": 1, "wrapped": 1}');
insert into private.connection_secrets (connection_id, envelope) values (tests.id('theirs'), tests.sealed());
select is(tests.opens('token', 'ours'), '2', 'a run opens it');
select is(tests.opens('other token', 'ours'), null, 'whoever lost the claim does not');
select is(tests.opens('token', 'theirs'), null, 'nor does it open one of another organisation');
select tests.outcomes_are(
  format('select private.open_connection(%L, %L, %L)', tests.id('run'), tests.id('token'), tests.id('ours')), '{"owner": "no grant", "anonymous": "no grant"}', 'opens'
);

-- One renews at a time.
create function tests.leases(lease text, version integer) returns text language sql as $$
  select tests.answer('worker', format('select private.lease_secret(%L, %s, %L, 30000) ->> ''leased''', tests.id('ours'), version, tests.id(lease)))
$$;
create function tests.ends(lease text, envelope jsonb) returns text language sql as $$
  select tests.answer('worker', format('select private.end_secret_lease(%L, %L, %L)', tests.id('ours'), tests.id(lease), envelope))
$$;
select is(tests.leases('a', 2), 'true', 'one renews it');
select is(tests.leases('b', 2), 'false', 'the other waits');
select is(tests.ends('b', tests.sealed(3)), 'false', 'and stores nothing');
select is(tests.ends('a', tests.sealed(3)), 'true', 'who holds the lease does');
select is(tests.leases('b', 2), 'false', 'the old version is not renewed once more');
select is(tests.leases('b', 3), 'true', 'the new one is when its time comes');
select is(tests.ends('b', null), 'true', 'a renewal that failed ends the lease');

-- Signing in.
create function tests.begins(who text, connection text default 'ours') returns text language sql as $$
  select tests.by(who, format('select private.begin_sign_in(%L, ''state of %s'', repeat(''v'', 43)) ->> ''connector''', tests.id(connection), who))
$$;
create function tests.returns_to(who text, state_of text) returns text language sql as $$
  select tests.by(who, format('select private.end_sign_in(''state of %s'') ->> ''verifier''', state_of))
$$;
select is(tests.begins('editor'), 'slack', 'an editor begins to sign in');
select is(tests.begins('viewer'), '42501', 'a viewer does not');
select is(tests.begins('stranger'), 'P0001', 'a stranger does not');
select is(tests.returns_to('owner', 'editor'), null, 'nobody else comes back with their state');
select is(tests.returns_to('editor', 'editor'), repeat('v', 43), 'they do');
select is(tests.returns_to('editor', 'editor'), null, 'once');
select tests.begins('editor');
update private.connection_sign_ins set expires_at = now() - interval '1 second';
select is(tests.returns_to('editor', 'editor'), null, 'within ten minutes');

-- Deleting.
select results_eq(
  format('select name from public.list_connection_uses() where connection_id = %L', tests.id('ours')), array['Weekly'], 'who uses it is known'
);
select is(tests.outcome('editor', format('select public.delete_connection(%L)', tests.id('ours'))), 'P0001', 'what a published workflow uses is not deleted');
select throws_like(
  format('select tests.login(%L); select private.remove_connection(%L)', tests.person('editor'), tests.id('ours')), '%Weekly%', 'and the workflow is named'
);
select tests.logout();
update public.workflows set deleted_at = now() where id = tests.id('flow');
select tests.outcomes_are(
  format('select public.delete_connection(%L)', tests.id('ours')),
  '{"operator": "42501", "viewer": "42501", "stranger": "P0001", "anonymous": "no grant", "editor": "1 rows"}', 'deletes'
);
select is(tests.answer('editor', format('select public.delete_connection(%L)', tests.id('ours'))), null, 'it is deleted');
select is((select count(*) from private.connection_secrets where connection_id = tests.id('ours')), 0::bigint, 'with its secret');

-- Erasure: the person's name goes, the connection of the team stays; a team that goes takes keys and secrets along.
delete from public.profiles where user_id = tests.person('owner');
select is((select created_by from public.connections where id = tests.id('other')), null, 'an erased person is named no more');
delete from public.organisations where id = tests.id('crew');
select is((select count(*) from private.organisation_keys where org_id = tests.id('crew')), 0::bigint, 'the key goes with its organisation');

select * from finish();
rollback;
