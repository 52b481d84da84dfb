import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Shared = z.object({
  name: z.string(),
  /** The outline of a definition, without what was private. */
  definition: z.record(z.string(), z.unknown()),
  /** What was taken out. */
  gaps: z.array(z.object({ place: z.string(), label: z.string() })),
  /** Epoch milliseconds. */
  until: z.number(),
});
export type Shared = z.infer<typeof Shared>;

/** What a link shows; null when there is no such link, or no longer. */
export async function sharedWorkflow(sql: Database, token: string): Promise<Shared | null> {
  return parseAnswer(Shared.nullable(), await sql`select private.shared_workflow(${token}) as answer`);
}
