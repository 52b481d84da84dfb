-- Sources belong to one person: colleagues of the same team do not see them.
begin;
\ir helpers.psql
select plan(37);

select tests.team(), tests.person('cleo'), tests.add_source('ana', 'documents');

select tests.outcomes_are(
  format('select from public.sources where id = %L', tests.id('documents')),
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "1 rows"}',
  'reads a source of ana'
);
select tests.outcomes_are(
  format('insert into public.sources (org_id, kind, name) values (%L, ''cli'', ''laptop'')', tests.team()),
  '{"ana": "1 rows", "ben": "1 rows", "cleo": "refused by policy", "anonymous": "no grant", "worker": "no grant"}',
  'adds a source of their own in the team'
);
select tests.outcomes_are(
  format(
    'insert into public.sources (org_id, user_id, kind, name) values (%L, %L, ''cli'', ''laptop'')',
    tests.team(), tests.person('ana')
  ),
  '{"ana": "1 rows", "ben": "refused by policy", "cleo": "refused by policy"}',
  'adds a source in the name of ana'
);
select tests.outcomes_are(
  format(
    'insert into public.sources (org_id, kind, name) values (%L, ''cli'', ''laptop'')', tests.personal_org('ana')
  ),
  '{"ana": "1 rows", "ben": "refused by policy", "cleo": "refused by policy"}',
  'adds a source in the personal organisation of ana'
);
select tests.outcomes_are(
  format('insert into public.sources (org_id, kind, name) values (%L, ''cli'', ''laptop'')', gen_random_uuid()),
  '{"ana": "refused by policy"}',
  'adds a source in an organisation that does not exist'
);
select tests.outcomes_are(
  format(
    'insert into public.sources (id, org_id, kind, name) values (%L, %L, ''cli'', ''laptop'')',
    gen_random_uuid(), tests.team()
  ),
  '{"ana": "no grant"}',
  'chooses the id of a source'
);
select tests.outcomes_are(
  format('insert into public.sources (org_id, kind, name) values (%L, ''telepathy'', ''mind'')', tests.team()),
  '{"ana": "23514"}',
  'adds a source of a kind that does not exist'
);
select tests.outcomes_are(
  format('update public.sources set paused_at = now() where id = %L', tests.id('documents')),
  '{"ana": "1 rows", "ben": "0 rows", "cleo": "0 rows", "anonymous": "no grant", "worker": "no grant"}',
  'pauses a source of ana'
);
select tests.outcomes_are(
  format('update public.sources set last_event_at = now() where id = %L', tests.id('documents')),
  '{"ana": "no grant", "anonymous": "no grant", "worker": "1 rows"}',
  'notes when a source of ana last sent'
);
select tests.outcomes_are(
  format('update public.sources set org_id = %L', tests.personal_org('ana')),
  '{"ana": "no grant", "worker": "no grant"}',
  'moves a source to another organisation'
);
select tests.outcomes_are(
  format('delete from public.sources where id = %L', tests.id('documents')),
  '{"ana": "no grant", "ben": "no grant", "anonymous": "no grant", "worker": "no grant"}',
  'deletes a source of ana'
);

update public.memberships set role = 'viewer' where org_id = tests.team() and user_id = tests.person('ana');
select tests.outcomes_are(
  format('insert into public.sources (org_id, kind, name) values (%L, ''cli'', ''laptop'')', tests.team()),
  '{"ana": "refused by policy"}',
  'adds a source as a viewer'
);
delete from public.memberships where org_id = tests.team() and user_id = tests.person('ana');
select tests.outcomes_are(
  format('select from public.sources where id = %L', tests.id('documents')),
  '{"ana": "0 rows"}',
  'reads a source in a team that one has left'
);

insert into public.sources (org_id, user_id, kind, name)
select tests.personal_org('cleo'), tests.person('cleo'), 'import', 'log ' || n from generate_series(1, 99) as n;
select tests.outcomes_are(
  format('insert into public.sources (org_id, kind, name) values (%L, ''cli'', ''laptop'')', tests.personal_org('cleo')),
  '{"cleo": "1 rows"}',
  'adds the hundredth source'
);
insert into public.sources (org_id, user_id, kind, name)
values (tests.personal_org('cleo'), tests.person('cleo'), 'import', 'log 100');
select tests.outcomes_are(
  format('insert into public.sources (org_id, kind, name) values (%L, ''cli'', ''laptop'')', tests.personal_org('cleo')),
  '{"cleo": "P0001"}',
  'adds one source too many'
);

select * from finish();
rollback;
