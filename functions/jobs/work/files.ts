import { matchFiles } from "../../../shared/workflows/match-files.ts";
import { filesToMatch, recordMatches } from "../../_db/match-files.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { Work } from "./work.ts";

/** Compared in one go: about 50 ms with ten workflows that listen. */
const MOST_EVENTS = 2000;

/** Compares a person's new events with the triggers they allowed, and starts what is quiet by now. */
export async function files({ sql, userId }: Work): Promise<Outcome> {
  if (userId === null) return { outcome: "done" };
  const found = await filesToMatch(sql, { userId, most: MOST_EVENTS });
  if (found === null) return { outcome: "done" };
  const { from, to, events, listeners } = found;
  const jobs = await recordMatches(sql, { userId, from, to, matches: matchFiles(events, listeners) });
  return events.length === MOST_EVENTS ? { outcome: "again", delayMs: 0, jobs } : { outcome: "done", jobs };
}
