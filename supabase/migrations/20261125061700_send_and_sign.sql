-- What the jobs need to send the mail of an invitation and to sign the ends of the audit chains.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: tokens lie where the worker may not read otherwise.
create function private.invitation_mail(invitation_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'email', invitations.email,
    'token', mails.token,
    'role', invitations.role,
    'sends', invitations.sends,
    'expiresAt', to_char(invitations.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'orgName', organisations.name,
    'invitedBy', coalesce(nullif(profiles.display_name, ''), inviters.email::text)
  )
  from public.invitations
  join private.invitation_mails as mails on mails.invitation_id = invitations.id
  join public.organisations on organisations.id = invitations.org_id
  left join public.profiles on profiles.user_id = invitations.invited_by
  left join auth.users as inviters on inviters.id = invitations.invited_by
  where
    invitations.id = invitation_mail.invitation_id
    and invitations.settled_at is null
    and invitations.expires_at > now()
    and organisations.deleted_at is null
$$;
comment on function private.invitation_mail(uuid) is
'What the mail of an open invitation says: {email, token, role, sends, expiresAt, orgName, invitedBy}; null when there is none to send.';
revoke execute on function private.invitation_mail(uuid) from public, anon;
grant execute on function private.invitation_mail(uuid) to floyo_worker;

-- Definer: as above. Only the token that was sent is forgotten: one made meanwhile is owed a mail of its own.
create function private.invitation_mail_sent(invitation_id uuid, token text)
returns void
language sql
security definer
set search_path = ''
as $$
  delete from private.invitation_mails
  where invitation_mails.invitation_id = invitation_mail_sent.invitation_id and invitation_mails.token = invitation_mail_sent.token
$$;
comment on function private.invitation_mail_sent(uuid, text) is 'Forgets a token whose mail was handed over.';
revoke execute on function private.invitation_mail_sent(uuid, text) from public, anon;
grant execute on function private.invitation_mail_sent(uuid, text) to floyo_worker;

-- Definer: the worker reads no seals otherwise.
create function private.audit_heads_due(at_most integer)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('orgId', due.org_id, 'seq', due.seq, 'hash', encode(due.hash, 'hex'))), '[]')
  from (
    select last_seal.*
    from private.audit_unsigned
    cross join lateral (
      select seals.org_id, seals.seq, seals.hash
      from public.audit_seals as seals
      where seals.org_id = audit_unsigned.org_id
      order by seals.seq desc
      limit 1
    ) as last_seal
    limit at_most
  ) as due
$$;
comment on function private.audit_heads_due(integer) is 'Ends of chains that grew since their last signed head, at most so many: [{orgId, seq, hash}].';
revoke execute on function private.audit_heads_due(integer) from public, anon;
grant execute on function private.audit_heads_due(integer) to floyo_worker;

-- Definer: nobody may insert heads, and only of a seal that is there.
create function private.store_audit_head(org_id uuid, seq bigint, hash text, key_id text, signature text, signed_at timestamptz)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (
    select
    from public.audit_seals as seals
    where
      seals.org_id = store_audit_head.org_id
      and seals.seq = store_audit_head.seq
      and seals.hash = decode(store_audit_head.hash, 'hex')
  ) then
    raise exception 'the chain does not end like that' using errcode = 'P0001', hint = 'read audit_heads_due again';
  end if;
  insert into public.audit_heads (org_id, seq, hash, key_id, signature, signed_at)
  values (
    store_audit_head.org_id, store_audit_head.seq, decode(store_audit_head.hash, 'hex'), store_audit_head.key_id,
    decode(store_audit_head.signature, 'hex'), store_audit_head.signed_at
  )
  on conflict on constraint audit_heads_pkey do nothing;
  delete from private.audit_unsigned
  where
    audit_unsigned.org_id = store_audit_head.org_id
    and not exists (
      select
      from public.audit_seals as seals
      where seals.org_id = store_audit_head.org_id and seals.seq > store_audit_head.seq
    );
end
$$;
comment on function private.store_audit_head(uuid, bigint, text, text, text, timestamptz) is 'Keeps a signed head beside the chain.';
revoke execute on function private.store_audit_head(uuid, bigint, text, text, text, timestamptz) from public, anon;
grant execute on function private.store_audit_head(uuid, bigint, text, text, text, timestamptz) to floyo_worker;

-- Definer: exports are the worker's to read, but the night asks for all that ran out, whoever's they are. Rows whose objects
-- are gone are marked by the job.
create function private.exports_run_out(at_most integer)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', old.id, 'userId', old.user_id, 'parts', old.parts)), '[]')
  from (
    select exports.*
    from public.exports
    where
      (exports.status = 'ready' and exports.expires_at < now())
      or (exports.status in ('waiting', 'running', 'failed') and exports.created_at < now() - interval '2 days')
    order by exports.created_at
    limit at_most
  ) as old
$$;
comment on function private.exports_run_out(integer) is 'Exports whose files are to be deleted: [{id, userId, parts}].';
revoke execute on function private.exports_run_out(integer) from public, anon;
grant execute on function private.exports_run_out(integer) to floyo_worker;
