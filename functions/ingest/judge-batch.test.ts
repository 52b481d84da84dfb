import { expect, test } from "vitest";
import { anEvent } from "../../shared/events/event-builder.ts";
import { judgeBatch } from "./judge-batch.ts";

const RECEIVED_AT = Date.parse("2026-11-09T08:05:00Z");
const judge = (events: unknown[], sentAt = "2026-11-09T08:05:00Z") =>
  judgeBatch({ source: crypto.randomUUID(), sentAt, events }, { receivedAt: RECEIVED_AT });

test("keeps the time of an event when the clocks agree within 30 s", () => {
  const { events } = judge([anEvent()], "2026-11-09T08:04:31Z");

  expect(events).toMatchObject([{ i: 0, at: "2026-11-09T09:00:00+01:00", was: null, plain: true }]);
});

test("shifts the time by the difference when they do not", () => {
  const { events } = judge([anEvent()], "2026-11-09T08:03:00Z");

  expect(events).toMatchObject([{ at: "2026-11-09T08:02:00.000Z", was: "2026-11-09T09:00:00+01:00" }]);
});

test("names the place and id of what it refuses and keeps its JSON", () => {
  const { verdicts, rejects } = judge([anEvent(), { ...anEvent(), op: "renamed" }]);

  expect(verdicts).toMatchObject([{ index: 1, id: anEvent().id, code: "invalid_event", retryable: false }]);
  expect(rejects).toMatchObject([{ i: 1, keep: true, raw: JSON.stringify({ ...anEvent(), op: "renamed" }) }]);
});

test.each([
  ["NUL", { path: "a\u0000" }],
  ["half a pair", { path: "\udc00" }],
  ["too much", { path: "x".repeat(20_001) }],
])("keeps only the hash of a refused event with %s", (_, fields) => {
  const { rejects } = judge([{ ...anEvent(), ...fields }]);

  expect(rejects).toMatchObject([{ keep: false }]);
});

test("says text in messages and ids that a database can hold", () => {
  const { rejects } = judge([{ id: "\u0000\ud800", op: `${"x".repeat(56)}😀` }]);

  expect(rejects[0]?.id).toBe("\ufffd\ufffd");
  expect(rejects[0]?.message.isWellFormed()).toBe(true);
});
