const SHORTEST_MS = 1_500;
const LONGEST_MS = 60_000;
const SHARE = 20;

/** How long to wait before looking through a folder again: twenty times as long as looking took, so a twentieth of the time at most. */
export function pollPauseMs(scanTookMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, scanTookMs * SHARE));
}
