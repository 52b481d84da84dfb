import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows } from "../../lib/db.ts";

const rows = () => import("./consent-rows.ts");

export interface Habit {
  fingerprint: string;
  /** Its first file, `Backups/studio-{date}.zip`. */
  label: string;
}

const MOST = 200;

/** The person's patterns that have a time, for a choice. */
export function habitsQuery(db: DbSource) {
  return queryOptions({ queryKey: ["workflows", "habits"], queryFn: () => listHabits(db()) });
}

async function listHabits(db: Db): Promise<Habit[]> {
  const { HabitRow } = await rows();
  const found = parseRows(
    HabitRow,
    await db
      .from("patterns")
      .select("fingerprint,steps")
      .not("rhythm", "is", null)
      .is("withdrawn_at", null)
      .order("score", { ascending: false })
      .limit(MOST),
  );
  return found.map(({ fingerprint, steps }) => ({ fingerprint, label: steps[0]?.template ?? fingerprint }));
}
