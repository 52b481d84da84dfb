import { describe, expect, it } from "vitest";
import { openLog } from "./log-file.ts";
import { readBatches } from "./read-batches.ts";
import { scanLog } from "./scan-log.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const SOURCE = "7f3a1c1e-0000-4000-8000-000000000001";
const line = (at: string, path: string) => JSON.stringify({ ts: at, op: "modified", path });

async function* inPieces(text: string, size = 7): AsyncIterable<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const read = async (text: string, actor: string | null = null) =>
  collect(
    readBatches(inPieces(text, 400), {
      format: text.startsWith("commit") ? "git-log" : "ndjson",
      timeZone: "Europe/Berlin",
      actor,
      sourceId: SOURCE,
      now: NOW,
    }),
  );

const GIT = `commit 0123456789abcdef0123456789abcdef01234567
Author: Ada <ada@example.org>
Date:   2026-11-08T09:00:00+01:00

M\ta.md
A\tb.md

commit fedcba9876543210fedcba9876543210fedcba98
Author: Bob <bob@example.org>
Date:   2026-11-08T10:00:00+01:00

D\tc.md
`;

describe("scanLog", () => {
  it("finds format, span, broken lines and first events, however the text is cut", async () => {
    const text = [
      line("2026-11-08T09:00:00+01:00", "a.txt"),
      "nonsense",
      line("2026-11-09T09:00:00+01:00", "b.txt"),
    ].join("\n");

    const scan = await scanLog(inPieces(text), { timeZone: "Europe/Berlin", now: NOW });

    expect(scan).toMatchObject({
      format: "ndjson",
      events: 2,
      brokenCount: 1,
      broken: [{ line: 2 }],
      statedZone: "Europe/Berlin",
      span: { from: Date.parse("2026-11-08T08:00:00Z"), to: Date.parse("2026-11-09T08:00:00Z") },
    });
  });

  it("says that a text is no log", async () => {
    expect(await scanLog(inPieces("hello world"), { timeZone: "UTC", now: NOW })).toBeNull();
  });

  it("counts what is too old to be kept", async () => {
    const text = [
      line("2019-01-01T09:00:00+01:00", "old.txt"),
      line("2026-11-08T09:00:00+01:00", "new.txt"),
    ].join("\n");

    const scan = await scanLog(inPieces(text), { timeZone: "Europe/Berlin", now: NOW });

    expect(scan).toMatchObject({ events: 1, tooOld: 1 });
  });

  it("does not take a program that writes UTC for a person in UTC", async () => {
    const scan = await scanLog(inPieces(line("2026-07-08T09:00:00Z", "a.txt")), {
      timeZone: "Europe/Berlin",
      now: NOW,
    });

    expect(scan?.statedZone).toBe("Europe/Berlin");
  });

  it("finds the zone that stated offsets agree with", async () => {
    const text = [
      line("2026-07-08T09:00:00-04:00", "a.txt"),
      line("2026-01-08T09:00:00-05:00", "b.txt"),
    ].join("\n");

    const scan = await scanLog(inPieces(text), { timeZone: "Europe/Berlin", now: NOW });

    expect(scan?.statedZone).toBe("America/New_York");
  });

  it("lists the people of a log by how much they did", async () => {
    const scan = await scanLog(inPieces(GIT), { timeZone: "UTC", now: NOW });

    expect(scan?.actors.map(({ events }) => events)).toEqual([2, 1]);
  });
});

describe("readBatches", () => {
  it("cuts after a thousand events", async () => {
    const text = Array.from({ length: 1001 }, (_, index) =>
      line("2026-11-08T09:00:00+01:00", `${index}.txt`),
    ).join("\n");

    const batches = await read(text);

    expect(batches.map(({ events }) => events.length)).toEqual([1000, 1]);
  });

  it("gives the same ids when the file is read again", async () => {
    const text = [
      line("2026-11-08T09:00:00+01:00", "a.txt"),
      line("2026-11-08T09:00:00+01:00", "a.txt"),
    ].join("\n");

    const [once, again] = [await read(text), await read(text)];

    expect(again).toEqual(once);
    expect(new Set(once[0]?.events.map(({ id }) => id)).size).toBe(2);
  });

  it("does not send what ingest would refuse, and says why", async () => {
    const text = [
      line("2019-01-01T09:00:00+01:00", "old.txt"),
      line("2026-11-08T09:00:00+01:00", "new.txt"),
    ].join("\n");

    const [batch] = await read(text);

    expect(batch?.lines).toEqual([2]);
    expect(batch?.refused).toMatchObject([{ line: 1, code: "outside_retention" }]);
  });

  it("takes one person's events, with the ids they have among everybody's", async () => {
    const scan = await scanLog(inPieces(GIT), { timeZone: "Europe/Berlin", now: NOW });
    const [all] = await read(GIT);

    const [ada] = await read(GIT, scan?.actors[0]?.name ?? "");

    expect(ada?.events).toEqual(all?.events.slice(0, 2));
  });
});

describe("openLog", () => {
  it("unzips a file that begins as gzip does", async () => {
    const zipped = new Blob(["héllo\n"]).stream().pipeThrough(new CompressionStream("gzip"));
    const file = new Blob([await new Response(zipped).arrayBuffer()]);

    const { pieces } = await openLog(file, () => {});

    expect((await collect(pieces)).join("")).toBe("héllo\n");
  });
});
