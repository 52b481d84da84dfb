"use client";

import { type ComponentProps, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { whenFree } from "../../../lib/at-rest.ts";
import type { LiveExample } from "./live-example.tsx";

interface Live extends ComponentProps<typeof LiveExample> {
  Card: typeof LiveExample;
}

/** What was pressed, focused and opened in the server's picture, by its place among the buttons. */
interface Met {
  pressed: number;
  focused: number;
  isOpen: boolean;
}

/**
 * Shows the server's picture of the example until the visitor's browser has mined it by itself. What was pressed, opened
 * or focused until then stays so.
 */
export function Example({ now, children }: { now: number; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const met = useRef<Met>({ pressed: -1, focused: -1, isOpen: false });
  const [live, setLive] = useState<Live | null>(null);
  const show = useCallback((loaded: Live) => {
    met.current.focused = indexIn(place.current, document.activeElement);
    met.current.isOpen = place.current?.querySelector("details")?.open ?? false;
    setLive(loaded);
  }, []);
  const start = useStart(now, show);

  useEffect(() => whenFree(start), [start]);
  useEffect(() => {
    if (!live || !place.current) return;
    const { pressed, focused, isOpen } = met.current;
    const details = place.current.querySelector("details");
    if (details) details.open = isOpen;
    const handles = handlesIn(place.current);
    handles[focused]?.focus({ preventScroll: true });
    handles[pressed]?.click();
  }, [live]);

  const { Card, ...props } = live ?? {};
  return (
    <div
      ref={place}
      onPointerEnter={start}
      onFocusCapture={start}
      onClickCapture={({ target }) => {
        if (target instanceof Element && target.closest("button")) {
          met.current.pressed = indexIn(place.current, target);
        }
      }}
    >
      {Card ? <Card {...(props as ComponentProps<typeof LiveExample>)} /> : children}
    </div>
  );
}

function handlesIn(place: Element): HTMLElement[] {
  return [...place.querySelectorAll<HTMLElement>("button, summary")];
}

function indexIn(place: Element | null, target: Element | null): number {
  return place && target ? handlesIn(place).findIndex((handle) => handle.contains(target)) : -1;
}

/** Loads what makes the example live, once. When that fails the picture stays, which says all but what to press. */
function useStart(now: number, onLive: (live: Live) => void): () => void {
  const started = useRef<Promise<() => void> | null>(null);
  const start = useCallback(() => {
    started.current ??= Promise.all([import("./live-example.tsx"), firstMined(now)]).then(
      ([{ LiveExample: Card }, { mine, first }]) => {
        onLive({ Card, now, mine, first });
        return mine.stop;
      },
    );
    started.current.catch(() => {});
  }, [now, onLive]);
  useEffect(() => () => void started.current?.then((stop) => stop()).catch(() => {}), []);
  return start;
}

async function firstMined(now: number) {
  const { mineInWorker } = await import("../mine-in-worker.ts");
  const mine = mineInWorker(now);
  return { mine, first: await mine(new Set()) };
}
