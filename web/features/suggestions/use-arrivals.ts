"use client";

import { useEffect, useState } from "react";
import { NO_ARRIVALS, receive, reveal, waitingIds } from "./arrivals.ts";
import type { Suggestion } from "./suggestion.ts";

const AT_TOP_PX = 8;

interface ArrivingFeed {
  shown: Suggestion[];
  fresh: ReadonlySet<string>;
  waiting: number;
  showWaiting: () => void;
  /** What a screen reader is told, once per arrival. */
  announcement: string;
}

/** Splits the open suggestions into those on the page and those that wait behind "1 new". */
export function useArrivals(list: Suggestion[] | undefined): ArrivingFeed {
  const [state, setState] = useState(NO_ARRIVALS);
  const [announced, setAnnounced] = useState<{ ids: ReadonlySet<string>; text: string } | null>(null);

  useEffect(() => {
    if (!list) return;
    const ids = list.map(({ id }) => id);
    setState((before) => receive(before, { ids, canInsert: isAtRest() }));
    setAnnounced((before) => {
      const first = list.find(({ id }) => before && !before.ids.has(id));
      if (before && !first) return before;
      return {
        ids: new Set([...(before?.ids ?? []), ...ids]),
        text: first ? `New suggestion: ${first.title}` : "",
      };
    });
  }, [list]);

  const ids = (list ?? []).map(({ id }) => id);
  const waiting = new Set(waitingIds(state, ids));
  return {
    shown: (list ?? []).filter(({ id }) => !waiting.has(id)),
    fresh: state.fresh,
    waiting: waiting.size,
    showWaiting: () => setState((before) => reveal(before, ids)),
    announcement: announced?.text ?? "",
  };
}

/** At its top, with nothing open and no card in use: only then may the page move under a person's hands. */
function isAtRest(): boolean {
  return (
    window.scrollY <= AT_TOP_PX &&
    document.querySelector('[role="dialog"], [role="menu"]') === null &&
    document.activeElement?.closest("article") == null
  );
}
