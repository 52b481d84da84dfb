const SHORTEST_MS = 750; // a change is found within a second where looking takes no time
const LONGEST_MS = 60_000;
const SHARE = 5;

/** How long to wait before looking through a folder again: five times as long as looking took, so a sixth of the time at most. */
export function pollPauseMs(scanTookMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, scanTookMs * SHARE));
}
