-- Everything Floyo has of a person, as files they can take away. Made by a job in parts, kept for seven days.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.exports (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'ready', 'failed', 'expired')),
  done_rows bigint not null default 0 check (done_rows >= 0),
  total_rows bigint not null default 0 check (total_rows >= 0),
  parts integer not null default 0 check (parts between 0 and 1000),
  created_at timestamptz not null default now(),
  finished_at timestamptz, -- null: not finished
  expires_at timestamptz -- null: not finished
);
comment on table public.exports is 'Exports a person asked for. Their parts lie in the bucket exports under <user id>/<export id>/part-<n>.zip.';
create index exports_user_id_idx on public.exports (user_id, created_at desc);
alter table public.exports enable row level security;
grant select on table public.exports to authenticated;
grant select, update on table public.exports to floyo_worker;
create policy "people read their own exports"
on public.exports for select to authenticated
using (user_id = (select auth.uid()));
create policy "the worker reads exports"
on public.exports for select to floyo_worker
using (true);
create policy "the worker moves exports on"
on public.exports for update to floyo_worker
using (true)
with check (true);
select private.guard_with_mfa('public.exports');

-- Definer: nobody may insert exports, or an audit of them could be gone around.
create function private.ask_for_export()
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := auth.uid();
  made_id uuid;
begin
  perform private.require_step_up();
  perform from public.profiles where profiles.user_id = person for update;
  select exports.id into made_id
  from public.exports
  where exports.user_id = person and exports.status in ('waiting', 'running');
  -- Asked twice, as an impatient click does: the one that is being made is the answer.
  if found then
    return made_id;
  end if;
  if (
    select count(*) from public.exports where exports.user_id = person and exports.created_at > now() - interval '1 day'
  ) >= 5 then
    raise exception 'at most five exports a day' using errcode = 'P0001', hint = 'the last one is kept for seven days';
  end if;
  insert into public.exports (user_id) values (person) returning exports.id into made_id;
  insert into private.outbox (topic, dedupe_key, user_id, payload)
  values ('export', 'export:' || made_id, person, jsonb_build_object('export', made_id));
  perform private.record_audit(private.personal_org_of(person), 'account.export_asked', 'account');
  return made_id;
end
$$;
revoke execute on function private.ask_for_export() from public, anon;
grant execute on function private.ask_for_export() to authenticated;

create function public.request_export()
returns uuid
language sql
security invoker
set search_path = ''
as $$
  select private.ask_for_export()
$$;
comment on function public.request_export() is 'Owes the caller an export of everything; gives its id. One at a time, five a day. Wants a fresh proof of who is asking.';
revoke execute on function public.request_export() from public, anon;
grant execute on function public.request_export() to authenticated;

-- Definer: it reads every table for one person. The tables are those of the catalogue that name a person, so that a new one
-- cannot be forgotten. The profile's account row is added by its address alone.
create function private.export_tables(person uuid)
returns table (name text, number_of_rows bigint)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  for name in
    select classes.relname
    from pg_catalog.pg_class as classes
    join pg_catalog.pg_namespace as namespaces on namespaces.oid = classes.relnamespace
    join pg_catalog.pg_attribute as columns on columns.attrelid = classes.oid
    where
      namespaces.nspname = 'public'
      and classes.relkind in ('r', 'p')
      and columns.attname = 'user_id'
      and not columns.attisdropped
      -- The state of mining says the same as the events, in a form for machines alone.
      and classes.relname <> 'mining_chunks'
    order by classes.relname
  loop
    execute format('select count(*) from public.%I where user_id = $1', name) into number_of_rows using person;
    return next;
  end loop;
end
$$;
comment on function private.export_tables(uuid) is 'Tables with rows of a person and how many each holds.';
revoke execute on function private.export_tables(uuid) from public, anon;
grant execute on function private.export_tables(uuid) to floyo_worker;

-- Definer: as above. Hashes of secrets and leases of machines are left out.
create function private.export_rows(person uuid, table_name text, skip bigint, take integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  target regclass;
  key text;
  answer jsonb;
begin
  select format('public.%I', known.name)::regclass into target
  from private.export_tables(person) as known
  where known.name = table_name;
  if target is null then
    raise exception 'no table to export is called "%"', left(table_name, 60) using errcode = '22023', hint = 'take a name of export_tables';
  end if;
  select string_agg(quote_ident(columns.attname), ', ' order by array_position(indexes.indkey::smallint[], columns.attnum))
  into key
  from pg_catalog.pg_index as indexes
  join pg_catalog.pg_attribute as columns on columns.attrelid = indexes.indrelid and columns.attnum = any (indexes.indkey)
  where indexes.indrelid = target and indexes.indisprimary;
  execute format(
    $query$
      select coalesce(jsonb_agg(to_jsonb(page) - '{key_hash,body_hash,lease_token,lease_expires_at,token_hash}'::text[]), '[]')
      from (select * from %s where user_id = $1 order by %s offset $2 limit $3) as page
    $query$,
    target, key
  )
  into answer
  using person, skip, take;
  return answer;
end
$$;
comment on function private.export_rows(uuid, text, bigint, integer) is 'A page of a person''s rows of one table, without hashes of secrets.';
revoke execute on function private.export_rows(uuid, text, bigint, integer) from public, anon;
grant execute on function private.export_rows(uuid, text, bigint, integer) to floyo_worker;

create function private.move_export_on(export_id uuid, status text, done_rows bigint, total_rows bigint, parts integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  export public.exports;
begin
  update public.exports
  set
    status = move_export_on.status,
    done_rows = move_export_on.done_rows,
    total_rows = move_export_on.total_rows,
    parts = move_export_on.parts,
    finished_at = case when move_export_on.status in ('ready', 'failed') then now() end,
    expires_at = case when move_export_on.status = 'ready' then now() + interval '7 days' end
  where exports.id = move_export_on.export_id
  returning exports.* into export;
  if found then
    perform private.nudge(export.user_id, 'export', export.id, greatest(1, export.parts));
  end if;
end
$$;
comment on function private.move_export_on(uuid, text, bigint, bigint, integer) is 'Notes how far an export is and tells its person''s tabs.';
grant execute on function private.move_export_on(uuid, text, bigint, bigint, integer) to floyo_worker;

-- What was given up is shown as such, so that nobody waits for it.
create function private.fail_export(export_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.move_export_on(exports.id, 'failed', exports.done_rows, exports.total_rows, exports.parts)
  from public.exports
  where exports.id = export_id;
end
$$;
comment on function private.fail_export(uuid) is 'Marks an export whose job was given up.';
grant execute on function private.fail_export(uuid) to floyo_worker;
