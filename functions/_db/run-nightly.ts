import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Nightly = z.discriminatedUnion("status", [
  z.object({ status: z.literal("seen") }),
  z.object({
    status: z.literal("done"),
    partitions: z.number().int(),
    asked: z.number().int(),
    expiring: z.number().int(),
    purged: z.number().int(),
    sharing: z.number().int(),
    unparked: z.number().int(),
    cleared: z.number().int(),
  }),
]);

export type Nightly = z.infer<typeof Nightly>;

/** Partitions, mining and expiry for whom they are due, organisations past their grace period, old rows; `jti` makes it happen once. */
export async function runNightly(
  sql: Database,
  { jti, engine }: { jti: string; engine: number },
): Promise<Nightly> {
  return parseAnswer(Nightly, await sql`select private.run_nightly(${jti}, ${engine}) as answer`);
}
