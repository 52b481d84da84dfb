import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUuidV7, timeOfUuidV7 } from "../uuid-v7.ts";
import { createEventIds, deriveEventId } from "./derive-event-id.ts";
import { inferTimeZone } from "./infer-time-zone.ts";
import { parseWrittenTime, writeInstant } from "./parse-written-time.ts";
import { createLogReader, detectFormat, type LogFormat, readLog } from "./read-log.ts";

const berlin = { timeZone: "Europe/Berlin" };

const NDJSON = [
  '{"ts":"2026-02-23T09:10:21.464+01:00","actor":0,"op":"open","path":"/home/u0/Ops/a b.csv","ext":"csv","app":"Excel"}',
  '{"ts":"2026-02-23T09:11:00+01:00","actor":0,"op":"rename","path":"/home/u0/b.csv","from":"C:\\\\a.csv","ext":"csv","app":"Finder"}',
  "",
  '{"ts":"2026-02-23T09:12:00+01:00","op":"frobnicate","path":"x"}',
  "not json",
  '{"occurredAt":"2026-02-23T09:13:00+01:00","tz":"UTC","op":"uploaded","path":"up/load.pdf","size":3}',
  '{"ts":"2026-02-23T09:14:00+01:00","op":"open","path":"a/../b"}',
].join("\r\n");

const CSV = [
  "When;Action;File;Application;Size",
  '2026-03-29 02:30;edit;"Reports/a;b ""c"".csv";Excel;12',
  "08.11.2026 09:00;upload;Reports/d.pdf;;",
  "11/08/2026 9:00 AM;upload;Reports/d.pdf;;",
  '2026-11-08T09:00:00Z;delete;"line\nbreak";;',
  "2026-11-08 09:05;delete;Reports/e.pdf;;",
].join("\n");

const GIT = `commit 0123456789abcdef0123456789abcdef01234567
Merge: aaa bbb
Author: Ada Byron <ada@example.org>
Date:   2026-11-08T09:00:00+01:00

    M\tthis is a message, not a change

A\tdocs/new.md
R097\tdocs/old.md\tdocs/moved.md
M\t"docs/caf\\303\\251.md"

commit fedcba9876543210fedcba9876543210fedcba98
Author: Bob <bob@example.org>
Date:   Sun Nov 8 09:00:00 2026 +0100

D\tgone.md
`;

describe("NDJSON", () => {
  const { records, broken } = readLog("ndjson", NDJSON, berlin);

  test("reads the short words of file loggers and Floyo's own", () => {
    expect(records).toEqual([
      {
        line: 1,
        actor: "0",
        record: {
          occurredAt: "2026-02-23T09:10:21.464+01:00",
          tz: "Europe/Berlin",
          op: "opened",
          path: "home/u0/Ops/a b.csv",
          tool: "Excel",
        },
      },
      {
        line: 2,
        actor: "0",
        record: {
          occurredAt: "2026-02-23T09:11:00+01:00",
          tz: "Europe/Berlin",
          op: "moved",
          path: "home/u0/b.csv",
          fromPath: "C/a.csv",
          tool: "Finder",
        },
      },
      {
        line: 6,
        actor: null,
        record: {
          occurredAt: "2026-02-23T09:13:00+01:00",
          tz: "UTC",
          op: "uploaded",
          path: "up/load.pdf",
          size: 3,
        },
      },
    ]);
  });

  test("names each broken line with its reason", () => {
    expect(broken.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'op "frobnicate" is not a word for a file event, like modified'],
      [5, "is not JSON; write one whole object a line"],
      [7, 'path "a/../b" holds ".."; resolve it before sending'],
    ]);
  });

  test("keeps paths as written when asked to", () => {
    const kept = readLog("ndjson", NDJSON, { ...berlin, paths: "as-written" });

    expect(kept.records.map(({ record }) => record.path)).toEqual([
      "/home/u0/Ops/a b.csv",
      "/home/u0/b.csv",
      "up/load.pdf",
      "a/../b",
    ]);
  });
});

describe("CSV", () => {
  const { records, broken } = readLog("csv", CSV, berlin);

  test("maps the header, reads quoted cells and puts times into the zone", () => {
    expect(records.map(({ line, record }) => [line, record.occurredAt, record.op, record.path])).toEqual([
      [2, "2026-03-29T03:30:00+02:00", "modified", 'Reports/a;b "c".csv'],
      [3, "2026-11-08T09:00:00+01:00", "uploaded", "Reports/d.pdf"],
      [7, "2026-11-08T09:05:00+01:00", "deleted", "Reports/e.pdf"],
    ]);
    expect(records[0]?.record).toMatchObject({ tool: "Excel", size: 12, tz: "Europe/Berlin" });
  });

  test("does not guess between day and month, and names the lines", () => {
    expect(broken).toMatchObject([
      { line: 4, reason: expect.stringContaining("write it like 2026-11-08 09:00") },
      { line: 5, reason: expect.stringContaining("holds a control character") },
    ]);
  });

  test("a header without a time is one broken line, not one per row", () => {
    expect(readLog("csv", "a,b\n1,2\n3,4\n", berlin).broken).toMatchObject([
      { line: 1, reason: "the header names no time and no path; name two columns so" },
    ]);
  });
});

describe("git log", () => {
  const { records, broken } = readLog("git-log", GIT, berlin);

  test("turns each changed file of a commit into an event", () => {
    expect(records.map(({ actor, record }) => [actor, record.op, record.path, record.fromPath])).toEqual([
      ["Ada Byron <ada@example.org>", "created", "docs/new.md", undefined],
      ["Ada Byron <ada@example.org>", "moved", "docs/moved.md", "docs/old.md"],
      ["Ada Byron <ada@example.org>", "modified", "docs/café.md", undefined],
    ]);
  });

  test("says which command gives dates that can be read", () => {
    expect(broken.map(({ line, reason }) => [line, reason.slice(0, 40)])).toEqual([
      [14, "the date is not ISO; run `git -c core.qu"],
      [16, "a changed file before any date of a comm"],
    ]);
  });
});

describe("any log", () => {
  test.each<[LogFormat, string]>([
    ["ndjson", NDJSON],
    ["csv", CSV],
    ["git-log", GIT],
  ])("%s is detected and reads the same in pieces of any size", (format, text) => {
    expect(detectFormat(text.slice(0, 200))).toBe(format);
    const whole = readLog(format, text, berlin);

    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (size) => {
        const reader = createLogReader(format, berlin);
        const results = [];
        for (let at = 0; at < text.length; at += size) results.push(reader.push(text.slice(at, at + size)));
        results.push(reader.end());
        expect(results.flatMap((result) => result.records)).toEqual(whole.records);
        expect(results.flatMap((result) => result.broken)).toEqual(whole.broken);
      }),
    );
  });

  test("what is no log has no format", () => {
    expect(detectFormat("Dear diary,\nnothing happened")).toBeNull();
    expect(detectFormat("")).toBeNull();
  });

  test("an empty log is empty", () => {
    expect(readLog("csv", "", berlin)).toEqual({ records: [], broken: [] });
    expect(readLog("ndjson", "\n\n", berlin)).toEqual({ records: [], broken: [] });
  });
});

describe("ids of imported events", () => {
  const { records } = readLog("ndjson", NDJSON, berlin);
  const ids = (sourceId: string) => records.map(({ record }) => createEventIds({ sourceId })(record).id);

  test("are the same each time and other for another source", () => {
    expect(ids("one")).toEqual(ids("one"));
    expect(ids("one")).not.toEqual(ids("two"));
  });

  test("carry the time of the event", () => {
    expect(timeOfUuidV7(ids("one")[0] ?? "")).toBe(Date.parse("2026-02-23T09:10:21.464+01:00"));
  });

  test("differ for equal lines of one log", () => {
    const record = records[0]?.record;
    const toEvent = createEventIds({ sourceId: "one" });
    const twice = record ? [toEvent(record).id, toEvent(record).id] : [];

    expect(new Set(twice).size).toBe(2);
    expect(twice.every(isUuidV7)).toBe(true);
  });

  test("have a fixed form, since changing it would import every file anew", () => {
    const of = {
      sourceId: "0190a000-0000-7000-8000-000000000000",
      line: "{}",
      ordinal: 0,
      occurredAt: 1_762_675_200_000,
    };

    expect(deriveEventId(of)).toMatchInlineSnapshot(`"019a67a1-1000-74a7-9f1a-9cfc7d128c20"`);
  });
});

describe("times as tables write them", () => {
  test.each([
    ["2026-11-08 09:00", "2026-11-08T09:00:00+01:00"],
    ["2026-11-08 09:00:05.250", "2026-11-08T09:00:05+01:00"],
    ["2026-11-08 09:00:00 +0200", "2026-11-08T08:00:00+01:00"],
    ["2026/7/8 9:00", "2026-07-08T09:00:00+02:00"],
    ["8.7.2026, 09:00:30", "2026-07-08T09:00:30+02:00"],
    ["1762675200", "2025-11-09T09:00:00+01:00"],
    ["1762675200250", "2025-11-09T09:00:00.250+01:00"],
  ])("%s", (text, expected) => {
    expect(writeInstant(parseWrittenTime(text, "Europe/Berlin") ?? 0, "Europe/Berlin")).toBe(expected);
  });

  test.each(["", "yesterday", "2026-02-30 09:00", "11/08/2026", "32.01.2026"])(
    "%j cannot be read",
    (text) => {
      expect(parseWrittenTime(text, "Europe/Berlin")).toBeNull();
    },
  );
});

test("the zone of a log follows from its offsets", () => {
  expect(inferTimeZone(["2026-01-05T09:00:00-05:00", "2026-07-05T09:00:00-04:00"], "UTC")).toBe(
    "America/New_York",
  );
  expect(inferTimeZone(["2026-01-05T09:00:00+01:00"], "Europe/Paris")).toBe("Europe/Paris");
  expect(inferTimeZone(["2026-01-05T09:00:00+01:07"], "UTC")).toBeNull();
  expect(inferTimeZone([], "UTC")).toBe("UTC");
});
