-- Reading the audit log with who is meant by each pseudonym, for owners and admins.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: names and addresses of the people of a log lie in private.
create function private.find_audit_entries(org_id uuid, actions text[], actor uuid, since timestamptz, until timestamptz, before bigint, take integer)
returns table (
  id bigint, at timestamptz, action text, target text, details jsonb, actor_id uuid, actor_name text, actor_email text,
  ip text, user_agent text, request_id text, before_hash text, after_hash text, seq bigint
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_permission(find_audit_entries.org_id, 'audit.read');
  return query
  select
    entry.id, entry.created_at, entry.action, entry.target, entry.details, entry.actor,
    profiles.display_name, coalesce(users.email::text, person.fields ->> 'email'),
    coalesce(person.fields ->> 'ip', person.fields ->> 'toldIp'),
    coalesce(person.fields ->> 'toldUserAgent', person.fields ->> 'userAgent'),
    person.fields ->> 'requestId', encode(entry.before_hash, 'hex'), encode(entry.after_hash, 'hex'), seals.seq
  from public.audit_log as entry
  left join private.audit_person as person on person.audit_id = entry.id
  left join public.profiles on profiles.user_id = person.user_id
  left join auth.users on users.id = person.user_id
  left join public.audit_seals as seals on seals.audit_id = entry.id
  where
    entry.org_id = find_audit_entries.org_id
    and (find_audit_entries.actions is null or entry.action = any (find_audit_entries.actions))
    and (find_audit_entries.actor is null or entry.actor = find_audit_entries.actor)
    and (find_audit_entries.since is null or entry.created_at >= find_audit_entries.since)
    and (find_audit_entries.until is null or entry.created_at < find_audit_entries.until)
    and (find_audit_entries.before is null or entry.id < find_audit_entries.before)
  order by entry.id desc
  limit least(greatest(coalesce(find_audit_entries.take, 50), 1), 1000);
end
$$;

revoke execute on function private.find_audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) from public, anon;
grant execute on function private.find_audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) to authenticated;

create function public.audit_entries(
  org_id uuid, actions text[] default null, actor uuid default null, since timestamptz default null,
  until timestamptz default null, before bigint default null, take integer default 50
)
returns table (
  id bigint, at timestamptz, action text, target text, details jsonb, actor_id uuid, actor_name text, actor_email text,
  ip text, user_agent text, request_id text, before_hash text, after_hash text, seq bigint
)
language sql
stable
security invoker
set search_path = ''
as $$
  select * from private.find_audit_entries(
    audit_entries.org_id, audit_entries.actions, audit_entries.actor, audit_entries.since, audit_entries.until,
    audit_entries.before, audit_entries.take
  )
$$;

comment on function public.audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) is
'A page of the audit log, the newest first, with who is meant by each pseudonym while that person exists; at most 1 000. seq null: not in the chain yet.';
revoke execute on function public.audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) from public, anon;
grant execute on function public.audit_entries(uuid, text[], uuid, timestamptz, timestamptz, bigint, integer) to authenticated;
