"use client";

import { wallClockMs } from "@floyo/shared/events/time-zone.ts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useMoment } from "../../ui/clock.tsx";
import { type Geometry, layOut, mergeDays } from "./geometry.ts";
import { historyQuery, recentDaysQuery } from "./queries.ts";
import type { TimelineFilter } from "./timeline-filter.ts";

const DAY_MS = 86_400_000;

/** Where every event under a filter stands: the whole history asked rarely, the newest two days with each arrival. */
export function useDays(filter: TimelineFilter) {
  const { db } = useBrowserDb();
  const { now, timeZone } = useMoment();
  const yesterday = new Date(wallClockMs(timeZone, now) - DAY_MS).toISOString().slice(0, 10);
  const history = useQuery(historyQuery(db, filter, timeZone));
  const recent = useQuery({
    ...recentDaysQuery(db, filter, timeZone, yesterday),
    enabled: history.data !== undefined,
  });
  const isNewer = recent.dataUpdatedAt >= history.dataUpdatedAt;
  const geometry = useMemo((): Geometry | undefined => {
    if (!history.data) return undefined;
    const days = recent.data && isNewer ? mergeDays(history.data, recent.data, yesterday) : history.data;
    return layOut(days, timeZone);
  }, [history.data, recent.data, isNewer, yesterday, timeZone]);
  return { geometry, error: history.data ? null : history.error, history };
}
