interface Trace {
  traceEvents: {
    name: string;
    ph: string;
    pid: number;
    tid: number;
    tdur?: number;
    args?: { name?: string };
  }[];
}

/** What a trace of Chromium has to hold for `mainThreadTasks`. */
export const TRACE_CATEGORIES = ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"];

/** CPU milliseconds of each task on the page's main thread: a machine that is busy elsewhere does not lengthen them. */
export function mainThreadTasks(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as Trace;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  return traceEvents
    .filter(({ ph, pid, tid, tdur }) => ph === "X" && tdur !== undefined && main.has(`${pid}:${tid}`))
    .map(({ tdur }) => (tdur ?? 0) / 1000);
}
