-- Open tabs of an organisation hear of its workflows and runs.
set lock_timeout = '1s';
set statement_timeout = '5s';

create or replace function private.nudge_org(org_id uuid, epoch integer, kind text, id uuid, version integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if nudge_org.kind is null
    or nudge_org.kind not in ('organisation', 'member', 'invitation', 'shared_pattern', 'workflow', 'run', 'connection')
  then
    raise exception 'no nudge of kind "%"', nudge_org.kind
      using errcode = '22023', hint = 'kinds are organisation, member, invitation, shared_pattern, workflow, run, connection';
  end if;
  perform realtime.send(
    jsonb_build_object('kind', nudge_org.kind, 'id', nudge_org.id, 'version', nudge_org.version),
    'changed',
    'org:' || nudge_org.org_id || ':' || nudge_org.epoch,
    true
  );
end
$$;

-- Definer: the worker may not read organisations, and the epoch is theirs.
create function private.nudge_members(org_id uuid, kind text, id uuid, version integer)
returns void
language sql
security definer
set search_path = ''
as $$
  select private.nudge_org(organisations.id, organisations.epoch, nudge_members.kind, nudge_members.id, nudge_members.version)
  from public.organisations
  where organisations.id = nudge_members.org_id
$$;
comment on function private.nudge_members(uuid, text, uuid, integer) is 'Sends {kind, id, version} as "changed" to the members of an organisation.';
revoke execute on function private.nudge_members(uuid, text, uuid, integer) from public, anon;
grant execute on function private.nudge_members(uuid, text, uuid, integer) to floyo_worker;
