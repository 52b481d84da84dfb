import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalBody } from "./canonical-body.ts";
import { correctSkew } from "./correct-skew.ts";
import { anEvent } from "./event-builder.ts";
import { parseInstant, statedOffsetMinutes } from "./instant.ts";
import { mergeBursts } from "./merge-bursts.ts";
import { instantOfWallClock, isTimeZone, offsetMinutes, wallClockMs } from "./time-zone.ts";
import { isUuidV7, timeOfUuidV7, uuidV7 } from "./uuid-v7.ts";

describe("UUIDv7", () => {
  test("gives its time back, whatever the bytes", () => {
    const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

    fc.assert(
      fc.property(fc.nat({ max: 2 ** 48 - 1 }), bytes, (timeMs, random) => {
        const id = uuidV7({ timeMs, bytes: random });
        return isUuidV7(id) && timeOfUuidV7(id) === timeMs;
      }),
    );
  });

  test("matches the example of RFC 9562, A.6", () => {
    const bytes = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);

    expect(uuidV7({ timeMs: 0x017f22e279b0, bytes })).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  });
});

describe("clock skew", () => {
  const receivedAt = Date.UTC(2026, 10, 9, 9);

  test("leaves a difference of 30 s alone", () => {
    expect(
      correctSkew({ sentAt: receivedAt - 30_000, receivedAt, occurredAt: 5 + receivedAt - 90_000 }),
    ).toEqual({
      occurredAt: receivedAt - 90_000 + 5,
      originalOccurredAt: null,
    });
  });

  test("shifts by the skew and keeps the original", () => {
    const occurredAt = receivedAt - 3_700_000;

    expect(correctSkew({ sentAt: receivedAt - 3_600_000, receivedAt, occurredAt })).toEqual({
      occurredAt: receivedAt - 100_000,
      originalOccurredAt: occurredAt,
    });
  });

  test("never leaves the kept span", () => {
    const ahead = correctSkew({ sentAt: receivedAt - 86_400_000, receivedAt, occurredAt: receivedAt });
    const behind = correctSkew({ sentAt: receivedAt, receivedAt, occurredAt: 0 });

    expect(ahead.occurredAt).toBe(receivedAt + 300_000);
    expect(behind.occurredAt).toBe(receivedAt - 366 * 86_400_000);
  });
});

describe("canonical body", () => {
  test("does not depend on the order of keys", () => {
    expect(canonicalBody({ b: [1, { d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[1,{"c":2,"d":1}]}');
  });

  test("differs when a value differs", () => {
    expect(canonicalBody(anEvent({ size: 1 }))).not.toBe(canonicalBody(anEvent({ size: 2 })));
  });

  test("is the same after a trip over the wire", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalBody(JSON.parse(JSON.stringify(value)))).toBe(canonicalBody(value));
      }),
    );
  });
});

describe("bursts", () => {
  const save = (second: number, path = "a.txt") =>
    anEvent({ path, occurredAt: `2026-11-09T09:00:${String(second).padStart(2, "0")}+01:00` });

  test("a run of saves becomes one longer event that keeps the first id", () => {
    const { events, merged } = mergeBursts([save(0), save(3), save(11), save(40)]);

    expect(events).toEqual([{ ...save(0), durationMs: 11_000 }, save(40)]);
    expect(merged).toEqual([
      { index: 1, into: 0 },
      { index: 2, into: 0 },
    ]);
  });

  test("does not join other files, tools or kinds of change", () => {
    const events = [
      save(0),
      save(1, "b.txt"),
      { ...save(2), tool: "vim" },
      { ...save(3), op: "deleted" as const },
    ];

    expect(mergeBursts(events)).toEqual({ events, merged: [] });
  });

  test("finds a run whatever the order of the batch", () => {
    expect(mergeBursts([save(6), save(0)])).toEqual({
      events: [{ ...save(0), durationMs: 6_000 }],
      merged: [{ index: 0, into: 1 }],
    });
  });
});

describe("time", () => {
  test.each([
    ["2026-11-08T09:00:00+01:00", Date.UTC(2026, 10, 8, 8)],
    ["2026-11-08T09:00:00.25-0530", Date.UTC(2026, 10, 8, 14, 30, 0, 250)],
    ["2026-11-08T09:00Z", Date.UTC(2026, 10, 8, 9)],
    ["0001-01-01T00:00:00Z", -62_135_596_800_000],
    ["2026-11-08", null],
    ["2026-13-08T09:00:00Z", null],
    ["2026-11-08T24:00:00Z", null],
    ["2026-11-08T09:00:00+15:00", null],
    ["2026-11-08T09:00:00z; drop", null],
  ])("%s", (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  test("states the offset that was written", () => {
    expect(statedOffsetMinutes("2026-11-08T09:00:00-05:30")).toBe(-330);
  });

  test("knows both sides of a change of the clocks", () => {
    const change = Date.UTC(2026, 9, 25, 1);

    expect(offsetMinutes("Europe/Berlin", change - 1)).toBe(120);
    expect(offsetMinutes("Europe/Berlin", change)).toBe(60);
    expect(offsetMinutes("Australia/Lord_Howe", Date.UTC(2026, 0, 5))).toBe(660);
  });

  test("a wall clock leads back to its instant", () => {
    const zones = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Asia/Kolkata",
      "Pacific/Auckland",
      "UTC",
    );
    const hours = fc.integer({ min: Date.UTC(2024, 0) / 3_600_000, max: Date.UTC(2027, 0) / 3_600_000 });

    fc.assert(
      fc.property(zones, hours, (zone, hour) => {
        const wall = wallClockMs(zone, hour * 3_600_000);
        expect(wallClockMs(zone, instantOfWallClock(zone, wall))).toBe(wall);
      }),
    );
  });

  test("a time skipped in spring is read as after the jump", () => {
    expect(instantOfWallClock("Europe/Berlin", Date.UTC(2026, 2, 29, 2, 30))).toBe(
      Date.UTC(2026, 2, 29, 1, 30),
    );
  });

  test.each([
    ["Europe/Berlin", true],
    ["UTC", true],
    ["Mars/Base", false],
    ["+01:00", false],
    ["", false],
  ])("zone %j: %s", (name, expected) => {
    expect(isTimeZone(name)).toBe(expected);
  });
});
