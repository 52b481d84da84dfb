-- Every decision on a suggestion, remembered by fingerprint so that a dismissed routine stays away.
set lock_timeout = '1s';
set statement_timeout = '5s';

create table public.suggestion_feedback (
  id bigint generated always as identity primary key,
  org_id uuid not null references public.organisations (id),
  user_id uuid not null,
  suggestion_id uuid references public.suggestions (id) on delete set null, -- null: the suggestion is gone
  fingerprint text not null check (length(fingerprint) between 1 and 200),
  verdict text not null check (verdict in ('kept', 'snoozed', 'dismissed', 'undone')),
  reason text check (reason in ('wrong_pattern', 'private', 'not_worth_it', 'later')),
  created_at timestamptz not null default now(),
  check ((verdict = 'dismissed') = (reason is not null))
);

comment on table public.suggestion_feedback is 'Decisions of a person on suggestions, the newest per fingerprint counts. Written by the commands of the feed.';

create index suggestion_feedback_org_id_idx on public.suggestion_feedback (org_id);
create index suggestion_feedback_suggestion_id_idx on public.suggestion_feedback (suggestion_id);
create index suggestion_feedback_user_id_idx on public.suggestion_feedback (user_id, fingerprint, id desc);

alter table public.suggestion_feedback enable row level security;

grant select on table public.suggestion_feedback to authenticated, floyo_worker;

create policy "people read their own decisions"
on public.suggestion_feedback for select to authenticated
using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('suggestions.read'))));

create policy "the worker reads decisions to respect them"
on public.suggestion_feedback for select to floyo_worker
using (true);
