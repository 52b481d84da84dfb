import { createReportSink } from "../../../lib/policy-reports.ts";

/** Takes browsers' reports of what the Content-Security-Policy stopped, into the log of the site. */
export const POST = createReportSink({
  now: Date.now,
  write: (stopped) => console.warn(JSON.stringify({ event: "policy stopped", ...stopped })),
});
