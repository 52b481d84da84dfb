import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Batch = z.object({ left: z.boolean(), jobs: z.array(Job.extend({ topic: z.string() })) });

/** Starts the next so many runs of a replay; gives whether there is more, and the messages of those it started. */
export async function replayBatch(
  sql: Database,
  { replay, most }: { replay: string; most: number },
): Promise<z.infer<typeof Batch>> {
  return parseAnswer(Batch, await sql`select private.replay_batch(${replay}, ${most}) as answer`);
}
