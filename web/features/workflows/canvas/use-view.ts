"use client";

import type { ReactFlowInstance } from "@xyflow/react";
import { type RefObject, useEffect, useState } from "react";
import { START } from "../draft-ways.ts";
import type { Layout } from "./layout.ts";
import type { Mark, WayMark } from "./marks.ts";
import { firstView, viewWith } from "./view.ts";

export type Flow = ReactFlowInstance<Mark, WayMark>;

interface Shown {
  layout: Layout;
  picked: string | null;
  box: RefObject<HTMLElement | null>;
}

/** What of a picture is in sight: its beginning first, then wherever the chosen step lies. */
export function useView({ layout, picked, box }: Shown): { flow: Flow | null; begin: (flow: Flow) => void } {
  const [flow, setFlow] = useState<Flow | null>(null);
  useEffect(() => {
    const room = box.current;
    if (!flow || !room) return;
    const keepInSight = () => {
      const view = viewWith(layout, picked ?? START, roomOf(room), flow.getViewport());
      if (view) void flow.setViewport(view, { duration: moveMs() });
    };
    // It begins by telling the size that the room has.
    const watch = new ResizeObserver(keepInSight);
    watch.observe(room);
    return () => watch.disconnect();
  }, [flow, picked, layout, box]);
  return {
    flow,
    begin: (ready) => {
      if (box.current) void ready.setViewport(firstView(layout, roomOf(box.current)));
      setFlow(ready);
    },
  };
}

function roomOf({ clientWidth, clientHeight }: HTMLElement) {
  return { width: clientWidth, height: clientHeight };
}

/** How long the picture takes to move, in milliseconds; none for who wants no motion. */
export function moveMs(): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;
}
