-- Walking the chain: the first broken place, and what broke it.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- The walk itself, for the function below and for whoever checks from outside as the tables' owner.
create function private.walk_audit_log(org_id uuid)
returns table (checked bigint, unsealed bigint, broken_seq bigint, broken_id bigint, problem text)
language plpgsql
stable
rows 1
set search_path = ''
as $$
declare
  link record;
  last_hash bytea := ''::bytea;
begin
  checked := 0;
  select count(*) into unsealed from private.audit_unsealed where audit_unsealed.org_id = walk_audit_log.org_id;

  for link in
    select
      seals.seq,
      seals.audit_id,
      seals.hash,
      entry as row,
      entry.id is null as is_gone,
      person.salt is not null
        and sha256(person.salt || convert_to(person.fields::text, 'UTF8')) is distinct from entry.commitment as is_other_person,
      heads.hash as head_hash
    from public.audit_seals as seals
    left join public.audit_log as entry on entry.id = seals.audit_id and entry.org_id = seals.org_id
    left join private.audit_person as person on person.audit_id = seals.audit_id
    left join public.audit_heads as heads on heads.org_id = seals.org_id and heads.seq = seals.seq
    where seals.org_id = walk_audit_log.org_id
    order by seals.seq
  loop
    broken_seq := link.seq;
    broken_id := link.audit_id;
    problem := case
      when link.seq <> checked + 1 then 'missing'
      when link.is_gone then 'deleted'
      when link.hash <> sha256(last_hash || private.audit_row_bytes(link.row)) then 'changed'
      when link.is_other_person then 'person_changed'
      when link.head_hash <> link.hash then 'rewritten'
    end;
    if problem is not null then
      return next;
      return;
    end if;
    checked := checked + 1;
    last_hash := link.hash;
  end loop;
  broken_seq := null;
  broken_id := null;

  select min(heads.seq) into broken_seq
  from public.audit_heads as heads
  where heads.org_id = walk_audit_log.org_id and heads.seq > checked;
  if broken_seq is not null then
    problem := 'end_missing';
  else
    -- In neither the chain nor the queue for it: somebody wrote past record_audit.
    select min(entry.id) into broken_id
    from public.audit_log as entry
    where
      entry.org_id = walk_audit_log.org_id
      and not exists (select from public.audit_seals as seals where seals.audit_id = entry.id)
      and not exists (select from private.audit_unsealed where audit_unsealed.audit_id = entry.id);
    if broken_id is not null then
      problem := 'forged';
    end if;
  end if;
  return next;
end
$$;

revoke execute on function private.walk_audit_log(uuid) from public, anon;

-- Definer: the commitments lie where nobody may read. It asks for the permission itself.
create function private.check_audit_log(org_id uuid)
returns table (checked bigint, unsealed bigint, broken_seq bigint, broken_id bigint, problem text)
language plpgsql
stable
security definer
rows 1
set search_path = ''
as $$
begin
  perform private.require_permission(check_audit_log.org_id, 'audit.read');
  return query select * from private.walk_audit_log(check_audit_log.org_id);
end
$$;

revoke execute on function private.check_audit_log(uuid) from public, anon;
grant execute on function private.check_audit_log(uuid) to authenticated;

create function public.verify_audit_log(org_id uuid)
returns table (checked bigint, unsealed bigint, broken_seq bigint, broken_id bigint, problem text)
language sql
stable
security invoker
rows 1
set search_path = ''
as $$
  select * from private.check_audit_log(verify_audit_log.org_id)
$$;

comment on function public.verify_audit_log(uuid) is
'Walks the chain of an organisation: problem is null, or missing, deleted, changed, person_changed, rewritten, end_missing, forged, with the first broken place.';
revoke execute on function public.verify_audit_log(uuid) from public, anon;
grant execute on function public.verify_audit_log(uuid) to authenticated;
