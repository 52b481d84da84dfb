-- A source that a person is done with leaves their list and takes nothing more; what it told stays theirs.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.sources add column removed_at timestamptz; -- null: it is in the list
-- Ingest asks for a pause only: a removed source is a paused one that cannot be resumed.
alter table public.sources
add constraint sources_removed_is_paused check (removed_at is null or paused_at is not null) not valid;
alter table public.sources validate constraint sources_removed_is_paused;
comment on column public.sources.removed_at is 'Removed from the list; its events stay. Set by remove_source().';
grant update (removed_at) on table public.sources to authenticated;

create function public.remove_source(source_id uuid)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
begin
  update public.sources
  set
    paused_at = coalesce(sources.paused_at, now()),
    removed_at = coalesce(sources.removed_at, now())
  where sources.id = remove_source.source_id;
  if not found then
    raise exception 'you have no such source' using errcode = 'P0001', hint = 'choose one of your own sources';
  end if;
  perform public.revoke_api_key(api_keys.id)
  from public.api_keys
  where api_keys.source_id = remove_source.source_id and api_keys.revoked_at is null;
end
$$;

comment on function public.remove_source(uuid) is
'Takes a source out of the list for good and ends its keys; its events, and what was found in them, stay. Twice changes nothing.';
revoke execute on function public.remove_source(uuid) from public, anon;
grant execute on function public.remove_source(uuid) to authenticated;

create or replace function private.cap_sources()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if (
    select count(*)
    from public.sources
    where sources.user_id = new.user_id and sources.removed_at is null
  ) >= 100 then
    raise exception 'a person has at most 100 sources' using errcode = 'P0001', hint = 'remove one of them, or reuse it';
  end if;
  return new;
end
$$;
