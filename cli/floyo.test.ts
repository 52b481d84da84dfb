import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { FloyoError } from "@floyo/shared/errors.ts";
import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { parseEnvelope, parseEvent } from "@floyo/shared/events/parse-event.ts";
import { plantNoise, plantRoutine, seededRandom } from "@floyo/shared/mining/testing/planted-log.ts";
import { reportRoutine } from "@floyo/shared/mining/testing/report-routine.ts";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const SOURCE = "0190a000-0000-7000-8000-000000000000";
const now = Date.now();
const dayBefore = (days: number) => new Date(now - days * 86_400_000).toISOString().slice(0, 10);
const span = { firstDate: dayBefore(15), lastDate: dayBefore(1), random: seededRandom(1) };
const events = [
  ...plantRoutine({
    routine: { ...reportRoutine("Europe/Berlin"), weekdays: [0, 1, 2, 3, 4, 5, 6] },
    ...span,
  }),
  ...plantNoise({ count: 1500, timeZone: "Europe/Berlin", ...span }),
];
const lines = events.map(({ id: _, tz: __, ...event }) => JSON.stringify(event)).join("\n");
// In winter the clock of London is UTC: only summer tells the two apart.
const london = plantRoutine({
  routine: reportRoutine("Europe/London"),
  firstDate: "2025-12-01",
  lastDate: "2026-05-29",
  random: seededRandom(2),
})
  .map(({ id: _, tz: __, ...event }) => JSON.stringify(event))
  .join("\n");

let folder = "";
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "floyo-cli-"));
  await writeFile(join(folder, "log.ndjson"), `${lines}\nbroken\n`);
  await writeFile(join(folder, "log.ndjson.gz"), gzipSync(lines));
  await writeFile(join(folder, "two-summers.ndjson"), london);
  await writeFile(join(folder, "diary.txt"), "Dear diary,\n");
});
afterAll(async () => {
  for (const child of children) child.kill();
  await rm(folder, { recursive: true });
});

function floyo(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "floyo.ts"), ...args]);
  children.push(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

describe("floyo mine", () => {
  test("says what repeats, when in the week, and names broken lines", async () => {
    const { code, out, err } = await floyo("mine", join(folder, "log.ndjson"), "--tz", "Europe/Berlin");

    expect(out).toMatch(/1545 events, \d+ routines?\n/);
    expect(out).toMatch(
      /sequence: On 1[45] of the last 15 days, about 0\d:\d\d, report\.py was changed, then clean\.csv/,
    );
    expect(out).toMatch(/\n {4}█[█░]+ {2}1[45] of 15\n/);
    expect(out).toMatch(/\n {4}Mon [·▁-█]{24}\n/);
    expect(err).toContain("line 1546: is not JSON");
    expect(code).toBe(2);
  });

  test("prints JSON in the scorer's words, from a packed file", async () => {
    const { code, out } = await floyo("mine", join(folder, "log.ndjson.gz"), "--json", "--top", "1");

    const { patterns, absences } = JSON.parse(out);
    expect(patterns.map((entry: { type: string }) => entry.type)).toEqual(["sequence", "periodic"]);
    expect(patterns[0].steps[2]).toEqual({ op: "upload", path: "Reports/report.pdf" });
    expect(patterns[0].floyo.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(absences).toEqual([]);
    expect(code).toBe(0);
  });

  test("lists what did not come by the time it is asked for", async () => {
    const later = new Date(now + 3 * 86_400_000).toISOString();

    const { out } = await floyo("mine", join(folder, "log.ndjson.gz"), "--now", later);

    expect(out).toMatch(
      /Expected, but did not come:\nabsence: Reports\/report\.py was not changed; it was due [^.]+, [34] times in a row/,
    );
  });

  test("takes the zone from the offsets, across the change of the clocks", async () => {
    const { out } = await floyo("mine", join(folder, "two-summers.ndjson"), "--json");

    const { patterns } = JSON.parse(out);
    const rhythm = patterns.find((entry: { rrule?: string }) => entry.rrule);
    expect(rhythm).toMatchObject({ tz: "Europe/London", rrule: expect.stringMatching(/BYHOUR=(8|9);/) });
  });

  test("starts by its launcher on any Node that it names", async () => {
    const child = spawn("node", [join(import.meta.dirname, "floyo.mjs"), "--help"], { cwd: tmpdir() });
    children.push(child);
    let out = "";
    child.stdout.on("data", (text) => {
      out += text;
    });

    const code = await new Promise((resolve) => child.on("close", resolve));

    expect(out).toContain("floyo mine <file>");
    expect(code).toBe(0);
  });

  test.each([
    [["mine", "nowhere.ndjson"], "There is no file nowhere.ndjson"],
    [["mine"], "Which file?"],
    [["mine", "a", "--top", "none"], "--top is a number from 1, got none"],
    [["mine", "a", "--tz", "Mars/Base"], "--tz is a zone like Europe/Berlin"],
    [["mine", "a", "--now", "soon"], "--now is a time like"],
    [["mine", "a", "--colour"], "Unknown option '--colour'"],
    [["fly"], 'There is no command "fly"'],
    [["import", "a"], "--source is the UUID of a source"],
  ])("%j fails with one clear sentence", async (args, expected) => {
    const { code, err } = await floyo(...args);

    expect(err).toContain(expected);
    expect(err).not.toContain("    at ");
    expect(code).toBe(1);
  });

  test("refuses a file that is no log", async () => {
    expect((await floyo("mine", join(folder, "diary.txt"))).err).toContain("is no log Floyo reads");
  });
});

describe("floyo import", () => {
  let server: Server;
  let url = "";
  const stored = new Set<string>();
  const batches: number[] = [];
  let refuseNext = false;
  const sentPaths: string[] = [];
  let rules = { ops: [...EVENT_OPS] as string[], ignoredPaths: [] as string[], isPaused: false };

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = "";
      for await (const piece of request) body += piece;
      const send = (status: number, answer: unknown, headers = {}) =>
        response
          .writeHead(status, { "content-type": "application/json", ...headers })
          .end(JSON.stringify(answer));
      if (request.headers.authorization !== "Bearer flk_test")
        return send(401, { error: { code: "unauthorized", message: "unknown key" } });
      if (refuseNext) {
        refuseNext = false;
        return send(429, { error: { code: "limit_exceeded", message: "slow down" } }, { "retry-after": "0" });
      }
      if (request.method === "GET")
        return send(request.url === `/functions/v1/ingest/rules?source=${SOURCE}` ? 200 : 404, rules);
      sentPaths.push(body);
      try {
        const envelope = parseEnvelope(JSON.parse(body));
        batches.push(envelope.events.length);
        const verdicts = envelope.events.map((event) => parseEvent(event, { now: Date.now() }));
        const good = verdicts.flatMap((verdict) => (verdict.ok ? [verdict.event.id] : []));
        const fresh = good.filter((id) => !stored.has(id));
        for (const id of fresh) stored.add(id);
        const rejected = verdicts.flatMap((verdict, index) =>
          verdict.ok ? [] : [{ index, retryable: false, ...verdict }],
        );
        return send(200, { accepted: fresh.length, duplicate: good.length - fresh.length, rejected });
      } catch (error) {
        return send(error instanceof FloyoError ? 400 : 500, {
          error: { code: "invalid_input", message: String(error) },
        });
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/functions/v1`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const run = (key: string) =>
    floyo(
      "import",
      join(folder, "log.ndjson.gz"),
      "--source",
      SOURCE,
      "--key",
      key,
      "--url",
      url,
      "--tz",
      "Europe/Berlin",
    );

  test("sends batches of at most 1000 and adds nothing the second time, even when told to slow down", async () => {
    refuseNext = true;
    const first = await run("flk_test");
    const second = await run("flk_test");

    expect(batches).toEqual([1000, 545, 1000, 545]);
    expect(first.out).toContain(
      "1545 new, 0 already known, 0 refused, 0 held back by your privacy settings, 0 lines not readable",
    );
    expect(second.out).toContain("0 new, 1545 already known");
    expect([first.code, second.code]).toEqual([0, 0]);
  });

  test("sends nothing of what the person ruled out, and nothing while everything is paused", async () => {
    sentPaths.length = 0;
    rules = { ops: EVENT_OPS.filter((op) => op !== "uploaded"), ignoredPaths: ["*.csv"], isPaused: false };
    const held = await run("flk_test");
    const sent = sentPaths.join("\n");
    rules = { ...rules, isPaused: true };
    const paused = await run("flk_test");

    expect(lines).toMatch(/\.csv"/);
    expect(sent).toContain("report.py");
    expect(sent).not.toMatch(/\.csv"|"uploaded"/);
    expect(held.out).toMatch(/0 new, \d+ already known, 0 refused, [1-9]\d* held back/);
    expect(sentPaths.join("\n")).toBe(sent);
    expect(paused.err).toContain("Nothing was sent");
    expect([held.code, paused.code]).toEqual([0, 1]);
  });

  test("says why it was turned away and that nothing is lost", async () => {
    const { code, err } = await run("flk_wrong");

    expect(err).toContain("answered 401: unknown key. What was sent before is kept");
    expect(code).toBe(1);
  });
});
