import { matchFiles } from "../../../shared/workflows/match-files.ts";
import { filesToMatch, recordMatches } from "../../_db/match-files.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { Work } from "./work.ts";

/** Compared in one go: about 50 ms with ten workflows that listen. */
const MOST_EVENTS = 2000;
const MOST_ROUNDS = 5;

/**
 * Compares a person's new events with the triggers they allowed, and starts what is quiet by now. It ends only when it
 * saw no event that is not counted: another delivery may have counted others meanwhile, and these not.
 */
export async function files({ sql, userId }: Work): Promise<Outcome> {
  if (userId === null) return { outcome: "done" };
  const jobs: NonNullable<Outcome["jobs"]>[number][] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = await filesToMatch(sql, { userId, most: MOST_EVENTS });
    if (found === null) return { outcome: "done", jobs };
    const { from, to, events, listeners } = found;
    const matches = matchFiles(events, listeners);
    jobs.push(...(await recordMatches(sql, { userId, from, to, matches })));
    if (to === from) return { outcome: "done", jobs };
  }
  return { outcome: "again", delayMs: 0, jobs };
}
