/** What one part of the test run came to. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** One line each: what was skipped, so that a skip is never silent, and what else is worth saying. */
  notes: string[];
  /** The names of what failed. */
  failures: string[];
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, notes: [], failures: [] };

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    notes: [...one.notes, ...other.notes],
    failures: [...one.failures, ...other.failures],
  };
}

/** A part that could not even run counts as one failure, so that a crash never looks like a pass. */
export function crashed(part: string, reason: string): Tally {
  const failure = `${part}: ${reason}`;
  return { passed: 0, failed: 1, skipped: 0, notes: [failure], failures: [failure.split("\n")[0] ?? part] };
}

/** The closing line: `12 passed, 0 failed`, with `, 1 skipped` where something was. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** The last lines of a run: what failed in all parts, by name, and then the closing line. */
export function ending(total: Tally): string[] {
  const unnamed = total.failed - total.failures.length;
  return [
    ...(total.failed > 0 ? ["Failed:"] : []),
    ...total.failures.map((name) => `  ${name}`),
    ...(unnamed > 0 ? [`  and ${unnamed} without a name: see above`] : []),
    closingLine(total),
  ];
}
