import { dueTimes } from "../../shared/workflows/due-times.ts";
import type { Database } from "../_db/client.ts";
import { type DueSchedule, dueSchedules, startScheduled } from "../_db/start-scheduled.ts";
import type { Log } from "../_http/log.ts";
import type { Job } from "../_http/publish.ts";

/** A tick has about a second for them; the rest is the next tick's. */
const MOST_SCHEDULES = 50;

/** Starts the runs that the clock owes; gives their number and the messages to publish. */
export async function startSchedules({
  sql,
  log,
}: {
  sql: Database;
  log: Log;
}): Promise<{ started: number; jobs: (Job & { topic: string })[] }> {
  const jobs: (Job & { topic: string })[] = [];
  for (const schedule of await dueSchedules(sql, MOST_SCHEDULES)) {
    const started = await startScheduled(sql, schedule, timesOf(schedule, log));
    jobs.push(...started.jobs.map((job) => ({ ...job, topic: "run" })));
  }
  return { started: jobs.length, jobs };
}

/** A schedule that nothing can be made of, which publishing refuses, must not hold back the others: it is never due. */
function timesOf(schedule: DueSchedule, log: Log): ReturnType<typeof dueTimes> {
  try {
    return dueTimes(schedule.trigger, schedule);
  } catch (error) {
    log.error({ event: "schedule failed", workflowId: schedule.workflowId }, error);
    return { times: [], nextAt: null };
  }
}
