import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Asked = z.object({
  state: z.enum(["open", "over", "expired", "approved", "rejected"]),
  title: z.string(),
  message: z.string(),
  runId: z.uuid(),
  userId: z.uuid(),
  /** Epoch milliseconds; null when it waits no more. */
  until: z.number().nullable(),
});
export type Asked = z.infer<typeof Asked>;

/** What a signed link asks, answered unless `approved` is null; null when we did not sign it or its person may not answer. */
export async function answerByLink(
  sql: Database,
  { token, approved, comment }: { token: string; approved: boolean | null; comment: string },
): Promise<Asked | null> {
  return parseAnswer(
    Asked.nullable(),
    await sql`select private.answer_by_link(${token}, ${approved}, ${comment}) as answer`,
  );
}
