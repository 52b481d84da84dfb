import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FloyoError } from "../errors.ts";
import { anEvent } from "./event-builder.ts";
import { parseEnvelope, parseEvent } from "./parse-event.ts";
import { uuidV7 } from "./uuid-v7.ts";

const NOW = Date.UTC(2026, 10, 9, 9);
const DAY = 86_400_000;
const idAt = (timeMs: number) => uuidV7({ timeMs, bytes: new Uint8Array(10) });
const nested = (depth: number): unknown => (depth === 1 ? {} : { in: nested(depth - 1) });

function messageFor(fields: Record<string, unknown>): string {
  const verdict = parseEvent({ ...anEvent(), ...fields }, { now: NOW });
  return verdict.ok ? "accepted" : `${verdict.code}: ${verdict.message}`;
}

test("accepts an event with every field", () => {
  const event = anEvent({
    op: "moved",
    fromPath: "Downloads/orders.csv",
    tool: "Finder",
    size: 84_000,
    durationMs: 0,
    inferred: false,
    details: { lines: [1, 2, { a: null }] },
  });

  expect(parseEvent(event, { now: NOW })).toEqual({ ok: true, event });
});

test("writes the id in lower case", () => {
  const verdict = parseEvent(anEvent({ id: anEvent().id.toUpperCase() }), { now: NOW });

  expect(verdict.ok && verdict.event.id).toBe(anEvent().id);
});

describe("says what is wrong and what would be right", () => {
  test.each([
    [{ colour: "red" }, 'invalid_event: unknown field "colour"; put what is your own into details'],
    [{ id: "7" }, 'invalid_event: id "7" is not a UUID version 7; the client makes it once per event'],
    [{ id: "0190a000-0000-4000-8000-000000000000" }, "is not a UUID version 7"],
    [{ id: undefined }, "invalid_event: id must be text"],
    [{ occurredAt: "2026-11-09T09:00:00" }, "is not a time with its offset"],
    [{ occurredAt: "2026-02-30T09:00:00Z" }, "is not a time with its offset"],
    [{ occurredAt: 1_762_675_200 }, "occurredAt must be text, got 1762675200"],
    [{ tz: "Berlin" }, 'tz "Berlin" is not an IANA time zone like Europe/Berlin'],
    [{ tz: "+01:00" }, "is not an IANA time zone"],
    [{ op: "edited" }, "op must be one of created, modified"],
    [{ op: "created", fromPath: "a.csv" }, "fromPath belongs to op moved only, not created"],
    [{ size: -1 }, "size must be a whole number"],
    [{ size: 1.5 }, "size must be a whole number"],
    [{ durationMs: 2 ** 31 }, "durationMs must be a whole number"],
    [{ tool: "" }, "tool must have 1 to 200 characters"],
    [{ inferred: "yes" }, "inferred must be true or false"],
    [{ details: [1] }, "details must be an object"],
    [{ details: nested(6) }, "details are nested 6 levels deep; at most 5 fit"],
    [{ details: { note: "a\u0000b" } }, "details hold a NUL character"],
    [{ details: { note: "x".repeat(17_000) } }, "at most 16384 fit"],
    [
      { details: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`k${i}`, i])) },
      "more than 64 keys",
    ],
  ])("%j", (fields, expected) => {
    expect(messageFor(fields)).toContain(expected);
  });

  test.each([
    ["", "is empty"],
    ["/etc/passwd", "is absolute"],
    ["a/../b", 'holds ".."'],
    ["./a", 'holds "."'],
    ["a//b", "has an empty part"],
    ["a/", "has an empty part"],
    ["C:\\Users\\a.txt", "names a drive"],
    ["c:/Users/a.txt", "names a drive"],
    ["Users\\a.txt", "holds a backslash"],
    ["a\u0000b", "holds a control character"],
    ["a\nb", "holds a control character"],
    ["a\uD800b", "half of a UTF-16 pair"],
    ["ä".repeat(513), "is 1026 bytes long; at most 1024"],
  ])("path %j", (path, expected) => {
    expect(messageFor({ path })).toContain(expected);
    expect(messageFor({ op: "moved", fromPath: path })).toContain(expected);
  });

  test.each([null, 7, "event", [], undefined])("an event that is %j", (raw) => {
    const verdict = parseEvent(raw, { now: NOW });

    expect(verdict).toMatchObject({ ok: false, code: "invalid_event", id: null });
  });
});

test("depth 5 and exactly 1024 bytes are still fine", () => {
  expect(messageFor({ details: nested(5) })).toBe("accepted");
  expect(messageFor({ path: "ä".repeat(512) })).toBe("accepted");
});

describe("keeps 366 days and allows 5 minutes ahead", () => {
  test.each([
    [{ occurredAt: "1970-01-01T00:00:00Z" }, "outside_retention: occurredAt says 1970-01-01 00:00 UTC"],
    [{ occurredAt: "2100-01-01T00:00:00Z" }, "more than 5 minutes ahead of us; set the device's clock"],
    [{ id: idAt(0) }, "outside_retention: id says 1970-01-01"],
    [{ id: idAt(NOW - 367 * DAY) }, "events older than 366 days are not kept"],
    [{ id: idAt(NOW + 6 * 60_000) }, "outside_retention: id says"],
    [{ id: idAt(NOW - 365 * DAY) }, "accepted"],
    [{ id: idAt(NOW + 4 * 60_000) }, "accepted"],
  ])("%j", (fields, expected) => {
    expect(messageFor(fields)).toContain(expected);
  });
});

test("no JSON value makes it throw", () => {
  const key = fc.constantFrom("id", "occurredAt", "tz", "op", "path", "details", "__proto__", "x");
  const raw = fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue()));

  fc.assert(fc.property(raw, (value) => !parseEvent(value, { now: NOW }).ok));
});

describe("the envelope", () => {
  const envelope = { source: "0190a000-0000-4000-8000-000000000000", sentAt: "2026-11-09T09:00:00Z" };

  test("keeps its events unread", () => {
    expect(parseEnvelope({ ...envelope, events: [7] }).events).toEqual([7]);
  });

  test.each([
    [{ events: Array.from({ length: 1001 }, () => ({})) }, "events at most 1000 events per batch, got 1001"],
    [{ events: [] }, "events holds no event"],
    [{ events: {} }, "events must be a list of events"],
    [{ source: "me", events: [1] }, 'source "me" is not the UUID of a source'],
    [{ extra: 1, events: [1] }, 'unknown field "extra"'],
  ])("refuses %j", (fields, expected) => {
    expect(() => parseEnvelope({ ...envelope, ...fields })).toThrow(FloyoError);
    expect(() => parseEnvelope({ ...envelope, ...fields })).toThrow(expected);
  });
});
