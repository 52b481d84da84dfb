-- A confirmed e-mail makes the personal organisation; ensure_personal_org makes it for an account the trigger missed.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may insert organisations or memberships, and the auth service, whose insert fires this, owns neither.
create function private.make_personal_org(person uuid, details jsonb)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  made_org_id uuid;
begin
  insert into public.profiles (user_id, display_name, time_zone)
  values (
    person,
    left(coalesce(details ->> 'name', ''), 80),
    case when private.is_time_zone(details ->> 'time_zone') then details ->> 'time_zone' else 'UTC' end
  )
  on conflict (user_id) do nothing;

  insert into public.organisations (name, kind, created_by)
  values ('Personal', 'personal', person)
  on conflict (created_by) where kind = 'personal' do nothing;

  select organisations.id into strict made_org_id
  from public.organisations
  where organisations.created_by = person and organisations.kind = 'personal';

  insert into public.memberships (org_id, user_id, role)
  values (made_org_id, person, 'owner')
  on conflict (org_id, user_id) do nothing;

  return made_org_id;
end
$$;

comment on function private.make_personal_org(uuid, jsonb) is 'Profile, personal organisation and membership of a person; making them twice changes nothing.';
revoke execute on function private.make_personal_org(uuid, jsonb) from public, anon;

-- Definer: it runs as the auth service, which has no rights here. A failure is a warning: it must never block a sign-up.
create function private.welcome_person()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  begin
    perform private.make_personal_org(new.id, new.raw_user_meta_data);
  exception when others then
    raise warning 'no personal organisation for %: %', new.id, sqlerrm;
  end;
  return null;
end
$$;

revoke execute on function private.welcome_person() from public, anon;

create trigger _100_welcome_confirmed_person
after insert on auth.users
for each row when (new.email_confirmed_at is not null)
execute function private.welcome_person();

create trigger _100_welcome_person_at_confirmation
after update on auth.users
for each row when (old.email_confirmed_at is null and new.email_confirmed_at is not null)
execute function private.welcome_person();

-- Definer: as above; it takes no argument, so that it makes the caller's own organisation and no other.
create function private.make_my_personal_org()
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  my_details jsonb;
begin
  select users.raw_user_meta_data into my_details from auth.users where users.id = (select auth.uid());
  if not found then
    raise exception 'this token belongs to no account' using errcode = '42501', hint = 'sign in again';
  end if;
  return private.make_personal_org((select auth.uid()), my_details);
end
$$;

revoke execute on function private.make_my_personal_org() from public, anon;
grant execute on function private.make_my_personal_org() to authenticated;

create function public.ensure_personal_org()
returns uuid
language sql
security invoker
set search_path = ''
as $$
  select private.make_my_personal_org()
$$;

comment on function public.ensure_personal_org() is 'Id of the personal organisation of the person who asks, made if it is missing.';
grant execute on function public.ensure_personal_org() to authenticated;
