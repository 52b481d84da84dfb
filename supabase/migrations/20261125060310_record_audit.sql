-- Writing the audit log: who, from where, what was there before and after.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Only what the API in front of the database says itself is called ip; what our own site reports of its visitor is told
-- apart, since anybody can send such a header.
create function private.request_facts()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  headers jsonb;
begin
  headers := coalesce(nullif(current_setting('request.headers', true), ''), '{}')::jsonb;
  return jsonb_strip_nulls(jsonb_build_object(
    'ip', left(coalesce(
      headers ->> 'cf-connecting-ip',
      btrim(split_part(headers ->> 'x-forwarded-for', ',', -1))
    ), 64),
    'userAgent', left(headers ->> 'user-agent', 300),
    'toldIp', left(headers ->> 'x-floyo-client-ip', 64),
    'toldUserAgent', left(headers ->> 'x-floyo-client-agent', 300),
    'requestId', left(headers ->> 'x-request-id', 100)
  ));
exception when others then
  return '{}';
end
$$;

create function private.audit_pseudonym(org_id uuid, user_id uuid)
returns uuid
language sql
set search_path = ''
as $$
  insert into private.audit_actors as actors (org_id, user_id)
  values (audit_pseudonym.org_id, audit_pseudonym.user_id)
  on conflict on constraint audit_actors_pkey do update set org_id = actors.org_id
  returning actors.pseudonym
$$;

-- Called by triggers and definers only. `target` and `details` hold nothing personal: a person is named by pseudonym.
create function private.record_audit(
  org_id uuid, action text, target text, before jsonb default null, after jsonb default null, details jsonb default '{}',
  by_person uuid default null
)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  person constant uuid := coalesce(record_audit.by_person, auth.uid());
  salt constant bytea := extensions.gen_random_bytes(32);
  fields jsonb := private.request_facts();
  made_id bigint;
begin
  if person is not null then
    fields := fields || jsonb_build_object(
      'actorId', person, 'email', (select users.email from auth.users where users.id = person)
    );
  end if;
  insert into public.audit_log (org_id, actor, action, target, before_hash, after_hash, commitment, details)
  values (
    record_audit.org_id,
    case when person is not null then private.audit_pseudonym(record_audit.org_id, person) end,
    record_audit.action,
    record_audit.target,
    sha256(salt || convert_to(record_audit.before::text, 'UTF8')),
    sha256(salt || convert_to(record_audit.after::text, 'UTF8')),
    sha256(salt || convert_to(fields::text, 'UTF8')),
    record_audit.details
  )
  returning audit_log.id into made_id;
  insert into private.audit_person (audit_id, user_id, salt, fields) values (made_id, person, salt, fields);
  insert into private.audit_unsealed (audit_id, org_id) values (made_id, record_audit.org_id);
  return made_id;
end
$$;

comment on function private.record_audit(uuid, text, text, jsonb, jsonb, jsonb, uuid) is
'Adds a row to the audit log as done by the person named, else of the token, or by the system when there is neither.';

create or replace function private.record_key_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.record_audit(
    new.org_id,
    case tg_op when 'INSERT' then 'key.created' else 'key.revoked' end,
    'api_key:' || new.id,
    null,
    null,
    jsonb_build_object('prefix', new.prefix, 'scopes', new.scopes)
  );
  return null;
end
$$;
