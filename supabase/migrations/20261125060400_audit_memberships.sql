-- Membership, role and organisation changes write the audit log and tell open tabs by trigger, so that no way of making them can skip it.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: there is no insert policy on realtime.messages. Sent on the topic of the epoch given, which may be the one that ends.
create function private.nudge_org(org_id uuid, epoch integer, kind text, id uuid, version integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if nudge_org.kind is null or nudge_org.kind not in ('organisation', 'member', 'invitation', 'shared_pattern') then
    raise exception 'no nudge of kind "%"', nudge_org.kind
      using errcode = '22023', hint = 'kinds are organisation, member, invitation, shared_pattern';
  end if;
  perform realtime.send(
    jsonb_build_object('kind', nudge_org.kind, 'id', nudge_org.id, 'version', nudge_org.version),
    'changed',
    'org:' || nudge_org.org_id || ':' || nudge_org.epoch,
    true
  );
end
$$;
comment on function private.nudge_org(uuid, integer, text, uuid, integer) is 'Sends {kind, id, version} as "changed" on the private topic org:<org_id>:<epoch>.';
revoke execute on function private.nudge_org(uuid, integer, text, uuid, integer) from public, anon;
grant execute on function private.nudge_org(uuid, integer, text, uuid, integer) to floyo_worker;

create or replace function private.nudge(user_id uuid, kind text, id uuid, version integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if nudge.kind is null
    or nudge.kind not in ('suggestion', 'pattern', 'source', 'mining', 'organisation', 'invitation', 'export')
  then
    raise exception 'no nudge of kind "%"', nudge.kind
      using errcode = '22023', hint = 'kinds are suggestion, pattern, source, mining, organisation, invitation, export';
  end if;
  -- realtime.send turns its own errors into warnings: a lost nudge never undoes the work it tells of.
  perform realtime.send(
    jsonb_build_object('kind', nudge.kind, 'id', nudge.id, 'version', nudge.version),
    'changed',
    'user:' || nudge.user_id,
    true
  );
end
$$;

-- Definer: it writes the audit log, raises the epoch and sends, none of which the caller may.
-- Whoever leaves, or may see less than before, must stop hearing: the epoch moves on, and the old topic gets its last
-- message, at which the others join the new one.
create function private.follow_membership()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  member constant public.memberships := coalesce(new, old);
  organisation public.organisations;
begin
  select organisations.* into organisation from public.organisations where organisations.id = member.org_id;
  -- The organisation itself goes, or a personal one is made: nobody is left to tell.
  if organisation.id is null or organisation.kind = 'personal' then
    return null;
  end if;

  perform private.record_audit(
    member.org_id,
    case tg_op when 'INSERT' then 'member.joined' when 'DELETE' then 'member.removed' else 'member.role_changed' end,
    'member:' || private.audit_pseudonym(member.org_id, member.user_id),
    case when tg_op <> 'INSERT' then jsonb_build_object('role', old.role) end,
    case when tg_op <> 'DELETE' then jsonb_build_object('role', new.role) end,
    jsonb_strip_nulls(jsonb_build_object(
      'from', case when tg_op <> 'INSERT' then old.role end,
      'to', case when tg_op <> 'DELETE' then new.role end,
      'bySelf', member.user_id = auth.uid()
    ))
  );
  if tg_op <> 'INSERT' then
    update public.organisations set epoch = organisations.epoch + 1 where organisations.id = member.org_id;
  end if;
  perform private.nudge_org(member.org_id, organisation.epoch, 'member', member.org_id, organisation.epoch);
  perform private.nudge(member.user_id, 'organisation', member.org_id, organisation.epoch);
  return null;
end
$$;
revoke execute on function private.follow_membership() from public, anon;

create trigger _100_follow_membership
after insert or delete on public.memberships
for each row execute function private.follow_membership();
create trigger _110_follow_role
after update on public.memberships
for each row when (old.role is distinct from new.role)
execute function private.follow_membership();

-- Definer: as above. The name is what people gave; the log keeps it only as a hash.
create function private.follow_organisation()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.record_audit(
    new.id,
    case
      when tg_op = 'INSERT' then 'organisation.created'
      when old.deleted_at is null and new.deleted_at is not null then 'organisation.deleted'
      when old.deleted_at is not null and new.deleted_at is null then 'organisation.restored'
      when old.name is distinct from new.name then 'organisation.renamed'
      else 'organisation.settings_changed'
    end,
    'organisation:' || new.id,
    case when tg_op = 'UPDATE' then jsonb_build_object('name', old.name, 'minPeople', old.min_people) end,
    jsonb_build_object('name', new.name, 'minPeople', new.min_people),
    case
      when tg_op = 'UPDATE' and old.min_people <> new.min_people
        then jsonb_build_object('minPeople', jsonb_build_array(old.min_people, new.min_people))
      else '{}'
    end
  );
  if tg_op = 'UPDATE' then
    perform private.nudge_org(new.id, new.epoch, 'organisation', new.id, new.epoch);
  end if;
  return null;
end
$$;
revoke execute on function private.follow_organisation() from public, anon;

create trigger _100_follow_new_organisation
after insert on public.organisations
for each row when (new.kind = 'team')
execute function private.follow_organisation();
create trigger _110_follow_organisation
after update on public.organisations
for each row when (
  new.kind = 'team'
  and (
    old.name is distinct from new.name
    or old.min_people is distinct from new.min_people
    or old.deleted_at is distinct from new.deleted_at
  )
)
execute function private.follow_organisation();

-- A team without an owner could never be handed over or deleted. Checked at the end of the transaction, so that ownership
-- can change hands in two statements; a team that is deleted takes its memberships along. Definer: it counts past the policies.
create function private.keep_an_owner()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from public.organisations where organisations.id = old.org_id)
    and not exists (
      select from public.memberships where memberships.org_id = old.org_id and memberships.role = 'owner'
    )
  then
    raise exception 'an organisation needs an owner'
      using errcode = 'P0001', hint = 'hand it over to another member first, or delete it';
  end if;
  return null;
end
$$;
revoke execute on function private.keep_an_owner() from public, anon;

create constraint trigger _200_keep_an_owner
after update or delete on public.memberships
deferrable initially deferred
for each row when (old.role = 'owner')
execute function private.keep_an_owner();
