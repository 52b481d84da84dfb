export interface Rounds {
  perSecond: number;
  /** Milliseconds of each round. */
  ms: number[];
}

/** Repeats `round` in so many loops side by side for so long. */
export async function roundsFor(ms: number, loops: number, round: () => Promise<unknown>): Promise<Rounds> {
  const startedAt = performance.now();
  const until = startedAt + ms;
  const taken: number[] = [];
  await Promise.all(
    Array.from({ length: loops }, async () => {
      while (performance.now() < until) {
        const from = performance.now();
        await round();
        taken.push(performance.now() - from);
      }
    }),
  );
  return { perSecond: taken.length / ((performance.now() - startedAt) / 1000), ms: taken };
}

export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

/** 0 ≤ q ≤ 1; NaN of no values. */
export function quantileOf(values: readonly number[], q: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
