import { z } from "zod";
import { replayBatch } from "../../_db/replay-batch.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { Work } from "./work.ts";

const Payload = z.object({ replay: z.uuid() });
/** Few enough to publish them within one delivery, and that Cancel still finds some to stop. */
const BATCH = 50;

/** Runs the next runs of a replay again. What was committed is never done twice: a batch marks its runs as it starts them. */
export async function replay({ sql, payload }: Work): Promise<Outcome> {
  const { replay: id } = Payload.parse(payload);
  const { left, jobs } = await replayBatch(sql, { replay: id, most: BATCH });
  return left ? { outcome: "again", delayMs: 0, jobs } : { outcome: "done", jobs };
}
