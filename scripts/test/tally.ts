/** What one part of the test run came to. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** One line each, named, so that a skip is never silent. */
  notes: string[];
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, notes: [] };

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    notes: [...one.notes, ...other.notes],
  };
}

/** A part that could not even run counts as one failure, so that a crash never looks like a pass. */
export function crashed(part: string, reason: string): Tally {
  return { passed: 0, failed: 1, skipped: 0, notes: [`${part}: ${reason}`] };
}

/** The closing line: `12 passed, 0 failed`, with `, 1 skipped` where something was. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
