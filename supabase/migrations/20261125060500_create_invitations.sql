-- People are asked into an organisation by mail; the link works for the invited address alone, once, for seven days.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  email text not null check (length(email) between 3 and 254 and email = lower(btrim(email)) and email ~ '^[^@\s]+@[^@\s]+$'),
  role text not null check (role in ('admin', 'editor', 'operator', 'viewer')),
  token_hash bytea not null check (octet_length(token_hash) = 32),
  invited_by uuid references auth.users (id) on delete set null, -- null: that person was erased
  created_at timestamptz not null default now(),
  sent_at timestamptz not null default now(),
  sends integer not null default 1 check (sends between 1 and 10),
  expires_at timestamptz not null default now() + interval '7 days',
  settled_at timestamptz, -- null: open
  outcome text check (outcome in ('accepted', 'declined', 'revoked')), -- null: open
  check ((settled_at is null) = (outcome is null))
);

comment on table public.invitations is 'Who is asked into an organisation, in which role. Written by the commands of invitations only.';

create unique index invitations_token_hash_idx on public.invitations (token_hash);
create unique index invitations_open_idx on public.invitations (org_id, email) where settled_at is null;
create index invitations_org_id_idx on public.invitations (org_id, created_at desc);
create index invitations_invited_by_idx on public.invitations (invited_by, created_at);

alter table public.invitations enable row level security;

grant select (
  id, org_id, email, role, invited_by, created_at, sent_at, sends, expires_at, settled_at, outcome
) on table public.invitations to authenticated;

create policy "those who invite read the invitations"
on public.invitations for select to authenticated
using (org_id = any (array(select private.my_org_ids('members.invite'))));
select private.guard_with_mfa('public.invitations');

create table private.invitation_mails (
  invitation_id uuid primary key references public.invitations (id) on delete cascade,
  token text not null check (length(token) = 43)
);
comment on table private.invitation_mails is 'The token of an invitation until its mail is sent, for the worker alone.';
alter table private.invitation_mails enable row level security;

-- Definer: it writes the audit log. The address is told as a hash only.
create function private.follow_invitation()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  organisation public.organisations;
begin
  select organisations.* into organisation from public.organisations where organisations.id = new.org_id;
  perform private.record_audit(
    new.org_id,
    'invitation.' || case when tg_op = 'INSERT' then 'sent' else coalesce(new.outcome, 'resent') end,
    'invitation:' || new.id,
    null,
    jsonb_build_object('email', new.email, 'role', new.role),
    jsonb_build_object('role', new.role)
  );
  perform private.nudge_org(new.org_id, organisation.epoch, 'invitation', new.id, new.sends);
  return null;
end
$$;
revoke execute on function private.follow_invitation() from public, anon;

create trigger _100_follow_new_invitation
after insert on public.invitations
for each row execute function private.follow_invitation();
create trigger _110_follow_invitation
after update on public.invitations
for each row when (old.outcome is distinct from new.outcome or old.sends is distinct from new.sends)
execute function private.follow_invitation();

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

-- Definer: an invited person may not read invitations, nor the organisation they are asked into. To a token that is not
-- theirs it tells nothing but that.
create function private.find_my_invitation(token text)
returns table (id uuid, org_id uuid, org_name text, role text, invited_by text, expires_at timestamptz, problem text)
language plpgsql
stable
security definer
rows 1
set search_path = ''
as $$
declare
  invitation public.invitations;
  address text;
begin
  if not private.mfa_ok() then
    raise exception 'this session has ended or lacks the second factor'
      using errcode = '42501', hint = 'sign in again', detail = 'sign_in';
  end if;
  select lower(users.email) into address
  from auth.users
  where users.id = auth.uid() and users.email_confirmed_at is not null;
  select invitations.* into invitation
  from public.invitations
  where invitations.token_hash = sha256(convert_to(coalesce(find_my_invitation.token, ''), 'UTF8'));
  if invitation.id is null then
    return query select null::uuid, null::uuid, null::text, null::text, null::text, null::timestamptz, 'unknown';
    return;
  end if;
  if invitation.email is distinct from address then
    return query select null::uuid, null::uuid, null::text, null::text, null::text, null::timestamptz, 'other_address';
    return;
  end if;
  return query
  select
    invitation.id,
    organisations.id,
    organisations.name,
    invitation.role,
    coalesce(nullif(profiles.display_name, ''), inviters.email::text),
    invitation.expires_at,
    case
      when organisations.deleted_at is not null then 'revoked'
      when invitation.outcome is not null then invitation.outcome
      when invitation.expires_at <= now() then 'expired'
    end
  from public.organisations
  left join public.profiles on profiles.user_id = invitation.invited_by
  left join auth.users as inviters on inviters.id = invitation.invited_by
  where organisations.id = invitation.org_id;
end
$$;
revoke execute on function private.find_my_invitation(text) from public, anon;
grant execute on function private.find_my_invitation(text) to authenticated;

-- Definer: nobody may insert memberships. One statement holds the invitation, so two clicks join once.
create function private.answer_invitation(token text, outcome text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  found_one record;
  state text;
begin
  perform from public.invitations
  where invitations.token_hash = sha256(convert_to(coalesce(answer_invitation.token, ''), 'UTF8'))
  for update;
  select * into found_one from private.find_my_invitation(answer_invitation.token);
  state := found_one.problem;
  -- The same answer again, as an impatient click gives it.
  if state = answer_invitation.outcome and state = 'declined' then
    return found_one.org_id;
  end if;
  if state = 'accepted' and answer_invitation.outcome = 'accepted' and exists (
    select from public.memberships where memberships.org_id = found_one.org_id and memberships.user_id = auth.uid()
  ) then
    return found_one.org_id;
  end if;
  if state is not null then
    raise exception '%', case state
        when 'unknown' then 'there is no such invitation'
        when 'other_address' then 'this invitation is for another e-mail address'
        when 'expired' then 'this invitation has expired'
        when 'revoked' then 'this invitation was taken back'
        else 'this invitation was used already'
      end
      using
        errcode = 'P0001',
        hint = case state
          when 'other_address' then 'sign in with the address the mail was sent to'
          else 'ask for a new one'
        end,
        detail = state;
  end if;
  if answer_invitation.outcome = 'accepted' then
    insert into public.memberships (org_id, user_id, role)
    values (found_one.org_id, auth.uid(), found_one.role)
    on conflict (org_id, user_id) do nothing;
  end if;
  update public.invitations
  set settled_at = now(), outcome = answer_invitation.outcome
  where invitations.id = found_one.id;
  delete from private.invitation_mails where invitation_mails.invitation_id = found_one.id;
  return found_one.org_id;
end
$$;
revoke execute on function private.answer_invitation(text, text) from public, anon;
grant execute on function private.answer_invitation(text, text) to authenticated;

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

create function public.invitation_of(token text)
returns table (id uuid, org_id uuid, org_name text, role text, invited_by text, expires_at timestamptz, problem text)
language sql
stable
security invoker
rows 1
set search_path = ''
as $$
  select * from private.find_my_invitation(invitation_of.token)
$$;
comment on function public.invitation_of(text) is
'What the caller is invited to by this link. problem: null, unknown, other_address, expired, revoked, accepted, declined.';
revoke execute on function public.invitation_of(text) from public, anon;
grant execute on function public.invitation_of(text) to authenticated;

create function public.accept_invitation(token text)
returns uuid
language sql
security invoker
set search_path = ''
as $$
  select private.answer_invitation(accept_invitation.token, 'accepted')
$$;
comment on function public.accept_invitation(text) is 'Joins the organisation of an invitation to the caller''s confirmed address; gives its id.';
revoke execute on function public.accept_invitation(text) from public, anon;
grant execute on function public.accept_invitation(text) to authenticated;

create function public.decline_invitation(token text)
returns uuid
language sql
security invoker
set search_path = ''
as $$
  select private.answer_invitation(decline_invitation.token, 'declined')
$$;
comment on function public.decline_invitation(text) is 'Declines an invitation to the caller''s confirmed address.';
revoke execute on function public.decline_invitation(text) from public, anon;
grant execute on function public.decline_invitation(text) to authenticated;
