import { z } from "zod";
import { takeRowsAlong } from "../../_db/erase-person.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { Work } from "./work.ts";

const Payload = z.object({ org: z.uuid() });

/** Events a step: a second of Postgres at the most. */
const STEP = 5000;

/** Takes what a former member brought into an organisation out of it, step by step. */
export async function leave({ sql, payload, userId }: Work): Promise<Outcome> {
  const { org } = Payload.parse(payload);
  if (userId === null) return { outcome: "done" };
  const moved = await takeRowsAlong(sql, { userId, orgId: org, atMost: STEP });
  return moved > 0 ? { outcome: "again", delayMs: 0 } : { outcome: "done" };
}
