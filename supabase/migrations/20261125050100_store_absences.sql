-- A rhythm that was due and did not come is told with its pattern.
set lock_timeout = '1s';
set statement_timeout = '5s';

alter table public.patterns add column absence jsonb; -- null: nothing that was due is missing
alter table public.patterns
add constraint patterns_absence_check
check (jsonb_typeof(absence) = 'object' and pg_column_size(absence) <= 2048) not valid;
alter table public.patterns validate constraint patterns_absence_check;
comment on column public.patterns.absence is
'{expectedAt, missed, lastHitAt}: what was due by the last mining and did not come. Written by mining.';

create or replace function private.save_patterns(person uuid, org uuid, patterns jsonb)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  changed_id uuid;
begin
  with found as (
    select *
    from jsonb_to_recordset(save_patterns.patterns) as item (
      fingerprint text, kind text, steps jsonb, rhythm jsonb, evidence jsonb, stats jsonb, score double precision,
      absence jsonb, "firstSeenAt" timestamptz, "lastSeenAt" timestamptz
    )
    -- One that would not fit its row is left out: it may not keep all the others from being written.
    where
      pg_column_size(item.steps) <= 65536
      and pg_column_size(item.stats) <= 65536
      and pg_column_size(item.evidence) <= 262144
  ),
  saved as (
    insert into public.patterns as stored (
      org_id, user_id, fingerprint, kind, steps, rhythm, evidence, stats, score, absence, first_seen_at, last_seen_at
    )
    select
      org, person, found.fingerprint, found.kind, found.steps, nullif(found.rhythm, 'null'), found.evidence,
      found.stats, found.score, nullif(found.absence, 'null'), found."firstSeenAt", found."lastSeenAt"
    from found
    on conflict (user_id, fingerprint) do update set
      kind = excluded.kind,
      steps = excluded.steps,
      rhythm = excluded.rhythm,
      evidence = excluded.evidence,
      stats = excluded.stats,
      score = excluded.score,
      absence = excluded.absence,
      first_seen_at = excluded.first_seen_at,
      last_seen_at = excluded.last_seen_at,
      withdrawn_at = null
    -- A row that says the same is not written again: mining twice changes nothing.
    where
      (
        stored.kind, stored.steps, stored.rhythm, stored.evidence, stored.stats, stored.score, stored.absence,
        stored.first_seen_at, stored.last_seen_at
      ) is distinct from (
        excluded.kind, excluded.steps, excluded.rhythm, excluded.evidence, excluded.stats, excluded.score,
        excluded.absence, excluded.first_seen_at, excluded.last_seen_at
      )
      or stored.withdrawn_at is not null
    returning stored.id, stored.score
  ),
  withdrawn as (
    update public.patterns as stored
    set withdrawn_at = now(), absence = null
    where
      stored.user_id = person
      and stored.withdrawn_at is null
      and stored.fingerprint <> all (array(select found.fingerprint from found))
    returning stored.id, stored.score
  )
  select changed.id into changed_id
  from (select * from saved union all select * from withdrawn) as changed
  order by changed.score desc
  limit 1;
  return changed_id;
end
$$;
