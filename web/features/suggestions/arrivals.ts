/** Which suggestions a page shows, and which wait behind the button. */
export interface Arrivals {
  /** Ids that were shown at some time; null until the first list came. */
  known: ReadonlySet<string> | null;
  /** Ids that slid in last. */
  fresh: ReadonlySet<string>;
}

export const NO_ARRIVALS: Arrivals = { known: null, fresh: new Set() };

interface Received {
  ids: readonly string[];
  /** Whether the page is at rest: at its top, nothing open, nothing in the list focused. */
  canInsert: boolean;
}

/**
 * Takes the newest list. The first list is shown as it is; what comes later slides in when the page is at rest,
 * else it stays unknown, which means that it waits.
 */
export function receive(before: Arrivals, { ids, canInsert }: Received): Arrivals {
  if (before.known === null) return { known: new Set(ids), fresh: new Set() };
  const waiting = waitingIds(before, ids);
  if (waiting.length === 0 || !canInsert) return before;
  return reveal(before, ids);
}

/** Shows all that waits. */
export function reveal(before: Arrivals, ids: readonly string[]): Arrivals {
  const waiting = waitingIds(before, ids);
  return { known: new Set([...(before.known ?? []), ...waiting]), fresh: new Set(waiting) };
}

/** Ids that came but are not shown yet. */
export function waitingIds({ known }: Arrivals, ids: readonly string[]): string[] {
  return known === null ? [] : ids.filter((id) => !known.has(id));
}
