-- New rows of the audit log join the chain of their organisation.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.audit_row_bytes(entry public.audit_log)
returns bytea
language sql
immutable
set search_path = ''
as $$
  select convert_to(jsonb_build_array(
    entry.id, entry.org_id, entry.actor, entry.action, entry.target, entry.details,
    encode(entry.before_hash, 'hex'), encode(entry.after_hash, 'hex'), encode(entry.commitment, 'hex'),
    to_char(entry.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  )::text, 'UTF8')
$$;

-- Definer: nobody may write seals. One organisation after the other, each under its own lock, so that two runs at once
-- cannot grow one chain twice.
create function private.seal_audit_log(max_rows integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  organisation record;
  entry public.audit_log;
  last_seal public.audit_seals;
  sealed integer := 0;
begin
  for organisation in
    select audit_unsealed.org_id as id from private.audit_unsealed group by audit_unsealed.org_id order by min(audit_unsealed.audit_id)
  loop
    continue when not pg_try_advisory_xact_lock(hashtextextended('audit:' || organisation.id, 0));
    select audit_seals.* into last_seal
    from public.audit_seals
    where audit_seals.org_id = organisation.id
    order by audit_seals.seq desc
    limit 1;
    for entry in
      select audit_log.*
      from private.audit_unsealed
      join public.audit_log on audit_log.id = audit_unsealed.audit_id
      where audit_unsealed.org_id = organisation.id
      order by audit_log.id
      limit seal_audit_log.max_rows - sealed
    loop
      insert into public.audit_seals (org_id, seq, audit_id, hash)
      values (
        organisation.id,
        coalesce(last_seal.seq, 0) + 1,
        entry.id,
        sha256(coalesce(last_seal.hash, ''::bytea) || private.audit_row_bytes(entry))
      )
      returning * into last_seal;
      delete from private.audit_unsealed where audit_unsealed.audit_id = entry.id;
      sealed := sealed + 1;
    end loop;
    insert into private.audit_unsigned (org_id) values (organisation.id) on conflict do nothing;
    exit when sealed >= seal_audit_log.max_rows;
    last_seal := null;
  end loop;
  return sealed;
end
$$;

comment on function private.seal_audit_log(integer) is 'Takes up to so many new rows of the audit log into their chains; gives their number.';
revoke execute on function private.seal_audit_log(integer) from public, anon;
grant execute on function private.seal_audit_log(integer) to floyo_worker;
