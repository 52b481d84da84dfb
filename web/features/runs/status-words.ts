/** How far a run is, as its list and its page say it. */
export const STATUS_WORDS: Readonly<Record<string, string>> = {
  held: "waits for you",
  queued: "about to start",
  running: "running",
  waiting: "waiting",
  done: "done",
  failed: "failed",
  unknown: "end unknown",
  cancelled: "cancelled",
  retrying: "waiting to retry",
};

export const RUN_STATUSES = [
  "held",
  "queued",
  "running",
  "waiting",
  "done",
  "failed",
  "unknown",
  "cancelled",
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export type Tone = "good" | "live" | "warm" | "quiet";

export function toneOf(status: string): Tone {
  if (status === "done") return "good";
  if (status === "running" || status === "queued") return "live";
  return status === "cancelled" ? "quiet" : "warm";
}

const WAITS_FOR: Readonly<Record<string, string>> = {
  time: "waits for its time",
  retry: "waiting to retry",
  approval: "waits for an approval",
  run: "waits for another run",
  file: "waits for its file",
  turn: "waits for its turn",
};

/** The status of a run with what it waits for. */
export function runWords({ status, waitsFor }: { status: string; waitsFor: string | null }): string {
  if (waitsFor && (status === "waiting" || waitsFor === "turn")) return WAITS_FOR[waitsFor] ?? "waiting";
  return STATUS_WORDS[status] ?? status;
}
