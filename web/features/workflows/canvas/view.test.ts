import { expect, test } from "vitest";
import type { DraftStep } from "../draft.ts";
import { START } from "../draft-ways.ts";
import { graphOf } from "./graph.ts";
import { type Layout, layOut } from "./layout.ts";
import { firstView, viewWith } from "./view.ts";

const ROOM = { width: 480, height: 600 };

function chain(length: number): Layout {
  const steps = Array.from(
    { length },
    (_, index): DraftStep => ({
      id: `s${index}`,
      kind: "set",
      with: {},
      next: index + 1 < length ? `s${index + 1}` : null,
    }),
  );
  return layOut(graphOf({ version: 1, trigger: { kind: "manual" }, steps }));
}

test("a small picture is shown whole, in the middle and never enlarged", () => {
  const layout = chain(2);
  const { x, y, zoom } = firstView(layout, ROOM);

  expect(zoom).toBeLessThanOrEqual(1);
  expect(x * 2 + layout.width * zoom).toBeCloseTo(ROOM.width);
  expect(y * 2 + layout.height * zoom).toBeCloseTo(ROOM.height);
});

test("a long one begins at its start, large enough to read", () => {
  expect(firstView(chain(50), ROOM)).toMatchObject({ y: 24, zoom: 0.7 });
});

test("a mark out of sight is brought in, one in sight moves nothing", () => {
  const layout = chain(50);
  const view = firstView(layout, ROOM);
  const last = layout.nodes.find(({ id }) => id === "s49");

  const moved = viewWith(layout, "s49", ROOM, view);

  expect(viewWith(layout, START, ROOM, view)).toBeNull();
  expect((moved?.y ?? 0) + ((last?.y ?? 0) + (last?.height ?? 0)) * view.zoom).toBeCloseTo(ROOM.height - 24);
  expect(viewWith(layout, START, ROOM, moved ?? view)?.y).toBeCloseTo(24);
});
