-- A person keeps, snoozes or dismisses a suggestion and can take that back for 7 days.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: nobody may update suggestions or insert feedback, so that status, feedback and nudge can never disagree.
create function private.settle_suggestion(suggestion_id uuid, verdict text, reason text, until timestamptz)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  person constant uuid := (select auth.uid());
  next_status constant text := case verdict when 'undone' then 'open' else verdict end;
  suggestion public.suggestions;
  next_version integer;
begin
  select suggestions.* into suggestion
  from public.suggestions
  where suggestions.id = settle_suggestion.suggestion_id and suggestions.user_id = person
  for update;

  if not found or not private.has_permission(person, suggestion.org_id, 'suggestions.write') then
    raise exception 'your role in this organisation may not decide on suggestions'
      using errcode = '42501', hint = 'ask an owner or admin for another role';
  end if;

  -- Asked twice, as an impatient click does: nothing changes, nothing is recorded.
  if suggestion.status = next_status and suggestion.snoozed_until is not distinct from settle_suggestion.until then
    return suggestion.version;
  end if;
  if suggestion.status = 'withdrawn' then
    raise exception 'this suggestion was withdrawn' using errcode = 'P0001', hint = 'its evidence is gone; load the feed again';
  end if;
  if verdict = 'undone' and suggestion.status_changed_at < now() - interval '7 days' then
    raise exception 'a decision can be undone for 7 days, this one is from %', suggestion.status_changed_at::date
      using errcode = 'P0001', hint = 'nothing can be done about it';
  end if;
  if verdict <> 'undone' and suggestion.status not in ('open', 'snoozed') then
    raise exception 'this suggestion is already %', suggestion.status using errcode = 'P0001', hint = 'undo that first';
  end if;

  update public.suggestions
  set status = next_status, snoozed_until = settle_suggestion.until
  where suggestions.id = suggestion.id
  returning suggestions.version into next_version;

  insert into public.suggestion_feedback (org_id, user_id, suggestion_id, fingerprint, verdict, reason)
  values (suggestion.org_id, person, suggestion.id, suggestion.fingerprint, settle_suggestion.verdict, settle_suggestion.reason);

  perform private.nudge(person, 'suggestion', suggestion.id, next_version);
  return next_version;
end
$$;

revoke execute on function private.settle_suggestion(uuid, text, text, timestamptz) from public, anon;
grant execute on function private.settle_suggestion(uuid, text, text, timestamptz) to authenticated;

-- Invoker: it looks as the caller, so that every policy on suggestions binds the commands below too.
create function private.find_my_suggestion(suggestion_id uuid)
returns uuid
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if not exists (select from public.suggestions where suggestions.id = find_my_suggestion.suggestion_id) then
    raise exception 'you have no such suggestion' using errcode = 'P0001', hint = 'load the feed again';
  end if;
  return find_my_suggestion.suggestion_id;
end
$$;

grant execute on function private.find_my_suggestion(uuid) to authenticated;

create function public.keep_suggestion(id uuid)
returns integer
language sql
security invoker
set search_path = ''
as $$
  select private.settle_suggestion(private.find_my_suggestion(keep_suggestion.id), 'kept', null, null)
$$;

comment on function public.keep_suggestion(uuid) is 'Keeps an open or snoozed suggestion; gives its new version.';
grant execute on function public.keep_suggestion(uuid) to authenticated;

create function public.snooze_suggestion(id uuid, until timestamptz)
returns integer
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if snooze_suggestion.until is null
    or snooze_suggestion.until <= now()
    or snooze_suggestion.until > now() + interval '1 year'
  then
    raise exception 'a suggestion cannot be snoozed until %', coalesce(snooze_suggestion.until::text, 'nothing')
      using errcode = '22023', hint = 'give a time within the next year';
  end if;
  return private.settle_suggestion(
    private.find_my_suggestion(snooze_suggestion.id), 'snoozed', null, snooze_suggestion.until
  );
end
$$;

comment on function public.snooze_suggestion(uuid, timestamptz) is 'Hides an open suggestion until then; gives its new version.';
grant execute on function public.snooze_suggestion(uuid, timestamptz) to authenticated;

create function public.dismiss_suggestion(id uuid, reason text)
returns integer
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if dismiss_suggestion.reason is null
    or dismiss_suggestion.reason not in ('wrong_pattern', 'private', 'not_worth_it', 'later')
  then
    raise exception 'no reason is called "%"', left(coalesce(dismiss_suggestion.reason, ''), 50)
      using errcode = '22023', hint = 'reasons are wrong_pattern, private, not_worth_it, later';
  end if;
  return private.settle_suggestion(
    private.find_my_suggestion(dismiss_suggestion.id), 'dismissed', dismiss_suggestion.reason, null
  );
end
$$;

comment on function public.dismiss_suggestion(uuid, text) is
'Dismisses an open or snoozed suggestion; its fingerprint is not proposed again. Gives its new version.';
grant execute on function public.dismiss_suggestion(uuid, text) to authenticated;

create function public.undo_suggestion(id uuid)
returns integer
language sql
security invoker
set search_path = ''
as $$
  select private.settle_suggestion(private.find_my_suggestion(undo_suggestion.id), 'undone', null, null)
$$;

comment on function public.undo_suggestion(uuid) is 'Opens a kept, snoozed or dismissed suggestion again, for 7 days; gives its new version.';
grant execute on function public.undo_suggestion(uuid) to authenticated;
