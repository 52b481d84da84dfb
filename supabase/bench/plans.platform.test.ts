import { join } from "node:path";
import postgres, { type ReservedSql } from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { ensureAuthSchema } from "../local/auth/schema.ts";
import { openTestDatabase } from "../local/gateway/test-database.ts";
import { migrate } from "../local/postgres/migrate.ts";
import { pageQuestions } from "./page-questions.ts";
import { planFaults, plansOf, WHOLE_AT_MOST } from "./plans.ts";
import { addTenant, type Tenant } from "./tenant.ts";

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let pool: postgres.Sql;
let connection: ReservedSql;
let tenant: Tenant;
let rows: Map<string, number>;
const notices: string[] = [];
// A month of events counts as all of them, an empty one as what it is.
const rowsOf = (table: string) => {
  const own = rows.get(table) ?? 0;
  return own > 0 && /^events_\d/.test(table) ? (rows.get("events") ?? 0) : own;
};

beforeAll(async () => {
  database = await openTestDatabase(inject("platform"));
  await ensureAuthSchema({ url: database.url("supabase_auth_admin") });
  await migrate({
    url: database.url("postgres"),
    migrationsDir: join(import.meta.dirname, "../migrations"),
    log: () => {},
  });
  pool = postgres(database.url("supabase_admin"), {
    max: 1,
    prepare: false,
    onnotice: ({ message }) => notices.push(message ?? ""),
  });
  tenant = await addTenant(pool, {
    own: 2_000,
    neighbours: 140,
    each: 130,
    smallEach: 90,
    spread: "months",
  });
  rows = new Map(
    (
      await pool<{ name: string; rows: number }[]>`
        select relname as name, reltuples::float8 as rows from pg_class where relkind in ('r', 'p')`
    ).map(({ name, rows }) => [name, rows]),
  );
  connection = await pool.reserve();
});
afterAll(async () => {
  connection?.release();
  await pool?.end();
  await database?.stop();
});

test("no question of a page reads a large table whole or asks anything of ours for each row", async () => {
  const faults: string[] = [];
  for (const { name, sql } of pageQuestions(tenant)) {
    const plans = await plansOf(connection, notices, tenant, sql);
    if (plans.length === 0) faults.push(`${name}: no plan was seen`);
    faults.push(...plans.flatMap((plan) => planFaults(plan, rowsOf)).map((fault) => `${name}: ${fault}`));
  }

  expect(faults).toEqual([]);
  const large = [
    "events",
    "patterns",
    "suggestions",
    "sources",
    "ingest_rejects",
    "suggestion_feedback",
    "runs",
    "notifications",
  ];
  for (const table of large) expect(rowsOf(table), table).toBeGreaterThan(WHOLE_AT_MOST);
});

test.each([
  [
    "a question without its select",
    "auth.uid() is not null and user_id = auth.uid() and private.mfa_ok()",
    /for each row/,
  ],
  [
    "a look-up for each row",
    "exists (select from public.memberships where memberships.org_id = events.org_id and memberships.role || events.op <> '')",
    /sub-plan|reads all/,
  ],
  ["a column made unfindable", "user_id::text = (select auth.uid())::text", /reads all of/],
])("a bad policy is seen: %s", async (_, condition, fault) => {
  await connection.unsafe(
    `alter policy "people read their own events" on public.events using (${condition})`,
  );
  try {
    const plans = await plansOf(connection, notices, tenant, "select count(path) from public.events");

    expect(plans.flatMap((plan) => planFaults(plan, rowsOf)).join("\n")).toMatch(fault);
  } finally {
    await connection.unsafe(
      `alter policy "people read their own events" on public.events
       using (user_id = (select auth.uid()) and org_id = any (array(select private.my_org_ids('events.read'))))`,
    );
  }
});
