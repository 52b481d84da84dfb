import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Tick = z.discriminatedUnion("status", [
  z.object({ status: z.literal("seen") }),
  z.object({
    status: z.literal("ticked"),
    woken: z.number().int(),
    sealed: z.number().int(),
    jobs: z.array(Job.extend({ topic: z.string() })),
    overdue: z.array(z.object({ id: z.number().int(), topic: z.string() })),
  }),
]);

export type Tick = z.infer<typeof Tick>;

/** Wakes snoozed suggestions, seals the audit log and takes the outbox rows that are owed a message; `jti` makes it happen once. */
export async function runTick(sql: Database, jti: string): Promise<Tick> {
  return parseAnswer(Tick, await sql`select private.run_tick(${jti}) as answer`);
}
