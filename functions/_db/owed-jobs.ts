import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const OwedJob = Job.extend({ topic: z.string() });
export type OwedJob = z.infer<typeof OwedJob>;

/** Messages that a person's commands owe and nobody has published yet, at most 20. */
export async function owedJobs(sql: Database, userId: string): Promise<OwedJob[]> {
  return parseAnswer(z.array(OwedJob), await sql`select private.owed_jobs(${userId}) as answer`);
}
