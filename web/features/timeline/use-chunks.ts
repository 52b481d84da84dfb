"use client";

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { chunksOfRows, type Geometry } from "./geometry.ts";
import { chunkQuery, timelineKeys } from "./queries.ts";
import type { TimelineEvent } from "./timeline-event.ts";
import type { TimelineFilter } from "./timeline-filter.ts";

/** While the list flies by, at most this often is anything asked for. */
const PACE_MS = 120;
const MARGIN_ROWS = 60;

interface Range {
  from: number;
  to: number;
}

/** The loaded events of each chunk, and a question to the database for those that are on screen and near it. */
export function useChunks(geometry: Geometry, filter: TimelineFilter, range: Range) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const wanted = usePaced(
    chunksOfRows(geometry, Math.max(0, range.from - MARGIN_ROWS), range.to + MARGIN_ROWS).join(),
  );
  const numbers = wanted === "" ? [] : wanted.split(",").map(Number);
  const newest = geometry.chunks.length - 1;
  const results = useQueries({
    queries: numbers.flatMap((number) => {
      const chunk = geometry.chunks[number];
      return chunk ? [chunkQuery(db, filter, chunk, number === newest)] : [];
    }),
  });
  return {
    error: results.find(({ error, data }) => error && !data)?.error ?? null,
    retry: () => client.refetchQueries({ queryKey: timelineKeys.live, type: "active" }),
    eventsOf: (number: number): TimelineEvent[] | undefined => {
      const chunk = geometry.chunks[number];
      return chunk ? client.getQueryData(timelineKeys.chunk(filter, chunk)) : undefined;
    },
  };
}

/** The newest value, but not more often than the pace: the first at once, the last one always. */
function usePaced(value: string): string {
  const [paced, setPaced] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, last.current + PACE_MS - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setPaced(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value]);
  return paced;
}
