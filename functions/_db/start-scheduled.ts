import { z } from "zod";
import { ScheduleTrigger } from "../../shared/workflows/trigger.ts";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const DueSchedule = z.object({
  workflowId: z.uuid(),
  number: z.number().int(),
  trigger: ScheduleTrigger,
  startsAt: z.number().int(),
  countedUntil: z.number().int(),
  now: z.number().int(),
});
export type DueSchedule = z.infer<typeof DueSchedule>;

const Started = z.object({ status: z.enum(["started", "counted"]), jobs: z.array(Job) });

/** At most `most` schedules whose time has come, or is not worked out yet. */
export async function dueSchedules(sql: Database, most: number): Promise<DueSchedule[]> {
  return parseAnswer(z.array(DueSchedule), await sql`select private.due_schedules(${most}) as answer`);
}

/** Starts a run for each of the times and moves the schedule on; `counted`: another tick did it. */
export async function startScheduled(
  sql: Database,
  { workflowId, number, countedUntil, now }: DueSchedule,
  { times, nextAt }: { times: readonly number[]; nextAt: number | null },
): Promise<z.infer<typeof Started>> {
  return parseAnswer(
    Started,
    await sql`
      select private.start_scheduled(
        ${workflowId}, ${number}, ${countedUntil}, ${now}, ${`{${times.join(",")}}`}::text::bigint[], ${nextAt}
      ) as answer`,
  );
}
