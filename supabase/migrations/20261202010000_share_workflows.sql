-- A published version is shared by a link: a copy without what is private, readable by whoever holds its token, until it ends.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table private.workflow_shares (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  workflow_id uuid not null references public.workflows (id) on delete cascade,
  number integer not null check (number > 0),
  token_hash bytea not null unique check (length(token_hash) = 32),
  name text not null check (length(btrim(name)) between 1 and 120),
  definition jsonb not null check (private.is_definition(definition)),
  gaps jsonb not null check (jsonb_typeof(gaps) = 'array' and length(gaps::text) <= 131072),
  made_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null check (expires_at <= created_at + interval '366 days')
);
comment on table private.workflow_shares is 'Copies of published versions that whoever holds the token may read. Revoking deletes the copy.';
comment on column private.workflow_shares.token_hash is 'SHA-256 of the token, which the browser makes and only the link holds.';
comment on column private.workflow_shares.definition is 'What redactDefinition of shared/workflows/sharing left; private.names_nobody is asked besides.';
comment on column private.workflow_shares.gaps is 'What was taken out: [{place, label}].';
create index workflow_shares_org_id_idx on private.workflow_shares (org_id);
create index workflow_shares_workflow_id_idx on private.workflow_shares (workflow_id);
create index workflow_shares_made_by_idx on private.workflow_shares (made_by);
alter table private.workflow_shares enable row level security;

-- The client takes out what is private before it sends anything; what must never be in a copy is looked for here as well.
create function private.names_nobody(copy jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select
    names_nobody.copy::text !~* '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
    and names_nobody.copy::text !~* '[a-z0-9._%+-]+@[a-z0-9-]+\.[a-z]{2}'
    and names_nobody.copy::text !~* '[a-z][a-z0-9+.-]*://'
$$;
comment on function private.names_nobody(jsonb) is 'Whether this holds no id, no mail address and no web address.';
revoke execute on function private.names_nobody(jsonb) from public, anon, authenticated;

-- Definer: nobody may write the table; private.take_workflow asks for the permission and locks the workflow.
create function private.add_workflow_share(
  workflow_id uuid, number integer, token_hash text, name text, definition jsonb, gaps jsonb, days integer
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows := private.take_workflow(add_workflow_share.workflow_id, 'workflows.write');
  made uuid;
begin
  if workflow.deleted_at is not null or not exists (
    select from public.workflow_versions
    where workflow_versions.workflow_id = workflow.id and workflow_versions.number = add_workflow_share.number
  ) then
    raise exception 'there is no such version' using errcode = 'P0001', hint = 'publish the workflow first', detail = 'not_found';
  end if;
  if coalesce(add_workflow_share.token_hash, '') !~ '^[0-9a-f]{64}$' then
    raise exception 'a token is stored as its SHA-256 alone' using errcode = '22023', hint = '64 characters of 0-9 and a-f';
  end if;
  if coalesce(add_workflow_share.days, 0) not between 1 and 365 then
    raise exception 'a link holds for 1 to 365 days' using errcode = '22023', hint = 'choose how long';
  end if;
  if not private.is_definition(add_workflow_share.definition) or jsonb_typeof(add_workflow_share.gaps) is distinct from 'array' then
    raise exception 'this is not the copy of a definition' using errcode = '22023', hint = 'see docs/workflows.md';
  end if;
  if not private.names_nobody(
    jsonb_build_array(add_workflow_share.name, add_workflow_share.definition, add_workflow_share.gaps)
  ) then
    raise exception 'this still names an id, a mail address or a web address'
      using errcode = '22023', hint = 'take it out of the name and the texts, publish, and share that version';
  end if;
  delete from private.workflow_shares
  where workflow_shares.workflow_id = workflow.id and workflow_shares.expires_at <= now();
  if (
    select count(*) from private.workflow_shares where workflow_shares.workflow_id = workflow.id
  ) >= 20 then
    raise exception 'a workflow has at most 20 links' using errcode = 'P0001', hint = 'revoke one first';
  end if;
  insert into private.workflow_shares (org_id, workflow_id, number, token_hash, name, definition, gaps, made_by, expires_at)
  values (
    workflow.org_id, workflow.id, add_workflow_share.number, decode(add_workflow_share.token_hash, 'hex'),
    btrim(add_workflow_share.name), add_workflow_share.definition, add_workflow_share.gaps, auth.uid(),
    now() + make_interval(days => add_workflow_share.days)
  )
  returning workflow_shares.id into made;
  perform private.note_workflow(
    workflow, 'workflow.shared', jsonb_build_object('link', made, 'number', add_workflow_share.number)
  );
  return made;
end
$$;
revoke execute on function private.add_workflow_share(uuid, integer, text, text, jsonb, jsonb, integer) from public, anon;
grant execute on function private.add_workflow_share(uuid, integer, text, text, jsonb, jsonb, integer) to authenticated;

create function public.share_workflow(
  id uuid, number integer, token_hash text, name text, definition jsonb, gaps jsonb, days integer default 30
)
returns uuid
language sql
security invoker
set search_path = ''
as $$
  select private.add_workflow_share(
    share_workflow.id, share_workflow.number, share_workflow.token_hash, share_workflow.name, share_workflow.definition,
    share_workflow.gaps, share_workflow.days
  )
$$;
comment on function public.share_workflow(uuid, integer, text, text, jsonb, jsonb, integer) is
'Makes a link to a published version: `definition` is the copy that whoever holds the token reads. Gives the link''s id.';
revoke execute on function public.share_workflow(uuid, integer, text, text, jsonb, jsonb, integer) from public, anon;
grant execute on function public.share_workflow(uuid, integer, text, text, jsonb, jsonb, integer) to authenticated;

-- Definer: nobody may read the table; it gives no token, and only to whoever may change the workflow.
create function private.workflow_shares_of(workflow_id uuid)
returns table (id uuid, number integer, made_by text, created_at timestamptz, expires_at timestamptz)
language sql
stable
security definer
set search_path = ''
as $$
  select
    workflow_shares.id, workflow_shares.number,
    coalesce(nullif(profiles.display_name, ''), users.email::text),
    workflow_shares.created_at, workflow_shares.expires_at
  from private.workflow_shares
  left join auth.users on users.id = workflow_shares.made_by
  left join public.profiles on profiles.user_id = workflow_shares.made_by
  where
    workflow_shares.workflow_id = workflow_shares_of.workflow_id
    and workflow_shares.org_id = any (array(select private.my_org_ids('workflows.write')))
  order by workflow_shares.created_at desc, workflow_shares.id
$$;
revoke execute on function private.workflow_shares_of(uuid) from public, anon;
grant execute on function private.workflow_shares_of(uuid) to authenticated;

create function public.list_workflow_shares(workflow_id uuid)
returns table (id uuid, number integer, made_by text, created_at timestamptz, expires_at timestamptz)
language sql
stable
security invoker
set search_path = ''
as $$ select * from private.workflow_shares_of(list_workflow_shares.workflow_id) $$;
comment on function public.list_workflow_shares(uuid) is 'The links to a workflow, without their tokens, to whoever may change it.';
revoke execute on function public.list_workflow_shares(uuid) from public, anon;
grant execute on function public.list_workflow_shares(uuid) to authenticated;

-- Definer: nobody may write the table; private.take_workflow asks for the permission. Asked twice, nothing changes.
create function private.drop_workflow_share(workflow_id uuid, share_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  workflow public.workflows := private.take_workflow(drop_workflow_share.workflow_id, 'workflows.write');
begin
  delete from private.workflow_shares
  where workflow_shares.workflow_id = workflow.id and workflow_shares.id = drop_workflow_share.share_id;
  if found then
    perform private.note_workflow(
      workflow, 'workflow.share_revoked', jsonb_build_object('link', drop_workflow_share.share_id)
    );
  end if;
end
$$;
revoke execute on function private.drop_workflow_share(uuid, uuid) from public, anon;
grant execute on function private.drop_workflow_share(uuid, uuid) to authenticated;

create function public.revoke_workflow_share(workflow_id uuid, share_id uuid)
returns void
language sql
security invoker
set search_path = ''
as $$ select private.drop_workflow_share(revoke_workflow_share.workflow_id, revoke_workflow_share.share_id) $$;
comment on function public.revoke_workflow_share(uuid, uuid) is 'Ends a link to a workflow for good and deletes its copy.';
revoke execute on function public.revoke_workflow_share(uuid, uuid) from public, anon;
grant execute on function public.revoke_workflow_share(uuid, uuid) to authenticated;

-- Definer: the worker may not read the table. The token is the proof; it is compared by its hash.
create function private.shared_workflow(token text)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'name', shares.name,
    'definition', shares.definition,
    'gaps', shares.gaps,
    'until', private.ms_of(shares.expires_at)
  )
  from private.workflow_shares as shares
  join public.workflows on workflows.id = shares.workflow_id and workflows.deleted_at is null
  join public.organisations on organisations.id = shares.org_id and organisations.deleted_at is null
  where
    shares.token_hash = sha256(convert_to(shared_workflow.token, 'UTF8'))
    and shares.expires_at > now()
$$;
comment on function private.shared_workflow(text) is
'What a link shows: {name, definition, gaps, until}; null when there is no such link, or no longer.';
revoke execute on function private.shared_workflow(text) from public, anon, authenticated;
grant execute on function private.shared_workflow(text) to floyo_worker;

-- Definer: whoever leaves may not write this. The link is the organisation's and stays; whose it was does not.
create function private.forget_sharer()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update private.workflow_shares
  set made_by = null
  where workflow_shares.org_id = old.org_id and workflow_shares.made_by = old.user_id;
  return null;
end
$$;
revoke execute on function private.forget_sharer() from public, anon;
create trigger _320_forget_sharer
after delete on public.memberships
for each row execute function private.forget_sharer();
