/** What is known once everything has come to rest. */
export interface Ledger {
  runs: readonly { id: string; status: string; jobs: readonly number[]; told: number }[];
  /** How often the receiver saw each `Idempotency-Key`. */
  received: ReadonlyMap<string, number>;
  /** The rows of the outbox that were being worked on, for each kill of a worker or of Postgres. */
  kills: readonly ReadonlySet<number>[];
}

/** Steps that call outside, once for each run; `repeatable` ones may call again under the same key. */
export const CALLS = [
  { step: "first", isRepeatable: false },
  { step: "second", isRepeatable: true },
] as const;

export type Verdict = Record<"lost" | "doubled" | "unexpected" | "unfinished" | "unexplained", string[]>;

/**
 * Judges by the receiver's book alone: `lost` calls of runs that say they are done, `doubled` ones, `unexpected` ones of
 * nobody, runs that are `unfinished`, and ends without a kill that would explain them.
 */
export function judge({ runs, received, kills }: Ledger): Verdict {
  const verdict: Verdict = { lost: [], doubled: [], unexpected: [], unfinished: [], unexplained: [] };
  const expected = new Set(runs.flatMap(({ id }) => CALLS.map(({ step }) => `${id}/${step}`)));
  for (const key of received.keys()) if (!expected.has(key)) verdict.unexpected.push(key);
  for (const { id, status, jobs, told } of runs) {
    const hits = kills.filter((kill) => jobs.some((job) => kill.has(job))).length;
    for (const { step, isRepeatable } of CALLS) {
      const key = `${id}/${step}`;
      const times = received.get(key) ?? 0;
      if (times === 0 && status === "done") verdict.lost.push(key);
      if (times > 1 && (!isRepeatable || hits === 0)) verdict.doubled.push(key);
    }
    if (told > 1) verdict.doubled.push(`${id}/tell`);
    if (told === 0 && status === "done") verdict.lost.push(`${id}/tell`);
    if (!["done", "unknown", "failed"].includes(status)) verdict.unfinished.push(`${id} ${status}`);
    // A call whose end nobody knows needs one kill, a run that was given up three.
    if (status === "unknown" && hits < 1) verdict.unexplained.push(`${id} unknown`);
    if (status === "failed" && hits < 3) verdict.unexplained.push(`${id} failed`);
  }
  return verdict;
}
