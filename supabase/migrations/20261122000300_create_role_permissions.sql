-- Which role of an organisation may do what; every policy asks this table through private.my_org_ids.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.role_permissions (
  role text not null check (role in ('owner', 'admin', 'editor', 'operator', 'viewer')),
  permission text not null check (permission ~ '^[a-z]+\.[a-z]+$'),
  primary key (role, permission)
);

comment on table private.role_permissions is 'Roles x permissions of an organisation. Rows are written by migrations only.';

alter table private.role_permissions enable row level security;

insert into private.role_permissions (role, permission)
select roles.role, permissions.permission
from
  unnest(array['owner', 'admin', 'editor', 'operator', 'viewer']) as roles (role)
  cross join unnest(array[
    'org.read', 'members.read', 'events.read', 'patterns.read', 'suggestions.read', 'sources.read', 'keys.read'
  ]) as permissions (permission)
union all
select roles.role, permissions.permission
from
  unnest(array['owner', 'admin', 'editor', 'operator']) as roles (role)
  cross join unnest(array['events.write', 'suggestions.write', 'sources.write', 'keys.write']) as permissions (permission)
union all
select roles.role, permissions.permission
from
  unnest(array['owner', 'admin']) as roles (role)
  cross join unnest(array['org.write', 'audit.read']) as permissions (permission);
