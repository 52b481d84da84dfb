-- A link shows a copy of one version to whoever holds its token, until it expires, is revoked or its workflow goes.
begin;
\ir helpers.psql
select no_plan();

select tests.person(name) from unnest(array['owner', 'operator', 'editor', 'viewer', 'stranger']) as name;
insert into public.organisations (id, name, kind, created_by) values (tests.id('crew'), 'Crew', 'team', tests.person('owner'));
insert into public.memberships (org_id, user_id, role)
select tests.id('crew'), tests.person(name), name from unnest(array['owner', 'operator', 'editor', 'viewer']) as name;
insert into public.workflows (id, org_id, name, draft, published_version)
values (tests.id('shared'), tests.id('crew'), 'Shared', tests.definition(), 1);
insert into public.workflow_versions (org_id, workflow_id, number, definition)
values (tests.id('crew'), tests.id('shared'), 1, tests.definition());

create function tests.share(token text, name text default 'Orders', definition jsonb default tests.definition(), days text default '30', number text default '1')
returns text language sql as $$
  select format(
    'select public.share_workflow(%L, %s, %L, %L, %L, ''[{"place": "trigger.pattern", "label": "Which files"}]'', %s)',
    tests.id('shared'), number, encode(sha256(convert_to(token, 'UTF8')), 'hex'), name, definition, days
  )
$$;
select tests.outcomes_are(
  tests.share('a'),
  '{"owner": "1 rows", "editor": "1 rows", "operator": "42501", "viewer": "42501", "stranger": "P0001", "anonymous": "no grant"}',
  'makes a link'
);
select tests.answer('owner', tests.share('by owner'));
select tests.answer('editor', tests.share('by editor'));
select is(tests.outcome('editor', tests.share('by owner')), '23505', 'no two links have one token');

select tests.outcomes_are(tests.share('a', days => '0'), '{"owner": "22023"}', 'makes a link of no day');
select tests.outcomes_are(tests.share('a', days => '366'), '{"owner": "22023"}', 'makes a link of more than a year');
select tests.outcomes_are(tests.share('a', number => '2'), '{"owner": "P0001"}', 'shares a version that there is not');
select tests.outcomes_are(tests.share('a', definition => '{"version": 1}'), '{"owner": "22023"}', 'shares what is no definition');
select tests.outcomes_are(
  replace(tests.share('a'), encode(sha256(convert_to('a', 'UTF8')), 'hex'), 'plain-token'), '{"owner": "22023"}', 'stores a token as it is'
);
select tests.outcomes_are(
  tests.share('a', definition => tests.definition() || jsonb_build_object('x', leak)), '{"owner": "22023"}', 'shares ' || leak
)
from unnest(array[tests.id('shared')::text, 'ana@example.com', 'https://example.com/hook']) as leak;
select tests.outcomes_are(tests.share('a', name => 'For ana@example.com'), '{"owner": "22023"}', 'shares an address in the name');

select tests.outcomes_are(
  'select * from private.workflow_shares',
  '{"owner": "no grant", "stranger": "no grant", "anonymous": "no grant", "worker": "no grant"}', 'reads the table'
);
select tests.outcomes_are(
  format('select * from public.list_workflow_shares(%L)', tests.id('shared')),
  '{"owner": "2 rows", "editor": "2 rows", "operator": "0 rows", "viewer": "0 rows", "stranger": "0 rows", "anonymous": "no grant"}',
  'lists the links'
);
select tests.outcomes_are(
  'select private.shared_workflow(''by owner'')',
  '{"owner": "no grant", "stranger": "no grant", "anonymous": "no grant"}', 'reads the copy past the function'
);

create function tests.read_share(token text) returns text language sql as $$
  select tests.answer('worker', format('select private.shared_workflow(%L) ->> ''name''', token))
$$;
select is(tests.read_share('by owner'), 'Orders', 'its token shows the copy');
select is(tests.read_share('by nobody'), null, 'another one shows nothing');
select is(
  tests.read_share((select encode(token_hash, 'hex') from private.workflow_shares where made_by = tests.person('owner'))),
  null, 'nor does its hash'
);
select is(
  (select count(*) from public.audit_log where org_id = tests.id('crew') and action = 'workflow.shared'), 2::bigint, 'making one is in the audit log'
);

update public.workflows set deleted_at = now() where id = tests.id('shared');
select is(tests.read_share('by owner'), null, 'a deleted workflow shows nothing');
update public.workflows set deleted_at = null where id = tests.id('shared');
update public.organisations set deleted_at = now() where id = tests.id('crew');
select is(tests.read_share('by owner'), null, 'nor does one of a deleted organisation');
update public.organisations set deleted_at = null where id = tests.id('crew');
update private.workflow_shares set expires_at = now() where made_by = tests.person('editor');
select is(tests.read_share('by editor'), null, 'nor one whose time is over');

create function tests.revoke_owners() returns text language sql as $$
  select format(
    'select public.revoke_workflow_share(%L, %L)', tests.id('shared'),
    (select id from private.workflow_shares where made_by = tests.person('owner'))
  )
$$;
select tests.outcomes_are(
  tests.revoke_owners(),
  '{"operator": "42501", "viewer": "42501", "stranger": "P0001", "anonymous": "no grant"}', 'revokes a link'
);
select is(tests.read_share('by owner'), 'Orders', 'which holds on');
select tests.answer('editor', tests.revoke_owners());
select is(tests.read_share('by owner'), null, 'revoked, it shows nothing at once');
select is(
  (select count(*) from public.audit_log where org_id = tests.id('crew') and action = 'workflow.share_revoked'), 1::bigint,
  'which is in the audit log'
);

update private.workflow_shares set expires_at = now() + interval '1 day';
delete from public.memberships where user_id = tests.person('editor') and org_id = tests.id('crew');
select is(tests.read_share('by editor'), 'Orders', 'a link outlives who made it');
select is((select count(made_by) from private.workflow_shares), 0::bigint, 'without their name');
select is(
  tests.answer('owner', format('select count(made_by)::text from public.list_workflow_shares(%L)', tests.id('shared'))), '0', 'in the list, too'
);

select * from finish();
rollback;
