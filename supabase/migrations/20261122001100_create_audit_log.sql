-- Who did what to keys and, later, to members and secrets; written by triggers and definer functions, never by a client.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.audit_log (
  id bigint generated always as identity primary key,
  org_id uuid not null, -- no foreign key: the log outlives what it speaks of
  actor_id uuid, -- null: the system itself
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  target text not null check (length(target) <= 200),
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object' and pg_column_size(details) <= 8192),
  created_at timestamptz not null default now()
);

comment on table public.audit_log is 'Append-only record of what was done to an organisation; owners and admins read it.';

create index audit_log_org_id_idx on public.audit_log (org_id, created_at desc);

alter table public.audit_log enable row level security;

grant select on table public.audit_log to authenticated;

create policy "owners and admins read the audit log"
on public.audit_log for select to authenticated
using (org_id = any (array(select private.my_org_ids('audit.read'))));

create function private.refuse_audit_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception 'the audit log is append-only' using errcode = '42501', hint = 'add a row that corrects it';
end
$$;

create trigger _100_refuse_audit_change
before update or delete or truncate on public.audit_log
for each statement execute function private.refuse_audit_change();
