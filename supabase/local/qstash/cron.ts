import { Cron } from "croner";
import { RequestError } from "./request-error.ts";

/**
 * The first moment after `after` (both epoch milliseconds) that a cron expression names, or null if there is none.
 * Five fields, UTC unless it starts with `CRON_TZ=<zone>`. Throws a 400 for anything else.
 */
export function nextCronRun(expression: string, after: number): number | null {
  const { zone, fields } = splitZone(expression);
  try {
    const cron = new Cron(fields, { mode: "5-part", timezone: zone, paused: true });
    return cron.nextRun(new Date(after))?.getTime() ?? null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RequestError(400, `invalid cron expression "${expression}": ${reason}`);
  }
}

function splitZone(expression: string): { zone: string; fields: string } {
  const match = /^CRON_TZ=(\S+)\s+(.*)$/.exec(expression.trim());
  return { zone: match?.[1] ?? "UTC", fields: match?.[2] ?? expression.trim() };
}
