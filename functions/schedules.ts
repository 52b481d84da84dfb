import { Client } from "@upstash/qstash";

export interface ScheduleOptions {
  qstashUrl: string;
  token: string;
  functionsUrl: string;
}

/** Times in UTC. The id is fixed, so that applying again overwrites instead of adding. */
const SCHEDULES = [
  // The next minute brings the next tick, so a failed one is not tried again.
  { scheduleId: "floyo-tick", cron: "* * * * *", task: "tick", retries: 0 },
  { scheduleId: "floyo-hourly", cron: "41 * * * *", task: "hourly", retries: 3 },
  { scheduleId: "floyo-nightly", cron: "17 3 * * *", task: "nightly", retries: 3 },
] as const;

/** Makes the schedules of a deployment be these; called by `npm run dev` and by the deploy script. */
export async function applySchedules({ qstashUrl, token, functionsUrl }: ScheduleOptions): Promise<void> {
  const client = new Client({ baseUrl: qstashUrl, token, devMode: false, enableTelemetry: false });
  for (const { scheduleId, cron, task, retries } of SCHEDULES) {
    await client.schedules.create({
      scheduleId,
      cron,
      destination: `${functionsUrl}/jobs`,
      body: JSON.stringify({ task }),
      headers: { "content-type": "application/json" },
      retries,
    });
  }
}
