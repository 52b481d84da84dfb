import { wallClockMs } from "@floyo/shared/events/time-zone.ts";
import { formatDay, type Moment } from "../../lib/format-time.ts";
import type { Notification } from "./rows.ts";

const DAY_MS = 86_400_000;

export interface Day {
  /** `Today`, `Yesterday`, `Mon 16 Nov`. */
  title: string;
  list: Notification[];
}

/** Notifications under the days on which they came, by the person's own clock; their order stays. */
export function byDay(list: readonly Notification[], moment: Moment): Day[] {
  const dayOf = (ms: number) => Math.floor(wallClockMs(moment.timeZone, ms) / DAY_MS);
  const today = dayOf(moment.now);
  const days: (Day & { day: number })[] = [];
  for (const notification of list) {
    const at = Date.parse(notification.created_at);
    const day = dayOf(at);
    const last = days.at(-1);
    if (last?.day === day) last.list.push(notification);
    else days.push({ day, title: titleOf(today - day, at, moment), list: [notification] });
  }
  return days;
}

function titleOf(daysAgo: number, at: number, moment: Moment): string {
  if (daysAgo <= 0) return "Today";
  return daysAgo === 1 ? "Yesterday" : formatDay(at, moment);
}
