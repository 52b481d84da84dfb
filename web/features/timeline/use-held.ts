"use client";

import { useRef } from "react";
import type { Geometry } from "./geometry.ts";

/**
 * What is new waits while a person reads further down, so that nothing moves under their eyes. `key` names what is
 * listed: another list starts afresh.
 */
export function useHeld(geometry: Geometry, isAtTop: boolean, key: string) {
  const held = useRef({ geometry, key });
  const waiting = geometry.events - held.current.geometry.events;
  if (isAtTop || key !== held.current.key || waiting <= 0) held.current = { geometry, key };
  const shown = held.current.geometry;
  return { shown, waiting: Math.max(0, geometry.events - shown.events) };
}
