import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { uuidV7 } from "../../shared/events/uuid-v7.ts";
import { anEventNow, envelope, type Sent, send, someEvents } from "../testing/batches.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;
let bearer: string;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.01 });
});
afterAll(() => stack.stop());
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
  bearer = await stack.issuer.token(person.userId);
});

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Sent> =>
  send(stack.ingest, { bearer, body, headers });
const sendEvents = (events: unknown[]): Promise<Sent> => post(envelope(person.sourceId, events));
const count = async (table: "events" | "ingest_rejects") => {
  const [row] = await stack.database.owner.unsafe(
    `select count(*)::int as rows from public.${table} where user_id = '${person.userId}'`,
  );
  return row?.rows;
};
const idAt = (iso: string) => uuidV7({ timeMs: Date.parse(iso), bytes: new Uint8Array(10) });
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

describe("one bad event among good ones gets its verdict and harms no neighbour", () => {
  const cases: [string, () => unknown, string, string][] = [
    ["an unknown field", () => ({ ...anEventNow(), colour: "red" }), "invalid_event", "unknown field"],
    [
      "__proto__",
      () => JSON.parse(JSON.stringify(anEventNow()).replace("{", '{"__proto__":{"a":1},')),
      "invalid_event",
      "unknown field",
    ],
    ["constructor", () => ({ ...anEventNow(), constructor: {} }), "invalid_event", "unknown field"],
    ["a number for a path", () => ({ ...anEventNow(), path: 7 }), "invalid_event", "must be text"],
    ["an unknown op", () => ({ ...anEventNow(), op: "renamed" }), "invalid_event", "must be one of"],
    ["null", () => null, "invalid_event", "must be an object"],
    ["a list", () => [], "invalid_event", "must be an object"],
    ["a text", () => "event", "invalid_event", "must be an object"],
    ["an infinite size", () => ({ ...anEventNow(), size: "@@" }), "invalid_event", "whole number"],
    [
      "details six levels deep",
      () => anEventNow({ details: deep(6) as Record<string, unknown> }),
      "invalid_event",
      "levels deep",
    ],
    [
      "65 keys",
      () => anEventNow({ details: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`k${i}`, 1])) }),
      "invalid_event",
      "64 keys",
    ],
    [
      "17 KiB of details",
      () => anEventNow({ details: { text: "x".repeat(17_000) } }),
      "invalid_event",
      "at most 16384",
    ],
    [
      "details that grow when stored",
      () => anEventNow({ details: { zeros: Array.from({ length: 8000 }, () => 0) } }),
      "too_large",
      "64 KiB",
    ],
    ["NUL in the path", () => anEventNow({ path: "a\u0000b" }), "invalid_event", "control character"],
    ["NUL in details", () => anEventNow({ details: { a: "\u0000" } }), "invalid_event", "NUL"],
    ["NUL in a key", () => anEventNow({ details: { "\u0000": 1 } }), "invalid_event", "NUL"],
    ["NUL in the id", () => ({ ...anEventNow(), id: "\u0000" }), "invalid_event", "UUID version 7"],
    ["half a pair in the path", () => anEventNow({ path: "a\ud800b" }), "invalid_event", "UTF-16"],
    ["half a pair in details", () => anEventNow({ details: { a: "\udfff" } }), "invalid_event", "UTF-16"],
    ["half a pair in the id", () => ({ ...anEventNow(), id: "\ud800" }), "invalid_event", "UUID version 7"],
    [
      "half a pair where the message is cut",
      () => ({ ...anEventNow(), op: `${"x".repeat(55)}😀😀` }),
      "invalid_event",
      "must be one of",
    ],
    ["an absolute path", () => anEventNow({ path: "/etc/passwd" }), "invalid_event", "is absolute"],
    ["a drive", () => anEventNow({ path: "C:/Users/a" }), "invalid_event", "drive"],
    ["a backslash", () => anEventNow({ path: "a\\b" }), "invalid_event", "backslash"],
    ["a climb", () => anEventNow({ path: "a/../../etc" }), "invalid_event", "resolve it"],
    ["1025 bytes of path", () => anEventNow({ path: "é".repeat(513) }), "invalid_event", "1024 bytes"],
    [
      "a path of 1970",
      () => anEventNow({ occurredAt: "1970-01-01T00:00:00Z" }),
      "outside_retention",
      "366 days",
    ],
    [
      "a date of 2100",
      () => anEventNow({ occurredAt: "2100-01-01T00:00:00Z" }),
      "outside_retention",
      "clock",
    ],
    [
      "an id of 1970",
      () => anEventNow({ id: idAt("1970-01-01T00:00:00Z") }),
      "outside_retention",
      "366 days",
    ],
    ["an id of 2100", () => anEventNow({ id: idAt("2100-01-01T00:00:00Z") }), "outside_retention", "clock"],
    ["an id of version 4", () => anEventNow({ id: crypto.randomUUID() }), "invalid_event", "UUID version 7"],
    ["no offset", () => anEventNow({ occurredAt: "2026-11-08T09:00:00" }), "invalid_event", "offset"],
    ["30 February", () => anEventNow({ occurredAt: "2026-02-30T09:00:00Z" }), "invalid_event", "not a time"],
    ["no such zone", () => anEventNow({ tz: "Mars/Olympus" }), "invalid_event", "IANA"],
  ];

  test.each(cases)("%s", async (name, make, code, words) => {
    const event = make();
    const body = JSON.stringify(envelope(person.sourceId, [anEventNow(), event, anEventNow()]));

    const sent = await post(name === "an infinite size" ? body.replace('"@@"', "1e400") : body);

    expect(sent).toMatchObject({
      status: 200,
      body: { accepted: 2, duplicate: 0, rejected: [{ index: 1, code }] },
    });
    expect(sent.body.rejected[0]?.message).toContain(words);
    expect(await count("events")).toBe(2);
    expect(await count("ingest_rejects")).toBe(1);
  });

  test("a little ahead of our clock may be sent again later", async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString();

    const sent = await sendEvents([
      anEventNow({ occurredAt: soon }),
      anEventNow({ occurredAt: "2100-01-01T00:00:00Z" }),
    ]);

    expect(sent.body.rejected.map(({ retryable }) => retryable)).toEqual([true, false]);
  });

  test("a thousand bad ones are all told, five hundred kept", async () => {
    const sent = await sendEvents(Array.from({ length: 1000 }, (_, index) => ({ index })));

    expect(sent.body.rejected).toHaveLength(1000);
    expect(await count("ingest_rejects")).toBe(500);
  });
});

describe("a body that is no batch is refused whole, and nothing of it is stored", () => {
  const good = () => JSON.stringify(envelope(person.sourceId, someEvents(3)));
  const gzip = { "content-encoding": "gzip" };
  const tooLong = () => `${good().slice(0, -1)},"pad":"${"x".repeat(1_048_577 - good().length - 9)}"}`;

  const cases: [string, number, () => unknown, Record<string, string>, string][] = [
    ["1 001 events", 413, () => envelope(person.sourceId, someEvents(1001)), {}, "at most 1000 events"],
    ["1 MiB and one byte", 413, tooLong, {}, "at most 1048576 bytes"],
    [
      "1 MiB and one byte after unpacking",
      413,
      () => gzipSync(Buffer.concat([Buffer.from(tooLong()), crypto.getRandomValues(Buffer.alloc(60_000))])),
      gzip,
      "at most 1048576 bytes",
    ],
    ["a gzip bomb", 413, () => gzipSync(Buffer.alloc(200_000_000)), gzip, "1048576 bytes"],
    ["a small gzip bomb", 413, () => gzipSync(Buffer.alloc(1_000_000, 0x20)), gzip, "100 times"],
    ["broken gzip", 400, () => gzipSync(good()).fill(7, 20, 40), gzip, "not whole gzip"],
    ["half a gzip", 400, () => gzipSync(good()).subarray(0, 60), gzip, "not whole gzip"],
    ["no gzip at all", 400, good, gzip, "not whole gzip"],
    ["brotli", 415, good, { "content-encoding": "br" }, "send gzip or none"],
    [
      "gzip twice",
      415,
      () => gzipSync(gzipSync(good())),
      { "content-encoding": "gzip, gzip" },
      "send gzip or none",
    ],
    ["a form", 415, good, { "content-type": "application/x-www-form-urlencoded" }, "application/json"],
    ["half a JSON", 400, () => good().slice(0, -1), {}, "not JSON"],
    ["nothing", 400, () => "", {}, "not JSON"],
    ["broken UTF-8", 400, () => Buffer.from([0x22, 0xc3, 0x28, 0x22]), {}, "not UTF-8"],
    ["an overlong slash", 400, () => Buffer.from([0x22, 0xc0, 0xaf, 0x22]), {}, "not UTF-8"],
    ["a hundred thousand brackets", 400, () => "[".repeat(100_000), {}, "32 levels"],
    ["a list", 400, () => "[]", {}, "object"],
    ["null", 400, () => "null", {}, "object"],
    ["no events", 400, () => envelope(person.sourceId, []), {}, "1 to 1000"],
    [
      "events that are none",
      400,
      () => ({ ...(envelope(person.sourceId, []) as object), events: {} }),
      {},
      "list of events",
    ],
    [
      "a field too many",
      400,
      () => ({ ...(envelope(person.sourceId, someEvents(1)) as object), user: "x" }),
      {},
      "unknown field",
    ],
    ["a source that is no id", 400, () => envelope("documents", someEvents(1)), {}, "UUID"],
    ["a clock of 1970", 400, () => envelope(person.sourceId, someEvents(1), new Date(0)), {}, "clock"],
    [
      "a clock of 2100",
      400,
      () => envelope(person.sourceId, someEvents(1), new Date("2100-01-01")),
      {},
      "clock",
    ],
    ["a version of tomorrow", 400, good, { "floyo-version": "2099-01-01" }, "2026-11-22"],
  ];

  test.each(cases)("%s: %i", async (_, status, make, headers, words) => {
    const sent = await post(make(), headers);

    expect(sent.status).toBe(status);
    expect(sent.body.error.message).toContain(words);
    expect(await count("events")).toBe(0);
    expect(await count("ingest_rejects")).toBe(0);
  });

  test("an endless body is cut at the limit", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const response = await stack.ingest.fetch(
      new Request("http://127.0.0.1/ingest", {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${bearer}` },
        body: endless,
        duplex: "half",
      } as RequestInit),
    );

    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(2_097_152);
  });

  test("the limit itself fits", async () => {
    const body = good();

    const sent = await post(`${body}${" ".repeat(1_048_576 - body.length)}`);

    expect(sent).toMatchObject({ status: 200, body: { accepted: 3 } });
  });

  test.each(["GET", "PUT", "DELETE"])("%s is answered 405 with what is allowed", async (method) => {
    const response = await stack.ingest.fetch(new Request("http://127.0.0.1/ingest", { method }));

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST, OPTIONS");
  });

  test("a browser of the site may ask, and hears version and request id", async () => {
    const response = await stack.ingest.fetch(
      new Request("http://127.0.0.1/ingest", {
        method: "OPTIONS",
        headers: { "x-request-id": "request-0001" },
      }),
    );

    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("http://127.0.0.1:3000");
    expect(response.headers.get("floyo-version")).toBe("2026-11-22");
    expect(response.headers.get("x-request-id")).toBe("request-0001");
  });
});

test("whatever is sent, each event has one fate and no answer is a 5xx", async () => {
  const field = fc.constantFrom(
    "id",
    "occurredAt",
    "tz",
    "op",
    "path",
    "fromPath",
    "tool",
    "size",
    "details",
    "x",
  );
  const wild = fc.oneof(
    fc.jsonValue({ maxDepth: 8 }),
    fc.string({ unit: "binary" }),
    fc.constantFrom("..", "/", "\u0000", "\ud800", 1e308, -1),
  );
  const event = fc.oneof(
    fc.jsonValue({ maxDepth: 8 }),
    fc.dictionary(field, wild, { maxKeys: 3 }).map((broken) => ({ ...anEventNow(), ...broken })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 30 }), async (events) => {
      const before = await count("events");

      const { status, body } = await sendEvents(events);

      expect(status).toBe(200);
      expect(body.accepted + body.duplicate + body.rejected.length).toBe(events.length);
      expect(await count("events")).toBe(before + body.accepted);
    }),
    { numRuns: 200 },
  );
}, 300_000);
