import { expireEvents } from "../../_db/erase-person.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { Work } from "./work.ts";

const STEP = 10_000;

/** Deletes a person's events past their retention, step by step. */
export async function expire({ sql, userId }: Work): Promise<Outcome> {
  if (userId === null) return { outcome: "done" };
  const expired = await expireEvents(sql, { userId, atMost: STEP });
  return expired === STEP ? { outcome: "again", delayMs: 0 } : { outcome: "done" };
}
