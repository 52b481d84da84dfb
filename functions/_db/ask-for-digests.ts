import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Jobs = z.array(Job.extend({ topic: z.string() }));

/** Counts digests that are due, at most so many; gives the messages of those that have something to tell. */
export async function askForDigests(sql: Database, most: number): Promise<z.infer<typeof Jobs>> {
  return parseAnswer(Jobs, await sql`select private.ask_for_digests(${most}) as answer`);
}
