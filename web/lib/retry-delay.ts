const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait before the next try: doubling from half a second to half a minute, `spread` (0–1) of it by chance. */
export function retryDelay(failures: number, spread: number): number {
  const delay = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16));
  return Math.round(delay * (0.5 + spread / 2));
}
