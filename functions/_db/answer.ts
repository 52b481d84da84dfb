import { z } from "zod";

/** What a SQL function answered, parsed; an answer of another shape is a mistake of ours and thrown as one. */
export function parseAnswer<T>(schema: z.ZodType<T>, rows: readonly { answer?: unknown }[]): T {
  return schema.parse(rows[0]?.answer);
}

/** The message an outbox row owes; null when it was published already. */
export const Job = z.object({
  id: z.number().int(),
  attempt: z.number().int(),
  delayMs: z.number().int(),
  /** Whose run it is. */
  org: z.uuid().nullish(),
});
