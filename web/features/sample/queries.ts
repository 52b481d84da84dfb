import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows } from "../../lib/db.ts";
import type { SampleSource } from "./rows.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

/** Below the sources' own key, so that news of a source reads this again too. */
export const sampleKeys = { source: ["sources", "sample"] as const };

/** The sample source of the person, or null. */
export function sampleQuery(db: DbSource) {
  return queryOptions({ queryKey: sampleKeys.source, queryFn: () => findSample(db()) });
}

export async function findSample(db: Db): Promise<SampleSource | null> {
  const { SampleSource } = await rows();
  const found = parseRows(
    SampleSource,
    await db.from("sources").select("id,created_at").eq("is_sample", true).limit(1),
  );
  return found[0] ?? null;
}

/** Takes the sample away with all that came of it; gives the number of events that went. */
export async function removeSample(db: Db): Promise<number> {
  const { Count } = await rows();
  return parseAnswer(Count, await db.rpc("remove_sample"));
}
