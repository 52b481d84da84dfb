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
