import type { ReservedSql } from "postgres";
import type { Tenant } from "./tenant.ts";

/** What `explain (format json)` tells of a node, as far as it is looked at. */
export interface PlanNode {
  "Node Type": string;
  "Parent Relationship"?: string;
  "Relation Name"?: string;
  "Actual Loops"?: number;
  Filter?: string;
  "Join Filter"?: string;
  Plans?: PlanNode[];
}

/** A table of more rows than this is never read whole. */
export const WHOLE_AT_MOST = 10_000;
// A sub-plan that a question runs for each of a pattern's few steps is none that runs for each row.
const LOOPS_AT_MOST = 20;
const OURS = /\b(auth|private)\.\w+\(|current_setting\(/;

/**
 * What makes a plan slow for a large tenant: a table read whole though `rowsOf` it are many, a sub-plan or a question of ours
 * asked for each row. A partition counts as all of its table.
 */
export function planFaults(plan: PlanNode, rowsOf: (table: string) => number): string[] {
  const faults: string[] = [];
  const table = plan["Relation Name"];
  if (plan["Node Type"] === "Seq Scan" && table && rowsOf(table) > WHOLE_AT_MOST)
    faults.push(`reads all of ${table}`);
  if (plan["Parent Relationship"] === "SubPlan" && (plan["Actual Loops"] ?? 0) > LOOPS_AT_MOST)
    faults.push(`runs a sub-plan ${plan["Actual Loops"]} times`);
  for (const condition of [plan.Filter, plan["Join Filter"]])
    if (condition && OURS.test(condition) && table && rowsOf(table) > WHOLE_AT_MOST)
      faults.push(`asks ${condition} for each row of ${table}`);
  return [...faults, ...(plan.Plans ?? []).flatMap((part) => planFaults(part, rowsOf))];
}

/** Signed in as REST does it, until the transaction ends. */
export async function signIn(sql: ReservedSql, { person, session }: Tenant): Promise<void> {
  const claims = {
    sub: person,
    role: "authenticated",
    aud: "authenticated",
    aal: "aal1",
    session_id: session,
  };
  await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
  await sql`select set_config('role', 'authenticated', true)`;
}

/**
 * The plans of everything a question ran, those inside its functions too, as the signed-in person. `connection` is a
 * superuser's whose notices go to `notices`.
 */
export async function plansOf(
  connection: ReservedSql,
  notices: string[],
  tenant: Tenant,
  question: string,
): Promise<PlanNode[]> {
  await connection.unsafe("load 'auto_explain'");
  await connection.unsafe("begin");
  try {
    for (const setting of SETTINGS) await connection.unsafe(`set local auto_explain.${setting}`);
    await signIn(connection, tenant);
    notices.length = 0;
    await connection.unsafe(question);
    return notices
      .filter((notice) => notice.includes("plan:"))
      .map((notice) => (JSON.parse(notice.slice(notice.indexOf("{"))) as { Plan: PlanNode }).Plan);
  } finally {
    await connection.unsafe("rollback");
  }
}

const SETTINGS = [
  "log_min_duration = 0",
  "log_nested_statements = on",
  "log_analyze = on",
  "log_timing = off",
  "log_format = json",
  "log_level = notice",
];
