"use client";

import { wallClockMs } from "@floyo/shared/events/time-zone.ts";
import { formatCount } from "../../../lib/format-count.ts";
import { formatDay } from "../../../lib/format-time.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import type { DayPlace } from "../geometry.ts";

interface DayBarProps {
  /** The day at the upper edge of the screen. */
  place: DayPlace | undefined;
  total: number;
  waiting: number;
  onShowNew: () => void;
  onGoTo: (day: string) => void;
  error: Error | null;
  onRetry: () => void;
}

/** Stays at the top while the list scrolls: which day it is, a way to another, and what came in meanwhile. */
export function DayBar({ place, total, waiting, onShowNew, onGoTo, error, onRetry }: DayBarProps) {
  const moment = useMoment();
  const today = new Date(wallClockMs(moment.timeZone, moment.now)).toISOString().slice(0, 10);
  return (
    <div className="sticky top-0 z-10 flex min-h-[52px] flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b bg-bg py-2 print:static">
      <p className="px-2 text-[13px]">
        <span className="font-semibold">
          {place ? formatDay(Date.parse(place.day), { ...moment, timeZone: "UTC" }) : ""}
        </span>
        <span className="ps-2 text-meta text-soft">{formatCount(total)} in all</span>
      </p>
      {waiting > 0 ? (
        <Button look="primary" onClick={onShowNew}>
          {waiting} new
        </Button>
      ) : null}
      {error ? (
        <p role="alert" className="text-meta text-warm">
          Some rows could not be read. {error.message}{" "}
          <button type="button" onClick={onRetry} className="font-semibold underline underline-offset-2">
            Try again
          </button>
        </p>
      ) : null}
      <label className="flex items-center gap-2 text-meta text-soft print:hidden">
        Go to
        <input
          type="date"
          max={today}
          // A date that is chosen and one that is being typed look alike; whole ones lead somewhere.
          onChange={(event) => (event.target.value === "" ? undefined : onGoTo(event.target.value))}
          className="min-h-[34px] rounded-control border border-line bg-panel px-2 text-[13px] text-ink pointer-coarse:min-h-11"
        />
      </label>
    </div>
  );
}
