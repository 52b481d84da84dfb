-- What Floyo knows of a person beside the account: how to call them and in which zone their day runs.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null default '' check (length(display_name) <= 80),
  time_zone text not null default 'UTC' check (length(time_zone) between 1 and 64),
  created_at timestamptz not null default now()
);

comment on table public.profiles is 'One row a person, made with the personal organisation. Its owner changes name and zone.';

alter table public.profiles enable row level security;

grant select on table public.profiles to authenticated;
grant update (display_name, time_zone) on table public.profiles to authenticated;

create policy "people read their own profile"
on public.profiles for select to authenticated
using (user_id = (select auth.uid()));

create policy "people change their own profile"
on public.profiles for update to authenticated
using (user_id = (select auth.uid()))
with check (user_id = (select auth.uid()));

create function private.is_time_zone(name text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (select from pg_catalog.pg_timezone_names where pg_timezone_names.name = is_time_zone.name)
$$;

comment on function private.is_time_zone(text) is 'Whether this is a zone Postgres knows by its IANA name, written exactly so.';
grant execute on function private.is_time_zone(text) to authenticated, floyo_worker;

create function private.check_time_zone()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if not private.is_time_zone(new.time_zone) then
    raise exception 'no time zone is called "%"', left(new.time_zone, 64)
      using errcode = '22023', hint = 'use an IANA name such as Europe/Zurich';
  end if;
  return new;
end
$$;

create trigger _100_check_time_zone
before insert or update of time_zone on public.profiles
for each row execute function private.check_time_zone();
