import { instantOfWallClock, wallClockMs } from "../../events/time-zone.ts";
import type { FoundRhythm } from "./found-rhythm.ts";
import { isRuleDay } from "./rhythm-rule.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Days looked at after the last hit; a rhythm silent for longer has ended. */
const MAX_DAYS = 800;

/** What a rhythm waited for and did not get. */
export interface Absence {
  /** Epoch ms at which the last missed one was due. */
  expectedAt: number;
  /** How many in a row did not come, up to now. */
  missed: number;
  lastHitAt: number;
}

/**
 * What was due and has not come by `now` (epoch ms), tolerance included, or null. Days and times are the zone's, so a
 * change of the clocks moves nothing.
 */
export function findAbsence(
  rhythm: Pick<FoundRhythm, "rule" | "dtstart" | "toleranceMinutes" | "lastHitAt">,
  timeZone: string,
  now: number,
): Absence | null {
  const { lastHitAt } = rhythm;
  const until = now - rhythm.toleranceMinutes * MINUTE_MS;
  const due = rhythm.rule.every === "hour" ? dueHours(rhythm, until) : dueDays(rhythm, timeZone, until);
  return due.missed > 0 ? { expectedAt: due.last, missed: due.missed, lastHitAt } : null;
}

type Due = { last: number; missed: number };

function dueHours({ rule, dtstart, lastHitAt }: Parameters<typeof findAbsence>[0], until: number): Due {
  const step = (rule.every === "hour" ? rule.interval : 1) * HOUR_MS;
  // The last hit belongs to the nearest slot, early or late.
  const lastHit = Math.round((lastHitAt - dtstart) / step);
  const lastDue = Math.floor((until - dtstart) / step);
  return { last: dtstart + lastDue * step, missed: lastDue - lastHit };
}

function dueDays(rhythm: Parameters<typeof findAbsence>[0], timeZone: string, until: number): Due {
  const { rule, lastHitAt } = rhythm;
  const due: Due = { last: 0, missed: 0 };
  if (rule.every === "hour") return due;
  const dayOf = (at: number) => Math.floor(wallClockMs(timeZone, at) / DAY_MS);
  const slotOf = (at: number) => nearestDay(wallClockMs(timeZone, at), rule.times);
  const startDay = slotOf(rhythm.dtstart);
  const lastHitDay = slotOf(lastHitAt);
  const lastDay = Math.min(dayOf(until), lastHitDay + MAX_DAYS);
  for (let day = lastHitDay; day <= lastDay; day++) {
    if (!isRuleDay(rule, startDay, day)) continue;
    for (const minute of rule.times) {
      const at = instantOfWallClock(timeZone, day * DAY_MS + minute * MINUTE_MS);
      const isHit = day === lastHitDay && at <= lastHitAt + rhythm.toleranceMinutes * MINUTE_MS;
      if (isHit || (day === lastHitDay && rule.times.length === 1) || at > until) continue;
      due.last = at;
      due.missed++;
    }
  }
  return due;
}

/** The day whose due time is nearest to a wall clock time. */
function nearestDay(wallMs: number, times: readonly number[]): number {
  const day = Math.floor(wallMs / DAY_MS);
  const minute = (wallMs - day * DAY_MS) / MINUTE_MS;
  let best = day;
  let bestAway = Number.POSITIVE_INFINITY;
  for (const time of times) {
    const moved = day + Math.round((minute - time) / 1440);
    const away = Math.abs((day - moved) * 1440 + minute - time);
    if (away < bestAway) {
      bestAway = away;
      best = moved;
    }
  }
  return best;
}
