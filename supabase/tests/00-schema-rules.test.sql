-- Rules that hold for every table, function and policy of ours, read from the catalogue; each is first seen to hold and
-- then seen to fire on something bad. Objects of extensions are not ours.
begin;
select plan(68);

create schema tests;

create view tests.our_relations as
select classes.oid, namespaces.nspname as schema, classes.relname as name, classes.relkind as kind, classes.relrowsecurity,
  classes.reloptions, classes.relacl, classes.relowner, format('%I.%I', namespaces.nspname, classes.relname) as full_name
from pg_class as classes
join pg_namespace as namespaces on namespaces.oid = classes.relnamespace
where
  namespaces.nspname in ('public', 'private', 'parts')
  and not exists (select from pg_depend where objid = classes.oid and deptype = 'e');

create view tests.our_tables as
select * from tests.our_relations where kind in ('r', 'p');

create view tests.our_functions as
select procedures.oid, namespaces.nspname as schema, procedures.prosecdef, procedures.proconfig, procedures.proowner,
  coalesce(procedures.proacl, acldefault('f', procedures.proowner)) as acl,
  procedures.oid::regprocedure::text as full_name
from pg_proc as procedures
join pg_namespace as namespaces on namespaces.oid = procedures.pronamespace
where
  namespaces.nspname in ('public', 'private', 'parts')
  and not exists (select from pg_depend where objid = procedures.oid and deptype = 'e');

create view tests.our_policies as
select policies.schemaname || '.' || policies.tablename as full_name, policies.*,
  coalesce(policies.qual, '') || ' ' || coalesce(policies.with_check, '') as condition
from pg_policies as policies
where policies.schemaname in ('public', 'private', 'parts', 'realtime', 'storage');

create view tests.tables_without_rls as
select full_name from tests.our_tables where not relrowsecurity;

create view tests.tables_without_primary_key as
select full_name from tests.our_tables
where not exists (select from pg_constraint where conrelid = our_tables.oid and contype = 'p');

create view tests.tables_without_comment as
select full_name from tests.our_tables where obj_description(oid, 'pg_class') is null;

create view tests.foreign_keys_without_index as
select our_tables.full_name, constraints.conname
from pg_constraint as constraints
join tests.our_tables on our_tables.oid = constraints.conrelid
where
  constraints.contype = 'f'
  and not exists (
    select
    from pg_index as indexes
    join pg_class as index_classes on index_classes.oid = indexes.indexrelid
    join pg_am on pg_am.oid = index_classes.relam
    cross join lateral (
      select string_to_array(indexes.indkey::text, ' ')::smallint[] as columns
    ) as keys
    where
      indexes.indrelid = constraints.conrelid
      and pg_am.amname = 'btree'
      and indexes.indisvalid
      and indexes.indpred is null
      and keys.columns[1:cardinality(constraints.conkey)] @> constraints.conkey
  );

-- A policy on user_id needs an index that leads with it; a policy on org_id alone, one that leads with org_id.
create view tests.policy_columns_without_index as
select our_tables.full_name, wanted.name as column_name
from tests.our_tables
cross join lateral (
  select case when bool_or(condition ~ '\muser_id\M') then 'user_id' else 'org_id' end as name
  from tests.our_policies
  where our_policies.full_name = our_tables.full_name and condition ~ '\m(user_id|org_id)\M'
  having count(*) > 0
) as wanted
where not exists (
  select
  from pg_index as indexes
  join pg_attribute as first_column
    on first_column.attrelid = indexes.indrelid and first_column.attnum = indexes.indkey[0]
  where
    indexes.indrelid = our_tables.oid
    and indexes.indisvalid
    and indexes.indpred is null
    and first_column.attname = wanted.name
);

create view tests.functions_with_open_search_path as
select full_name from tests.our_functions where not coalesce(proconfig, '{}') @> array['search_path=""'];

create view tests.functions_anyone_may_run as
select our_functions.full_name
from tests.our_functions
cross join lateral aclexplode(our_functions.acl) as grants
where grants.privilege_type = 'EXECUTE' and grants.grantee::regrole::text in ('-', 'anon');

create view tests.exposed_definer_functions as
select full_name from tests.our_functions where schema = 'public' and prosecdef;

-- What a signed-in person may run with the rights of the owner. Each of these asks who is calling.
create view tests.unlisted_definer_functions_for_people as
select full_name from tests.our_functions
where
  prosecdef
  and has_function_privilege('authenticated', oid, 'execute')
  and full_name not in (
    'private.my_org_ids(text)',
    'private.make_my_personal_org()',
    'private.make_api_key(uuid,uuid,text,text[],timestamp with time zone)',
    'private.stop_api_key(uuid)',
    'private.drop_my_sample()',
    'private.start_erasing_source(uuid)',
    'private.erase_my_source_window(uuid)',
    'private.settle_suggestion(uuid,text,text,timestamp with time zone)',
    'private.mfa_ok()',
    'private.my_org_topics()',
    'private.require_permission(uuid,text)',
    'private.require_step_up()',
    'private.check_audit_log(uuid)',
    'private.find_audit_entries(uuid,text[],uuid,timestamp with time zone,timestamp with time zone,bigint,integer)',
    'private.make_team(text)',
    'private.set_role(uuid,uuid,text)',
    'private.end_membership(uuid,uuid)',
    'private.hand_over(uuid,uuid)',
    'private.delete_team(uuid,text)',
    'private.bring_team_back(uuid)',
    'private.find_members(uuid)',
    'private.send_invitation(uuid,text,text)',
    'private.send_invitation_again(uuid)',
    'private.withdraw_invitation(uuid)',
    'private.find_my_invitation(text)',
    'private.answer_invitation(text,text)',
    'private.find_my_sessions()',
    'private.end_my_sessions(uuid)',
    'private.renew_recovery_codes()',
    'private.redeem_recovery_code(text)',
    'private.count_recovery_codes()',
    'private.ask_for_erasure(text,integer)',
    'private.take_erasure_back()',
    'private.ask_for_export()',
    'private.count_my_rows()',
    'private.make_workflow(uuid,text,jsonb,uuid)',
    'private.store_draft(uuid,integer,text,jsonb)',
    'private.add_version(uuid,integer,integer,text)',
    'private.set_workflow_state(uuid,text)',
    'private.begin_run(uuid,jsonb,uuid,boolean)',
    'private.store_consent(uuid,boolean)',
    'private.settle_burst(uuid,boolean)',
    'private.my_wanted_files()',
    'private.webhook_secrets_of(uuid)',
    'private.drop_webhook_secret(uuid,uuid)',
    'private.add_workflow_share(uuid,integer,text,text,jsonb,jsonb,integer)',
    'private.workflow_shares_of(uuid)',
    'private.drop_workflow_share(uuid,uuid)',
    'private.cancel_my_run(uuid)',
    'private.resume_my_run(uuid,text)',
    'private.answer_my_approval(uuid,text,boolean,text)',
    'private.settle_my_step(uuid,text,text,jsonb)',
    'private.ask_for_replay(text,uuid,timestamp with time zone,timestamp with time zone,text,boolean,boolean)',
    'private.stop_replay(uuid)',
    'private.set_connection_name(uuid,text)',
    'private.remove_connection(uuid)'
  );

create view tests.views_with_owner_rights as
select full_name from tests.our_relations
where kind = 'm' or (kind = 'v' and not coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']);

-- Each call must stand in a select of its own, which runs once a statement instead of once a row.
create view tests.policies_that_call_per_row as
select full_name, policyname from tests.our_policies
where
  regexp_replace(condition, 'SELECT (auth|private|realtime)\.\w+\([^()]*\)', '', 'g')
  ~ '(auth|private|realtime)\.\w+\(|current_setting\(';

create view tests.doubled_permissive_policies as
select our_policies.full_name, roles.name as role, commands.name as command
from tests.our_policies
cross join lateral unnest(our_policies.roles) as roles (name)
cross join lateral unnest(
  case our_policies.cmd when 'ALL' then array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] else array[our_policies.cmd] end
) as commands (name)
where our_policies.permissive = 'PERMISSIVE'
group by our_policies.full_name, roles.name, commands.name
having count(*) > 1;

-- Where signed-in people have a policy, one that no other can widen asks for the session and the second factor.
create view tests.tables_without_mfa_guard as
select distinct our_policies.full_name from tests.our_policies
where
  our_policies.roles && array['authenticated']::name[]
  and not exists (
    select
    from tests.our_policies as guards
    where
      guards.full_name = our_policies.full_name
      and guards.permissive = 'RESTRICTIVE'
      and guards.cmd = 'ALL'
      and guards.roles = array['authenticated']::name[]
      and guards.qual = '( SELECT private.mfa_ok() AS mfa_ok)'
      and guards.with_check = guards.qual
  );

create view tests.policies_for_everyone as
select full_name, policyname from tests.our_policies where roles && array['public', 'anon']::name[];

create view tests.policies_without_check as
select full_name, policyname from tests.our_policies where cmd in ('INSERT', 'UPDATE', 'ALL') and with_check is null;

-- Personal tables: the person and the organisation. Shared tables: the organisation. Named exceptions beside it.
create view tests.policies_of_another_shape as
select full_name, policyname, condition from tests.our_policies
where
  roles && array['authenticated']::name[]
  and permissive = 'PERMISSIVE'
  and condition !~ 'ANY \(ARRAY\( SELECT private\.my_org_ids\(''[a-z]+\.[a-z]+''::text\) AS my_org_ids\)\)'
  and full_name not in (
    'public.profiles', 'public.privacy_settings', 'public.erasures', 'public.exports', 'public.notification_settings',
    'public.notification_choices', 'public.replays', 'realtime.messages', 'storage.objects'
  );

create view tests.personal_tables_without_person as
select our_policies.full_name, our_policies.policyname
from tests.our_policies
join information_schema.columns
  on columns.table_schema = our_policies.schemaname and columns.table_name = our_policies.tablename
where
  columns.column_name = 'user_id'
  and our_policies.roles && array['authenticated']::name[]
  and our_policies.permissive = 'PERMISSIVE'
  and our_policies.condition !~ 'user_id = \( SELECT auth\.uid\(\) AS uid\)'
  and our_policies.full_name <> 'public.memberships';

create view tests.grants_to_everyone as
select our_relations.full_name, grants.privilege_type
from tests.our_relations
cross join lateral aclexplode(our_relations.relacl) as grants
where grants.grantee::regrole::text in ('-', 'anon')
union all
select our_relations.full_name, grants.privilege_type
from tests.our_relations
join pg_attribute as columns on columns.attrelid = our_relations.oid
cross join lateral aclexplode(columns.attacl) as grants
where grants.grantee::regrole::text in ('-', 'anon');

create view tests.guarded_columns_people_may_change as
select our_tables.full_name, columns.attname
from tests.our_tables
join pg_attribute as columns on columns.attrelid = our_tables.oid
where
  columns.attname in ('id', 'org_id', 'user_id', 'role', 'created_by', 'created_at', 'key_hash', 'scopes')
  and has_column_privilege('authenticated', our_tables.oid, columns.attnum, 'update');

create view tests.leaves_with_grants as
select our_relations.full_name, grants.grantee::regrole
from tests.our_relations
cross join lateral aclexplode(our_relations.relacl) as grants
where our_relations.schema = 'parts' and grants.grantee <> our_relations.relowner;

create view tests.policies_on_metadata as
select full_name, policyname from tests.our_policies where condition ~ 'user_metadata';

-- What the public linter of Supabase (splinter) asks and nothing above does. It also asks for unused indexes, bloat, outdated
-- extensions and replication slots, which only a running project can tell, and for pgmq, pg_graphql and foreign
-- tables: the first two are not installed, the last a migration's role cannot make.
create view tests.duplicate_indexes as
select our_tables.full_name, array_agg(indexes.indexrelid::regclass) as indexes
from pg_index as indexes
join tests.our_tables on our_tables.oid = indexes.indrelid
group by
  our_tables.full_name, indexes.indkey::text, indexes.indclass::text, indexes.indoption::text, indexes.indisunique,
  pg_get_expr(indexes.indexprs, indexes.indrelid), pg_get_expr(indexes.indpred, indexes.indrelid)
having count(*) > 1;

create view tests.invalid_indexes as
select our_tables.full_name, indexes.indexrelid::regclass as name
from pg_index as indexes
join tests.our_tables on our_tables.oid = indexes.indrelid
where not indexes.indisvalid;

create view tests.tables_without_autovacuum as
select full_name from tests.our_tables
where reloptions && array['autovacuum_enabled=false', 'autovacuum_enabled=off'];

create view tests.extensions_in_public as
select extname from pg_extension where extnamespace = 'public'::regnamespace and extname <> 'pgtap';

create view tests.columns_that_block_upgrades as
select our_tables.full_name, columns.attname
from tests.our_tables
join pg_attribute as columns on columns.attrelid = our_tables.oid
where
  columns.attnum > 0
  and columns.atttypid in (
    'regcollation'::regtype, 'regconfig'::regtype, 'regdictionary'::regtype, 'regnamespace'::regtype,
    'regoper'::regtype, 'regoperator'::regtype, 'regproc'::regtype, 'regprocedure'::regtype
  );

-- A key that Auth may change or drop: only the primary one stays.
create view tests.foreign_keys_to_auth_by_another_key as
select our_tables.full_name, constraints.conname
from pg_constraint as constraints
join tests.our_tables on our_tables.oid = constraints.conrelid
join pg_class as targets on targets.oid = constraints.confrelid
where
  constraints.contype = 'f'
  and targets.relnamespace = 'auth'::regnamespace
  and not exists (select from pg_index where indexrelid = constraints.conindid and indisprimary);

create view tests.policies_always_true as
select full_name, policyname from tests.our_policies
where
  permissive = 'PERMISSIVE'
  and not roles <@ array['floyo_worker', 'service_role']::name[]
  and ('true' in (qual, with_check) or qual ~ '^\(?1 = 1\)?$');

-- `auth.uid() is null or …` lets in whoever has no session at all.
create view tests.policies_for_nobody_signed_in as
select full_name, policyname from tests.our_policies where condition ~* 'auth\.(uid|jwt)\(\)[^()]*\)* is null';

create view tests.tables_without_policy as
select full_name from tests.our_tables
where
  schema = 'public'
  and relrowsecurity
  and exists (
    select from aclexplode(relacl) as grants where grants.grantee::regrole::text in ('anon', 'authenticated')
  )
  and not exists (select from tests.our_policies where our_policies.full_name = our_tables.full_name);

create view tests.views_of_accounts as
select our_relations.full_name
from tests.our_relations
where
  our_relations.kind in ('v', 'm')
  and exists (
    select
    from pg_rewrite as rules
    join pg_depend as needs on needs.objid = rules.oid and needs.refobjid = 'auth.users'::regclass
    where rules.ev_class = our_relations.oid
  );

-- A run's claim token opens nothing: it orders workers, and only their functions take it.
create view tests.secret_columns_people_may_read as
select our_tables.full_name, columns.attname
from tests.our_tables
join pg_attribute as columns on columns.attrelid = our_tables.oid
where
  columns.attnum > 0
  and columns.attname ~ '(password|secret|token|salt|key_hash|code_hash|private_key|ciphertext)'
  and columns.attname <> 'claim_token'
  and has_column_privilege('authenticated', our_tables.oid, columns.attnum, 'select');

create view tests.public_buckets as
select id from storage.buckets where public;

select is_empty('table tests.' || rule, rule || ': none')
from unnest(array[
  'tables_without_rls', 'tables_without_primary_key', 'tables_without_comment', 'foreign_keys_without_index',
  'policy_columns_without_index', 'functions_with_open_search_path', 'functions_anyone_may_run',
  'exposed_definer_functions', 'unlisted_definer_functions_for_people', 'views_with_owner_rights',
  'policies_that_call_per_row', 'doubled_permissive_policies', 'tables_without_mfa_guard', 'policies_for_everyone', 'policies_without_check',
  'policies_of_another_shape', 'personal_tables_without_person', 'grants_to_everyone',
  'guarded_columns_people_may_change', 'leaves_with_grants', 'policies_on_metadata',
  'duplicate_indexes', 'invalid_indexes', 'tables_without_autovacuum', 'extensions_in_public',
  'columns_that_block_upgrades', 'foreign_keys_to_auth_by_another_key', 'policies_always_true',
  'policies_for_nobody_signed_in', 'tables_without_policy', 'views_of_accounts', 'secret_columns_people_may_read',
  'public_buckets'
]) as rule;

-- Each rule must see what it is for, also on a partitioned parent and its leaf.
create table public.bad (user_id uuid, org_id uuid references public.organisations (id), created_by uuid);
create table public.bad_parent (id uuid) partition by range (id);
create table parts.bad_leaf partition of public.bad_parent default;
grant select on table public.bad to anon;
grant update on table public.bad to authenticated;
grant select on table parts.bad_leaf to authenticated;
create view public.bad_view as select * from public.bad;
create policy "everyone" on public.bad for select to public using (auth.uid() = user_id);
create policy "first" on public.bad for update to authenticated using (org_id is not null);
create policy "second" on public.bad for all to authenticated
using ((select auth.jwt()) -> 'user_metadata' is not null);
create function public.bad_definer() returns int language sql security definer as 'select 1';
grant execute on function public.bad_definer() to public;
create index bad_first_idx on public.bad (created_by);
create index bad_second_idx on public.bad (created_by);
create index bad_parent_idx on only public.bad_parent (id);
create extension citext schema public;
alter table public.bad add column rule regproc, add column phone text references auth.users (phone);
create policy "all" on public.bad for delete to anon using (true);
create policy "nobody" on public.bad for insert to anon with check (auth.uid() is null);
create table public.bad_silent (token text) with (autovacuum_enabled = false);
alter table public.bad_silent enable row level security;
grant select on table public.bad_silent to authenticated;
create view public.bad_accounts as select id from auth.users;
insert into storage.buckets (id, name, public) values ('bad', 'bad', true);

select isnt_empty('table tests.' || rule, rule || ': seen when there is one')
from unnest(array[
  'tables_without_primary_key', 'tables_without_comment', 'foreign_keys_without_index',
  'policy_columns_without_index', 'functions_with_open_search_path', 'functions_anyone_may_run',
  'exposed_definer_functions', 'unlisted_definer_functions_for_people', 'views_with_owner_rights',
  'policies_that_call_per_row', 'doubled_permissive_policies', 'tables_without_mfa_guard', 'policies_for_everyone', 'policies_without_check',
  'policies_of_another_shape', 'personal_tables_without_person', 'grants_to_everyone',
  'guarded_columns_people_may_change', 'leaves_with_grants', 'policies_on_metadata',
  'duplicate_indexes', 'invalid_indexes', 'tables_without_autovacuum', 'extensions_in_public',
  'columns_that_block_upgrades', 'foreign_keys_to_auth_by_another_key', 'policies_always_true',
  'policies_for_nobody_signed_in', 'tables_without_policy', 'views_of_accounts', 'secret_columns_people_may_read',
  'public_buckets'
]) as rule;
select set_eq(
  'table tests.tables_without_rls', array['public.bad', 'public.bad_parent', 'parts.bad_leaf'],
  'tables_without_rls: seen on a table, a partitioned parent and a leaf'
);
select set_eq(
  'select command from tests.doubled_permissive_policies where full_name = ''public.bad''', array['UPDATE'],
  'doubled_permissive_policies: "for all" counts for each command'
);

create table public.fresh (id int primary key);
create function public.fresh_function() returns int language sql set search_path = '' as 'select 1';
select is_empty(
  $$
    select full_name from tests.grants_to_everyone where full_name like 'public.fresh%'
    union all
    select 'public.fresh' where has_table_privilege('authenticated', 'public.fresh', 'select')
    union all
    select 'public.fresh' where has_table_privilege('service_role', 'public.fresh', 'select')
    union all
    select full_name from tests.functions_anyone_may_run where full_name like 'fresh%'
    union all
    select 'fresh_function' where has_function_privilege('authenticated', 'public.fresh_function()', 'execute')
  $$,
  'a new table or function starts without any grant'
);

select * from finish();
rollback;
