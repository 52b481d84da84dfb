import { z } from "zod";
import type { Value } from "../../shared/workflows/parts.ts";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Called = z.discriminatedUnion("status", [
  z.object({ status: z.literal("lost") }),
  z.object({ status: z.literal("refused"), message: z.string() }),
  z.object({ status: z.literal("called"), run: z.uuid(), job: Job.nullish() }),
]);

/** Starts the run that a step calls; asked again for the same step, it gives the run that is there. */
export async function callRun(
  sql: Database,
  call: { runId: string; token: string; key: string; workflowId: string; input: Value },
): Promise<z.infer<typeof Called>> {
  return parseAnswer(
    Called,
    await sql`
      select private.call_run(
        ${call.runId}, ${call.token}, ${call.key}, ${call.workflowId}, ${JSON.stringify(call.input)}::text::jsonb
      ) as answer`,
  );
}

/** Tells the maker or the members, once for the run's step. */
export async function notifyAboutRun(
  sql: Database,
  {
    runId,
    key,
    to,
    title,
    message,
  }: { runId: string; key: string; to: string; title: string; message: string },
): Promise<number> {
  const [row] = await sql<{ told: number }[]>`
    select private.notify_about_run(${runId}, ${`${runId}/${key}`}, 'message', ${to}, ${title}, ${message}) as told`;
  return row?.told ?? 0;
}
