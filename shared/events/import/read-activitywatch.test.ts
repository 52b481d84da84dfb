import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { fileInTitle } from "./read-activitywatch.ts";
import { createLogReader, detectFormat, readLog } from "./read-log.ts";

const OPTIONS = { timeZone: "Europe/Berlin" };
const EXPORT = JSON.stringify(
  {
    buckets: {
      "aw-watcher-vscode_studio": {
        id: "aw-watcher-vscode_studio",
        type: "app.editor.activity",
        events: [
          {
            id: 1,
            timestamp: "2026-11-16T07:56:00.120000+00:00",
            duration: 61.5,
            data: { file: "/home/ada/shop/orders.py", project: "shop", language: "python" },
          },
        ],
      },
      "aw-watcher-window_studio": {
        type: "currentwindow",
        events: [
          {
            timestamp: "2026-11-16T08:10:00+00:00",
            duration: 30,
            data: { app: "Excel", title: "orders-2026-11-16.xlsx - Excel" },
          },
          {
            timestamp: "2026-11-16T08:11:00+00:00",
            duration: 3,
            data: { app: "Firefox", title: "example.com - Mozilla Firefox" },
          },
        ],
      },
      "aw-watcher-afk_studio": {
        events: [{ timestamp: "2026-11-16T08:12:00+00:00", duration: 300, data: { status: "afk" } }],
      },
    },
  },
  null,
  2,
);

describe("an ActivityWatch export", () => {
  it("is known by its beginning, written small or with space", () => {
    expect(detectFormat(EXPORT.slice(0, 100))).toBe("activitywatch");
    expect(detectFormat('{"buckets":{}}')).toBe("activitywatch");
  });

  it("gives an event for each file an editor or a window's title names, and passes over the rest", () => {
    const { records, broken } = readLog("activitywatch", EXPORT, OPTIONS);

    expect(broken).toEqual([]);
    expect(records).toEqual([
      {
        line: 1,
        actor: null,
        record: {
          occurredAt: "2026-11-16T07:56:00.120000Z",
          tz: "Europe/Berlin",
          op: "opened",
          path: "home/ada/shop/orders.py",
          tool: "vscode",
          durationMs: 61_500,
        },
      },
      {
        line: 2,
        actor: null,
        record: {
          occurredAt: "2026-11-16T08:10:00Z",
          tz: "Europe/Berlin",
          op: "opened",
          path: "orders-2026-11-16.xlsx",
          tool: "Excel",
          durationMs: 30_000,
        },
      },
    ]);
  });

  it("reads the same in pieces of any size", () => {
    const whole = readLog("activitywatch", EXPORT, OPTIONS);

    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (size) => {
        const reader = createLogReader("activitywatch", OPTIONS);
        const records = [];
        for (let at = 0; at < EXPORT.length; at += size) {
          records.push(...reader.push(EXPORT.slice(at, at + size)).records);
        }
        records.push(...reader.end().records);
        expect(records).toEqual(whole.records);
      }),
    );
  });

  it("that breaks off keeps what came before, and names where", () => {
    const { records, broken } = readLog("activitywatch", EXPORT.slice(0, EXPORT.indexOf("08:11")), OPTIONS);

    expect(records).toHaveLength(2);
    expect(broken).toEqual([{ line: 3, reason: "is missing: the file ends before it", text: "" }]);
  });

  it("that is damaged inside keeps what came before, and says so once", () => {
    const damaged = EXPORT.replace('"timestamp": "2026-11-16T08:11', 'oops "2026-11-16T08:11');

    const { records, broken } = readLog("activitywatch", damaged, OPTIONS);

    expect(records).toHaveLength(2);
    expect(broken).toMatchObject([{ line: 3 }]);
  });

  it("names an event whose time cannot be read", () => {
    const { records, broken } = readLog(
      "activitywatch",
      EXPORT.replace("2026-11-16T07:56:00.120000+00:00", "yesterday"),
      OPTIONS,
    );

    expect(records).toHaveLength(1);
    expect(broken).toMatchObject([{ line: 1, reason: expect.stringContaining("occurredAt") }]);
  });
});

test.each([
  ["orders.xlsx - Excel", "orders.xlsx"],
  ["● report-2026.docx — Word", "report-2026.docx"],
  ["main.py (~/shop) - GVIM", "main.py"],
  ["*notes.md", "notes.md"],
  ["Quarterly numbers.pdf | Preview", "Quarterly numbers.pdf"],
  ["example.com - Mozilla Firefox", null],
  ["Inbox - Thunderbird", null],
  [".md", null],
  [undefined, null],
])("the title %j names %j", (title, name) => {
  expect(fileInTitle(title)).toBe(name);
});
