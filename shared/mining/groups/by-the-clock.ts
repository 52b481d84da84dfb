import type { Stream } from "../stream/stream.ts";
import type { StepGroup } from "./group.ts";

/** Steps whose times of day spread further than this keep no clock. */
const MAX_SPREAD_MINUTES = 45;

/** Gaps of linked steps spread far less than their times of day; of independent ones as √(a² + b²). */
const MIN_INDEPENDENT_SHARE = 0.75;

/**
 * Whether two steps are near each other only because each keeps a clock of its own, such as a backup at 9:00 and a
 * report opened about 9:05: then being late with one says nothing about the other.
 */
export function isByTheClock(stream: Stream, { symbols, instances }: StepGroup): boolean {
  if (symbols.length !== 2) return false;
  const one: number[] = [];
  const other: number[] = [];
  const gaps: number[] = [];
  const origin = stream.localMinute[instances.positions[0] as number] as number;
  for (let row = 0; row < instances.count; row++) {
    const left = instances.positions[2 * row] as number;
    const right = instances.positions[2 * row + 1] as number;
    if (left < 0 || right < 0) continue;
    one.push(minutesFrom(stream.localMinute[left] as number, origin));
    other.push(minutesFrom(stream.localMinute[right] as number, origin));
    gaps.push(((stream.times[right] as number) - (stream.times[left] as number)) / 60_000);
  }
  const [a, b, gap] = [spread(one), spread(other), spread(gaps)];
  return (
    a <= MAX_SPREAD_MINUTES &&
    b <= MAX_SPREAD_MINUTES &&
    gap >= MIN_INDEPENDENT_SHARE * Math.sqrt(a * a + b * b)
  );
}

function minutesFrom(minute: number, origin: number): number {
  return ((minute - origin + 2160) % 1440) - 720;
}

/** Median distance from the median. */
function spread(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? 0;
}
