import type { Sql } from "postgres";

/** A person with rows among other people's, and the ids of some of them. */
export interface Tenant {
  person: string;
  session: string;
  org: string;
  source: string;
  event: string;
  pattern: string;
  run: string;
}

export interface TenantSize {
  /** Events of the person; patterns and the like are a hundredth. */
  own: number;
  /** People beside, and what each of them has. */
  neighbours: number;
  each: number;
  /** Patterns, suggestions and other small rows of a neighbour. */
  smallEach: number;
  /**
   * Where the events of a person lie: as many on each of the last 300 days, as it is with people, or as many in this month as
   * in each of the nine before, so that no month is small enough to be read whole on some days of the year.
   */
  spread: "days" | "months";
}

/** Writes a tenant and its neighbours, and analyses. Triggers and foreign keys are off meanwhile: `sql` is a superuser's. */
export async function addTenant(sql: Sql, size: TenantSize): Promise<Tenant> {
  await sql.begin(async (write) => {
    await write.unsafe("set local session_replication_role = replica");
    for (const statement of statements(size)) await write.unsafe(statement);
  });
  await sql.unsafe("analyze");
  const [tenant] = await sql<Tenant[]>`
    select
      people.person, people.session, people.org, people.source,
      (select id from public.events where user_id = people.person order by occurred_at desc limit 1) as event,
      (select id from public.patterns where user_id = people.person order by score desc limit 1) as pattern,
      (select id from public.runs where org_id = people.org order by created_at desc limit 1) as run
    from bench.people as people where people.n = 0`;
  if (!tenant) throw new Error("the tenant was not written");
  return tenant;
}

const WORKFLOWS = 20;
const DEFINITION = JSON.stringify({
  version: 1,
  trigger: { kind: "manual", fields: [] },
  steps: [{ id: "total", kind: "set", name: "Total", with: { values: { total: 42 } } }],
});

const TIMES = {
  days: "(select now() - (k - 0.5) * 300 / size * interval '1 day' as at) as times",
  months: `(select (k - 0.5) * 10 / size as age) as ages
      cross join lateral (select date_trunc('month', now(), 'UTC') - floor(age) * interval '1 month' as start) as months
      cross join lateral (select least(now(), start + interval '1 month') as ends) as months_end
      cross join lateral (select ends - (age - floor(age)) * (ends - start) as at) as times`,
} as const;

function statements({ own, neighbours, each, smallEach, spread }: TenantSize): string[] {
  const ownSmall = Math.max(20, Math.round(own / 1000));
  const small = `generate_series(1, case people.n when 0 then ${ownSmall} else ${smallEach} end) as rows (k)`;
  return [
    "create schema bench",
    `create table bench.people as
      select n, md5('p' || n)::uuid as person, md5('s' || n)::uuid as session, md5('o' || n)::uuid as org,
        md5('q' || n || '-1')::uuid as source, case n when 0 then ${own} else ${each} end as size
      from generate_series(0, ${neighbours}) as n`,
    `insert into auth.users (id, aud, role, email, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
      select person, 'authenticated', 'authenticated', 'bench-' || n || '@tests.invalid', now(), '{}', '{}' from bench.people`,
    "insert into auth.sessions (id, user_id, aal) select session, person, 'aal1' from bench.people",
    `insert into public.organisations (id, name, kind, created_by)
      select org, 'Bench ' || n, 'team', person from bench.people`,
    "insert into public.memberships (org_id, user_id, role) select org, person, 'owner' from bench.people",
    `insert into public.sources (id, org_id, user_id, kind, name)
      select md5('q' || n || '-' || k)::uuid, org, person, 'folder', 'Folder ' || k from bench.people cross join ${small}`,
    `insert into public.events (id, user_id, org_id, source_id, seq, occurred_at, time_zone, op, path, tool, body_hash)
      select
        (left(private.uuid_v7_floor(times.at)::text, 24) || lpad(to_hex(k), 12, '0'))::uuid,
        person, org, source, k, times.at, 'Europe/Berlin',
        (array['created', 'modified', 'moved', 'uploaded'])[1 + k % 4],
        'reports/week-' || k % 50 || '/' || (array['weekly', 'notes', 'invoice'])[1 + k % 3] || '-' || k || '.csv',
        'Editor', sha256(k::text::bytea)
      from bench.people
      cross join lateral generate_series(1, size) as rows (k)
      cross join lateral ${TIMES[spread]}`,
    `insert into public.patterns (
        id, org_id, user_id, fingerprint, kind, steps, evidence, stats, score, first_seen_at, last_seen_at
      )
      select md5('t' || n || '-' || k)::uuid, org, person, 'pattern ' || k, 'sequence',
        '[{"op": "created", "template": "reports/week-{n}/weekly-{n}.csv"}, {"op": "modified", "template": "reports/week-{n}/notes-{n}.csv"}]',
        '{"occurrences": [], "expectedDays": []}', '{}', random(), now() - interval '90 days', now()
      from bench.people cross join ${small}`,
    `insert into public.suggestions (
        org_id, user_id, pattern_id, fingerprint, catalogue_id, title, body, explanation, draft, backtest,
        minutes_per_month, status
      )
      select org, person, md5('t' || n || '-' || k)::uuid, 'pattern ' || k, 'weekly-report', 'Send the report', 'Seen',
        '{}', '{}', '{}', 12, (array['open', 'kept', 'dismissed'])[1 + k % 3]
      from bench.people cross join ${small}`,
    `insert into public.suggestion_feedback (org_id, user_id, fingerprint, verdict, reason)
      select org, person, 'pattern ' || k, 'dismissed', 'private' from bench.people cross join ${small}`,
    `insert into public.ingest_rejects (org_id, user_id, source_id, position, code, message, body_hash)
      select org, person, source, k, 'invalid_event', 'no', sha256('x') from bench.people cross join ${small}`,
    `insert into public.pattern_mutes (org_id, user_id, fingerprint, steps)
      select org, person, 'muted ' || k, '[]' from bench.people cross join ${small}`,
    `insert into public.workflows (id, org_id, name, draft, published_version, trigger_kind, created_by, updated_at)
      select md5('w' || n || '-' || k)::uuid, org, 'Workflow ' || k, '${DEFINITION}', 1, 'manual', person,
        now() - k * interval '1 day'
      from bench.people cross join generate_series(1, ${WORKFLOWS}) as rows (k)`,
    `insert into public.workflow_versions (org_id, workflow_id, number, definition, published_by)
      select org_id, id, 1, draft, created_by from public.workflows`,
    `insert into public.runs (org_id, workflow_id, workflow_version, status, trigger, created_at, finished_at, started_by)
      select org, md5('w' || n || '-' || 1 + k % ${WORKFLOWS})::uuid, 1, 'done', '{"kind": "manual"}',
        now() - k * interval '1 hour', now() - k * interval '1 hour', person
      from bench.people cross join ${small}`,
    `insert into public.notifications (org_id, user_id, kind, title, dedupe_key, created_at)
      select org, person, 'message', 'Done ' || k, 'bench ' || k, now() - k * interval '1 hour'
      from bench.people cross join ${small}`,
    "insert into public.mining_state (user_id, org_id) select person, org from bench.people",
    `insert into public.api_keys (org_id, user_id, name, prefix, key_hash)
      select org, person, 'Key ' || k, 'flk_' || lpad(k::text, 8, '0'), sha256((n || '-' || k)::bytea)
      from bench.people cross join ${small}`,
  ];
}
