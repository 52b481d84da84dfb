-- A person stops looking at a pattern: remembered by fingerprint, so that it stays away however often it is found again.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.pattern_mutes (
  org_id uuid not null references public.organisations (id),
  user_id uuid not null,
  fingerprint text not null check (length(fingerprint) between 1 and 200),
  -- Kept with it, so that parts of the pattern stay away too once it is no longer found.
  steps jsonb not null check (jsonb_typeof(steps) = 'array' and pg_column_size(steps) <= 65536),
  created_at timestamptz not null default now(),
  primary key (user_id, fingerprint)
);

comment on table public.pattern_mutes is 'Patterns a person does not want to see, by fingerprint. Written by mute_pattern and unmute_pattern.';

create index pattern_mutes_org_id_idx on public.pattern_mutes (org_id);

alter table public.pattern_mutes enable row level security;

grant select, delete on table public.pattern_mutes to authenticated;
grant insert (org_id, user_id, fingerprint, steps) on table public.pattern_mutes to authenticated;
grant select on table public.pattern_mutes to floyo_worker;

create policy "people read what they stopped looking at"
on public.pattern_mutes for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('patterns.read'))));

create policy "people stop looking at their own patterns"
on public.pattern_mutes for insert to authenticated
with check (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('suggestions.write'))));

create policy "people look again at their own patterns"
on public.pattern_mutes for delete to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('suggestions.write'))));

create policy "the worker reads mutes to respect them"
on public.pattern_mutes for select to floyo_worker
using (true);

-- Definer: nobody may update suggestions. What is open for the pattern leaves the feed with the mute and comes back with
-- the unmute; what the person kept or dismissed stays as it is.
create function private.follow_pattern_mute()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  changed record;
begin
  for changed in
    update public.suggestions
    set status = case tg_op when 'INSERT' then 'withdrawn' else 'open' end, snoozed_until = null
    from public.patterns
    where
      suggestions.user_id = coalesce(new.user_id, old.user_id)
      and suggestions.fingerprint = coalesce(new.fingerprint, old.fingerprint)
      and patterns.id = suggestions.pattern_id
      and suggestions.status = any (
        case tg_op when 'INSERT' then array['open', 'snoozed'] else array['withdrawn'] end
      )
      and (tg_op = 'INSERT' or patterns.withdrawn_at is null)
    returning suggestions.user_id, suggestions.id, suggestions.version
  loop
    perform private.nudge(changed.user_id, 'suggestion', changed.id, changed.version);
  end loop;
  return null;
end
$$;

revoke execute on function private.follow_pattern_mute() from public, anon;

create trigger _100_follow_pattern_mute
after insert or delete on public.pattern_mutes
for each row execute function private.follow_pattern_mute();

-- Definer: whoever writes suggestions (mining, the tick, the commands) may not read or delete mutes. Mining may have read
-- its decisions before the mute, so the row itself refuses to open; a person who takes a dismissal back looks again.
create function private.keep_muted_suggestion_away()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and old.status in ('kept', 'dismissed') then
    delete from public.pattern_mutes
    where pattern_mutes.user_id = new.user_id and pattern_mutes.fingerprint = new.fingerprint;
  elsif exists (
    select
    from public.pattern_mutes
    where pattern_mutes.user_id = new.user_id and pattern_mutes.fingerprint = new.fingerprint
  ) then
    new.status := 'withdrawn';
  end if;
  return new;
end
$$;

revoke execute on function private.keep_muted_suggestion_away() from public, anon;

create trigger _050_keep_muted_suggestion_away
before insert or update on public.suggestions
for each row when (new.status = 'open') execute function private.keep_muted_suggestion_away();

create function public.mute_pattern(id uuid)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
declare
  pattern public.patterns;
begin
  select patterns.* into pattern from public.patterns where patterns.id = mute_pattern.id;
  if not found then
    raise exception 'you have no such pattern' using errcode = 'P0002', hint = 'load the list again';
  end if;
  insert into public.pattern_mutes (org_id, user_id, fingerprint, steps)
  select
    pattern.org_id,
    pattern.user_id,
    pattern.fingerprint,
    coalesce(jsonb_agg(jsonb_build_object('op', step ->> 'op', 'template', step ->> 'template')), '[]')
  from jsonb_array_elements(pattern.steps) as step
  on conflict do nothing;
end
$$;

comment on function public.mute_pattern(uuid) is
'Stops looking at an own pattern: it is not suggested again, nor is a part of it. Twice changes nothing.';
grant execute on function public.mute_pattern(uuid) to authenticated;

create function public.unmute_pattern(id uuid)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if not exists (select from public.patterns where patterns.id = unmute_pattern.id) then
    raise exception 'you have no such pattern' using errcode = 'P0002', hint = 'load the list again';
  end if;
  delete from public.pattern_mutes
  using public.patterns
  where
    patterns.id = unmute_pattern.id
    and pattern_mutes.user_id = patterns.user_id
    and pattern_mutes.fingerprint = patterns.fingerprint;
end
$$;

comment on function public.unmute_pattern(uuid) is
'Looks at an own pattern again; its suggestion opens where mining still stands behind it. Twice changes nothing.';
grant execute on function public.unmute_pattern(uuid) to authenticated;
