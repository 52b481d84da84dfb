import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseInstant, statedOffsetMinutes } from "../instant.ts";
import { readLog } from "./read-log.ts";
import { createInstantScanner } from "./scan-instant.ts";
import { createNdjsonScanner } from "./scan-ndjson.ts";
import { createNdjsonByteScanner } from "./scan-ndjson-bytes.ts";

const ID = "0190a000-0000-7000-8000-000000000001";
const time = fc.constantFrom(
  "2026-02-23T09:10:21.464+01:00",
  "2026-02-23T09:10:21Z",
  "2024-02-29T23:59:59-11:30",
  "2023-02-29T00:00:00Z",
  "2026-02-23T09:10+01:00",
  "2026-02-23T09:10:21.4+01:00",
  "2026-02-23T24:10:21Z",
  "2026-02-23 09:10:21",
  "today",
  7,
);
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("a/b.csv", "__proto__", "", 'say "hi"', "ä/ö 🙂"),
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const fields = fc.record({
  ts: optional(time),
  occurredAt: optional(time),
  op: fc.constantFrom("open", "MODIFY", "rename", "moved", "fly", null, 3),
  path: fc.oneof(text, fc.constant(5)),
  from: optional(fc.oneof(text, fc.constant(null))),
  fromPath: optional(text),
  app: optional(fc.constantFrom("Excel", "", "a\u0000b", "x".repeat(201), 4, null)),
  tool: optional(fc.constantFrom("Numbers", null)),
  actor: optional(fc.constantFrom(0, 12, "ada", null, 1.5, true)),
  id: optional(fc.constantFrom(ID, ID.toUpperCase(), "line-1", null)),
  tz: optional(fc.constantFrom("Europe/Berlin", "Mars/Base", null, 2)),
  size: optional(fc.constantFrom(0, 12, -1, 2.5, "3", null)),
  durationMs: optional(fc.constantFrom(0, 2 ** 40)),
  inferred: optional(fc.constantFrom(true, "yes")),
  details: optional(fc.constantFrom({ a: 1 }, 7)),
  __proto__: optional(fc.constant(1)),
});
/** A line as file loggers write it, so that it is read the short way, with a flaw now and then. */
const usual = fc
  .tuple(
    fields,
    fc.constantFrom(",", ", "),
    fc.constantFrom(":", ": ", " :"),
    fc.constantFrom("", " ", "\r", "x"),
  )
  .map(([{ ts, op, path, app, from, actor, tz }, comma, colon, end]) => {
    const pairs = Object.entries({ ts, actor, op, path, ext: "csv", app, from, tz }).filter(
      ([, value]) => value !== undefined,
    );
    const body = pairs
      .map(([key, value]) => `${JSON.stringify(key)}${colon}${JSON.stringify(value)}`)
      .join(comma);
    return `{${body}}${end}`;
  });
const line = fc.oneof(
  { weight: 8, arbitrary: fields.map((record) => JSON.stringify(record)) },
  { weight: 8, arbitrary: usual },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      "  ",
      "not json",
      "[1]",
      "null",
      '{"op":"open"',
      "{}\r",
      "{",
      '{"',
      '{"ts":"',
      '{"op":"open","op":"open"}',
    ),
  },
);

/** What the scanner says of a log, cut into pieces of so many letters, in the reader's form. */
function scanned(log: string, size: number) {
  const events: unknown[] = [];
  const broken: unknown[] = [];
  const scanner = createNdjsonScanner({
    take: ({ atMs, offsetMinutes, ...event }) => events.push({ ...event, time: [atMs, offsetMinutes] }),
    refuse: (line) => broken.push(line),
  });
  for (let at = 0; at < log.length; at += size) scanner.push(log.slice(at, at + size));
  scanner.end();
  return { events, broken };
}

/** The same of its bytes. */
function scannedBytes(log: string, size: number) {
  const events: unknown[] = [];
  const broken: unknown[] = [];
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const scanner = createNdjsonByteScanner({
    decode: (bytes, from, to) => decoder.decode(bytes.subarray(from, to)),
    take: ({ atMs, offsetMinutes, ...event }) => events.push({ ...event, time: [atMs, offsetMinutes] }),
    refuse: (line) => broken.push(line),
  });
  const bytes = new TextEncoder().encode(log);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.slice(at, at + size);
    scanner.push(piece);
    piece.fill(0);
  }
  scanner.end();
  return { events, broken };
}

function read(log: string) {
  const { records, broken } = readLog("ndjson", log, { timeZone: "Pacific/Kanton", paths: "as-written" });
  const events = records.map(({ line, actor, record }) => ({
    line,
    actor,
    id: record.id,
    timeZone: record.tz === "Pacific/Kanton" ? null : record.tz,
    op: record.op,
    path: record.path,
    fromPath: record.fromPath,
    tool: record.tool,
    time: [parseInstant(record.occurredAt), statedOffsetMinutes(record.occurredAt)],
  }));
  return { events, broken };
}

describe("the scanner of NDJSON", () => {
  test("says the same as the reader of every line, wherever the pieces are cut", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 400 }), (lines, size) => {
        const log = lines.join("\n");

        expect(scanned(log, size)).toEqual(read(log));
      }),
      { numRuns: 150 },
    );
  });

  test("says the same of bytes, wherever the pieces are cut", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 400 }), (lines, size) => {
        const log = lines.join("\n").toWellFormed();

        expect(scannedBytes(log, size)).toEqual(read(log));
      }),
      { numRuns: 300 },
    );
  });

  test("reads past a mark of byte order and Windows line ends", () => {
    const log =
      '\uFEFF{"ts":"2026-02-23T09:10:21Z","op":"open","path":"a"}\r\n{"ts":"2026-02-23T09:10:22Z","op":"open","path":"b"}\r\n';

    const expected = [
      { line: 1, path: "a" },
      { line: 2, path: "b" },
    ];
    expect(scanned(log, 7).events).toMatchObject(expected);
    expect(scannedBytes(log, 7).events).toMatchObject(expected);
  });

  test("refuses a line of a megabyte without keeping it, and reads on", () => {
    const log = `${"x".repeat(4_000_000)}\n{"ts":"2026-02-23T09:10:21Z","op":"open","path":"a"}`;

    for (const { events, broken } of [scanned(log, 100_000), scannedBytes(log, 100_000)]) {
      expect(broken).toMatchObject([{ line: 1, reason: expect.stringContaining("is longer than") }]);
      expect(events).toMatchObject([{ line: 2, path: "a" }]);
    }
  });
});

test("an instant of the usual form is read as parseInstant reads it", () => {
  const scan = createInstantScanner();
  const part = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, "0"));
  const written = fc
    .tuple(part(99), part(99), part(13), part(32), part(24), part(60), part(60), part(15), part(60))
    .chain(([c, y, mo, d, h, mi, s, oh, om]) =>
      fc.constantFrom(
        ...["", ".007", ".999", ".5"].flatMap((fraction) =>
          ["Z", `+${oh}:${om}`, `-${oh}:${om}`, `+${oh}${om}`].map(
            (zone) => `${c}${y}-${mo}-${d}T${h}:${mi}:${s}${fraction}${zone}`,
          ),
        ),
      ),
    );
  fc.assert(
    fc.property(written, (value) => {
      const into = { atMs: 0, offsetMinutes: 0 };

      if (scan(value, into)) {
        expect([into.atMs, into.offsetMinutes]).toEqual([parseInstant(value), statedOffsetMinutes(value)]);
      } else if (/^.{19}(\.\d{3})?(Z|[+-]\d\d:\d\d)$/.test(value)) {
        expect(parseInstant(value)).toBeNull();
      }
    }),
    { numRuns: 2000 },
  );
});
