-- Inviting an address, sending the mail again, taking an invitation back.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.make_link_token()
returns text
language sql
volatile
set search_path = ''
as $$
  select translate(encode(extensions.gen_random_bytes(32), 'base64'), '+/=', '-_')
$$;

-- Definer: nobody may insert invitations, or the token could be a weak one. It asks for the permission itself.
create function private.send_invitation(org_id uuid, email text, role text)
returns table (id uuid, token text)
language plpgsql
security definer
rows 1
set search_path = ''
as $$
declare
  person constant uuid := auth.uid();
  address constant text := lower(btrim(coalesce(send_invitation.email, '')));
  organisation public.organisations;
  made_token constant text := private.make_link_token();
  made_id uuid;
begin
  perform private.require_permission(send_invitation.org_id, 'members.invite');
  select organisations.* into organisation
  from public.organisations
  where organisations.id = send_invitation.org_id
  for update;
  if organisation.kind <> 'team' then
    raise exception 'nobody can be invited into a personal organisation'
      using errcode = 'P0001', hint = 'make an organisation for several people first';
  end if;
  if send_invitation.role is null or send_invitation.role not in ('admin', 'editor', 'operator', 'viewer') then
    raise exception 'no role to invite for is called "%"', left(coalesce(send_invitation.role, ''), 50)
      using errcode = '22023', hint = 'roles are admin, editor, operator, viewer';
  end if;
  if length(address) not between 3 and 254 or address !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' then
    raise exception 'this is no e-mail address' using errcode = '22023', hint = 'write it as name@company.com';
  end if;
  if exists (
    select
    from public.memberships
    join auth.users on users.id = memberships.user_id
    where memberships.org_id = organisation.id and lower(users.email) = address
  ) then
    raise exception 'this person is a member already' using errcode = 'P0001', hint = 'change the role in the list of members';
  end if;
  if exists (
    select
    from public.invitations
    where
      invitations.org_id = organisation.id
      and invitations.email = address
      and invitations.settled_at is null
      and invitations.expires_at > now()
  ) then
    raise exception 'this address is invited already' using errcode = 'P0001', hint = 'send that invitation again, or revoke it';
  end if;
  if (
    select count(*) from public.invitations where invitations.org_id = organisation.id and invitations.settled_at is null
  ) >= 100 then
    raise exception 'an organisation has at most 100 open invitations' using errcode = 'P0001', hint = 'revoke some first';
  end if;
  if (
    select count(*)
    from public.invitations
    where invitations.invited_by = person and invitations.created_at > now() - interval '1 hour'
  ) >= 30 then
    raise exception 'a person sends at most 30 invitations an hour' using errcode = 'P0001', hint = 'go on in an hour';
  end if;

  -- One that ran out makes room for the new one.
  update public.invitations
  set settled_at = now(), outcome = 'revoked'
  where invitations.org_id = organisation.id and invitations.email = address and invitations.settled_at is null;

  insert into public.invitations (org_id, email, role, token_hash, invited_by)
  values (organisation.id, address, send_invitation.role, sha256(convert_to(made_token, 'UTF8')), person)
  returning invitations.id into made_id;
  perform private.owe_invitation_mail(made_id, made_token);
  return query select made_id, made_token;
end
$$;
revoke execute on function private.send_invitation(uuid, text, text) from public, anon;
grant execute on function private.send_invitation(uuid, text, text) to authenticated;

create function private.owe_invitation_mail(invitation_id uuid, token text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into private.invitation_mails (invitation_id, token)
  values (owe_invitation_mail.invitation_id, owe_invitation_mail.token)
  on conflict on constraint invitation_mails_pkey do update set token = excluded.token;
  insert into private.outbox (topic, dedupe_key, payload, user_id)
  values (
    'mail',
    'invitation:' || owe_invitation_mail.invitation_id,
    jsonb_build_object('invitation', owe_invitation_mail.invitation_id),
    auth.uid()
  )
  on conflict (dedupe_key) where done_at is null and dead_at is null do nothing;
end
$$;

-- Definer: nobody may update invitations. The old link stops to work.
create function private.send_invitation_again(invitation_id uuid)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  invitation public.invitations;
  made_token constant text := private.make_link_token();
begin
  select invitations.* into invitation
  from public.invitations
  where invitations.id = send_invitation_again.invitation_id
  for update;
  perform private.require_permission(invitation.org_id, 'members.invite');
  if invitation.settled_at is not null then
    raise exception 'this invitation is % already', invitation.outcome using errcode = 'P0001', hint = 'send a new one';
  end if;
  if invitation.sends >= 10 then
    raise exception 'an invitation is sent at most ten times' using errcode = 'P0001', hint = 'revoke it and ask the person otherwise';
  end if;
  if invitation.sent_at > now() - interval '1 minute' then
    raise exception 'this invitation was sent less than a minute ago' using errcode = 'P0001', hint = 'wait a minute';
  end if;
  update public.invitations
  set
    token_hash = sha256(convert_to(made_token, 'UTF8')),
    sends = invitations.sends + 1,
    sent_at = now(),
    expires_at = now() + interval '7 days'
  where invitations.id = invitation.id;
  perform private.owe_invitation_mail(invitation.id, made_token);
  return made_token;
end
$$;
revoke execute on function private.send_invitation_again(uuid) from public, anon;
grant execute on function private.send_invitation_again(uuid) to authenticated;

-- Definer: nobody may update invitations.
create function private.withdraw_invitation(invitation_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  invitation public.invitations;
begin
  select invitations.* into invitation
  from public.invitations
  where invitations.id = withdraw_invitation.invitation_id
  for update;
  perform private.require_permission(invitation.org_id, 'members.invite');
  if invitation.outcome = 'revoked' then
    return;
  end if;
  if invitation.settled_at is not null then
    raise exception 'this invitation is % already', invitation.outcome
      using errcode = 'P0001', hint = 'remove the member instead';
  end if;
  update public.invitations set settled_at = now(), outcome = 'revoked' where invitations.id = invitation.id;
  delete from private.invitation_mails where invitation_mails.invitation_id = invitation.id;
end
$$;
revoke execute on function private.withdraw_invitation(uuid) from public, anon;
grant execute on function private.withdraw_invitation(uuid) to authenticated;

create function public.invite_member(org_id uuid, email text, role text)
returns table (id uuid, token text)
language sql
security invoker
rows 1
set search_path = ''
as $$
  select * from private.send_invitation(invite_member.org_id, invite_member.email, invite_member.role)
$$;
comment on function public.invite_member(uuid, text, text) is 'Invites an address in a role and owes the mail; gives the token of the link this one time.';
revoke execute on function public.invite_member(uuid, text, text) from public, anon;
grant execute on function public.invite_member(uuid, text, text) to authenticated;

create function public.resend_invitation(id uuid)
returns text
language sql
security invoker
set search_path = ''
as $$
  select private.send_invitation_again(resend_invitation.id)
$$;
comment on function public.resend_invitation(uuid) is 'Sends an open invitation again with a new link for seven more days; the old link ends. Gives the new token.';
revoke execute on function public.resend_invitation(uuid) from public, anon;
grant execute on function public.resend_invitation(uuid) to authenticated;

create function public.revoke_invitation(id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$
  select private.withdraw_invitation(revoke_invitation.id)
$$;
comment on function public.revoke_invitation(uuid) is 'Ends an open invitation; twice changes nothing.';
revoke execute on function public.revoke_invitation(uuid) from public, anon;
grant execute on function public.revoke_invitation(uuid) to authenticated;
