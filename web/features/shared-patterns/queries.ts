import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows } from "../../lib/db.ts";
import type { SharedStep } from "./say-step.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

/** A routine that enough people of an organisation share. Nothing in it says whose files it is about. */
export interface SharedPattern {
  id: string;
  kind: "sequence" | "rhythm" | "flow" | "companions";
  steps: SharedStep[];
  /** A lower bound of the people who share it. */
  atLeast: number;
  /** Of one of them, rounded to ten; 0 when nothing was suggested for it. */
  minutesPerMonth: number;
}

export const sharedPatternKeys = { of: (orgId: string) => ["shared-patterns", orgId] as const };

const MAX_SHOWN = 200;

/** What is shared, the most people first. */
export function sharedPatternsQuery(db: DbSource, orgId: string) {
  return queryOptions({ queryKey: sharedPatternKeys.of(orgId), queryFn: () => listShared(db(), orgId) });
}

async function listShared(db: Db, orgId: string): Promise<SharedPattern[]> {
  const { SharedPatternRow } = await rows();
  const found = parseRows(
    SharedPatternRow,
    await db
      .from("org_patterns")
      .select("id,kind,steps,at_least,minutes_per_month,published_on")
      .eq("org_id", orgId)
      .order("at_least", { ascending: false })
      .order("minutes_per_month", { ascending: false })
      .order("id")
      .limit(MAX_SHOWN),
  );
  return found.map((row) => ({
    id: row.id,
    kind: row.kind,
    steps: row.steps,
    atLeast: row.at_least,
    minutesPerMonth: row.minutes_per_month,
  }));
}
