import type { Tenant } from "./tenant.ts";

/** What a page asks the database, as the signed-in person of the tenant. */
export interface PageQuestion {
  name: string;
  sql: string;
  /** It looks at every own row on purpose, so it has no time to keep, only a plan. */
  isWhole?: boolean;
}

/** The questions of the feed, patterns, timeline, sources, palette, settings and team pages, as REST sends them. */
export function pageQuestions({ org, source, event, pattern, run }: Tenant): PageQuestion[] {
  return [
    { name: "feed: counts", sql: "select * from public.feed_counts()" },
    {
      name: "feed: open suggestions",
      sql: "select * from public.suggestions where status = 'open' order by created_at desc, id limit 50",
    },
    {
      name: "feed: dismissed suggestions",
      sql: "select * from public.suggestions where status = 'dismissed' order by status_changed_at desc, id limit 50",
    },
    {
      name: "feed: reasons of dismissals",
      sql: "select suggestion_id, reason from public.suggestion_feedback where verdict = 'dismissed' order by id desc limit 200",
    },
    {
      name: "feed: mining state",
      sql: "select last_seq, mined_seq, last_mined_at, parked_at from public.mining_state limit 2",
    },
    {
      name: "patterns: list",
      sql: "select id, fingerprint, kind, steps, rhythm, stats, score, evidence -> 'expectedDays' from public.patterns order by withdrawn_at desc nulls first, score desc, id limit 500",
    },
    {
      name: "patterns: missed",
      sql: "select id, absence from public.patterns where absence is not null and withdrawn_at is null order by absence ->> 'expectedAt' desc, id limit 20",
    },
    { name: "patterns: muted", sql: "select fingerprint from public.pattern_mutes limit 1000" },
    { name: "pattern: one", sql: `select * from public.patterns where id = '${pattern}'` },
    {
      name: "pattern: its suggestion",
      sql: `select id, title from public.suggestions where pattern_id = '${pattern}' and status <> 'withdrawn' order by created_at desc limit 1`,
    },
    {
      name: "pattern: its events",
      sql: `select id, occurred_at, path from public.events where id = any (array['${event}']::uuid[])`,
    },
    {
      name: "pattern: days of its steps",
      sql: `select * from public.pattern_step_days('${pattern}', 'Europe/Berlin')`,
      isWhole: true,
    },
    {
      name: "timeline: newest events",
      sql: "select id, occurred_at, op, path from public.events order by occurred_at desc limit 50",
    },
    {
      name: "timeline: a chunk",
      sql: "select * from public.timeline_events(now() - interval '2 days', now(), take => 200)",
    },
    {
      name: "timeline: the newest days",
      sql: "select * from public.timeline_days('Europe/Berlin', since => now() - interval '1 day')",
    },
    { name: "timeline: all days", sql: "select * from public.timeline_days('Europe/Berlin')", isWhole: true },
    { name: "timeline: one event", sql: `select * from public.events where id = '${event}'` },
    {
      name: "timeline: patterns of an event",
      sql: `select id from public.patterns where withdrawn_at is null and evidence @> jsonb_build_object('occurrences', jsonb_build_array(jsonb_build_object('eventIds', jsonb_build_array('${event}')))) limit 100`,
    },
    { name: "palette: files", sql: "select * from public.find_files('weekly csv', 8)" },
    {
      name: "sources: list",
      sql: "select * from public.sources where removed_at is null order by last_event_at desc nulls last, created_at desc limit 100",
    },
    {
      name: "sources: newest events of one",
      sql: `select id, occurred_at, op, path from public.events where source_id = '${source}' order by occurred_at desc limit 20`,
    },
    {
      name: "sources: refused events",
      sql: "select id, code, message from public.ingest_rejects order by id desc limit 100",
    },
    {
      name: "keys: list",
      sql: "select id, name, prefix, scopes, created_at from public.api_keys where revoked_at is null order by created_at desc limit 100",
    },
    { name: "team: members", sql: `select * from public.members_of('${org}')` },
    {
      name: "team: shared routines",
      sql: `select id, kind, steps, at_least, minutes_per_month, published_on from public.org_patterns where org_id = '${org}' limit 100`,
    },
    {
      name: "workflows: list",
      sql: "select workflows.id, workflows.name, workflows.draft -> 'trigger', last.status from public.workflows left join lateral (select id, status, created_at from public.runs where runs.workflow_id = workflows.id order by created_at desc limit 1) as last on true where deleted_at is null order by updated_at desc, workflows.id limit 50",
    },
    {
      name: "runs: list",
      sql: "select runs.id, runs.status, workflows.name from public.runs join public.workflows on workflows.id = runs.workflow_id order by runs.created_at desc, runs.id limit 50",
    },
    ...[
      ["failed", "runs.status = 'failed'"],
      [
        "failed at a limit",
        "runs.status = 'failed' and runs.error ->> 'code' in ('exceeded_limits', 'run_timeout')",
      ],
      [
        "of a workflow",
        `runs.workflow_id = (select workflow_id from public.runs as own where own.id = '${run}')`,
      ],
      [
        "of some days",
        "runs.created_at >= now() - interval '3 days' and runs.created_at < now() - interval '1 day'",
      ],
    ].map(([which, condition]) => ({
      name: `runs: ${which}`,
      sql: `select runs.id, runs.status, workflows.name from public.runs join public.workflows on workflows.id = runs.workflow_id where ${condition} order by runs.created_at desc, runs.id limit 50`,
    })),
    { name: "runs: found", sql: "select * from public.find_runs('workflow')" },
    { name: "runs: none found", sql: "select * from public.find_runs('march.pdf')", isWhole: true },
    { name: "run: its steps", sql: `select * from public.read_run_steps('${run}')` },
    {
      name: "runs: one",
      sql: `select runs.id, runs.status, runs.trigger, runs.error, runs.input, runs.output, workflows.name from public.runs join public.workflows on workflows.id = runs.workflow_id where runs.id = '${run}'`,
    },
    {
      name: "notifications: list",
      sql: "select id, kind, title, read_at from public.notifications where is_shown order by created_at desc, id limit 50",
    },
    {
      name: "notifications: unread",
      sql: "select count(*) from (select id from public.notifications where read_at is null and is_shown limit 100) as unread",
    },
  ];
}
