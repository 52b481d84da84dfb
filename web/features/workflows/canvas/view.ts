import type { Viewport } from "@xyflow/react";
import type { Layout } from "./layout.ts";

const MARGIN = 24;
/** Below it the titles of steps can hardly be read. */
const LEAST_READABLE = 0.7;

interface Room {
  width: number;
  height: number;
}

/** What a picture shows first: all of it, or, where that would be too small to read, its beginning. */
export function firstView(layout: Layout, room: Room): Viewport {
  const whole = Math.min(
    (room.width - 2 * MARGIN) / Math.max(layout.width, 1),
    (room.height - 2 * MARGIN) / Math.max(layout.height, 1),
  );
  const zoom = Math.min(1, Math.max(whole, LEAST_READABLE));
  const start = layout.nodes.find(({ kind }) => kind === "start");
  const isWhole = layout.width * zoom <= room.width;
  const middle = isWhole || !start ? layout.width / 2 : start.x + start.width / 2;
  const above = (room.height - layout.height * zoom) / 2;
  return { x: room.width / 2 - middle * zoom, y: Math.max(MARGIN, above), zoom };
}

/** The nearest view that shows a mark as a whole; null when this one does. */
export function viewWith(layout: Layout, id: string, room: Room, view: Viewport): Viewport | null {
  const node = layout.nodes.find((one) => one.id === id);
  if (!node) return null;
  const x = within(view.x, node.x * view.zoom, node.width * view.zoom, room.width);
  const y = within(view.y, node.y * view.zoom, node.height * view.zoom, room.height);
  return x === view.x && y === view.y ? null : { x, y, zoom: view.zoom };
}

/** The shift of an axis that brings `size` pixels at `at` into the room, its beginning first. */
function within(shift: number, at: number, size: number, room: number): number {
  const most = MARGIN - at;
  const least = room - MARGIN - size - at;
  if (shift < most) return Math.max(most, Math.min(shift, least));
  return shift > least ? Math.max(most, least) : shift;
}
