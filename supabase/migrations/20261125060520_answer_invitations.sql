-- What the invited person sees and answers: for the invited address alone, once.
set lock_timeout = '1s';
set statement_timeout = '5s';

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
  perform private.require_session();
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
