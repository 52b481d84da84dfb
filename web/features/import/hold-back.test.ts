import type { FileEvent } from "@floyo/shared/events/event.ts";
import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { expect, test } from "vitest";
import { holdBack } from "./hold-back.ts";

const event = (change: Partial<FileEvent>): FileEvent => ({
  id: "0190a000-0000-7000-8000-000000000000",
  occurredAt: "2026-11-22T09:00:00Z",
  tz: "UTC",
  op: "created",
  path: "Work/plan.md",
  ...change,
});
const batch = {
  events: [
    event({}),
    event({ path: "Private/diary.md" }),
    event({ op: "opened" }),
    event({ op: "moved", fromPath: "Private/old.md" }),
  ],
  lines: [3, 4, 5, 9],
  refused: [{ line: 7, code: "invalid_event" as const, message: "no" }],
};
const everything = { ops: [...EVENT_OPS], ignoredPaths: [], isPaused: false };

test("what is ruled out, by operation or either path, is told with its line and not sent", () => {
  const rules = { ops: ["created", "moved"], ignoredPaths: ["Private/"], isPaused: false };

  const { events, lines, refused } = holdBack(batch, rules);

  expect(events).toEqual([batch.events[0]]);
  expect(lines).toEqual([3]);
  expect(refused.map(({ line, code }) => [line, code])).toEqual([
    [7, "invalid_event"],
    [4, "not_captured"],
    [5, "not_captured"],
    [9, "not_captured"],
  ]);
});

test("while everything is paused nothing is sent", () => {
  const { events, refused } = holdBack(batch, { ...everything, isPaused: true });

  expect(events).toEqual([]);
  expect(refused.filter(({ code }) => code === "source_paused")).toHaveLength(4);
});

test("without rules all of it is sent as it was", () => {
  expect(holdBack(batch, everything)).toEqual(batch);
});
