import { expireEvents, expireFileRuns } from "../../_db/erase-person.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { Work } from "./work.ts";

const STEP = 10_000;
/** Their steps and files go with them. */
const RUNS_STEP = 500;

/** Deletes a person's events past their retention and the runs that their files started, step by step. */
export async function expire({ sql, userId }: Work): Promise<Outcome> {
  if (userId === null) return { outcome: "done" };
  const expired = await expireEvents(sql, { userId, atMost: STEP });
  if (expired === STEP) return { outcome: "again", delayMs: 0 };
  const runs = await expireFileRuns(sql, { userId, atMost: RUNS_STEP });
  return runs === RUNS_STEP ? { outcome: "again", delayMs: 0 } : { outcome: "done" };
}
