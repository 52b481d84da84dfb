import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { load } from "../../shared/mining/state/chunks.ts";
import { eventCount } from "../../shared/mining/state/state.ts";
import { claimMining } from "../_db/claim-mining.ts";
import { type Database, openDatabase } from "../_db/client.ts";
import { commitMining, type MiningResult } from "../_db/commit-mining.ts";
import { readMiningState } from "../_db/read-mining-state.ts";
import { ENGINE_VERSION } from "../_mining/engine.ts";
import { envelope, send, someEvents } from "../testing/batches.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { deliver } from "../testing/deliver.ts";
import { aDelivery } from "../testing/sign-delivery.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;
let worker: Database;
let outboxId: number;

// So slow that QStash itself delivers nothing: these tests deliver by hand.
beforeAll(async () => {
  stack = await startStack({ timeScale: 0.001 });
  worker = openDatabase(stack.env.FLOYO_DB_URL);
});
afterAll(async () => {
  await worker.end();
  await stack.stop();
});
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
  await ingest(3);
  await makeDue();
});

async function ingest(count: number): Promise<void> {
  const bearer = await stack.issuer.token(person.userId);
  const sent = await send(stack.ingest, { bearer, body: envelope(person.sourceId, someEvents(count)) });
  expect(sent.body.accepted).toBe(count);
  outboxId = Number((await outbox())?.id);
}

const makeDue = () =>
  stack.database
    .owner`update private.outbox set due_at = now() where user_id = ${person.userId} and done_at is null`;
const outbox = async () =>
  (
    await stack.database.owner`select * from private.outbox where user_id = ${person.userId} order by id desc`
  )[0];
const state = async () =>
  (await stack.database.owner`select * from public.mining_state where user_id = ${person.userId}`)[0];
const chunks = () =>
  stack.database.owner`select * from public.mining_chunks where user_id = ${person.userId}`;
const nudges = async (kind: string) =>
  await stack.database.owner`
    select payload from realtime.messages
    where topic = ${`user:${person.userId}`} and payload ->> 'kind' = ${kind}`;
const mine = (fields: { attempt?: number; jti?: string } = {}) =>
  deliver(stack, "mine", { body: { outboxId, attempt: fields.attempt }, jti: fields.jti });
const claim = (jti: string = crypto.randomUUID(), leaseMs = 30_000) =>
  claimMining(worker, { outboxId, attempt: null, jti, engine: ENGINE_VERSION, leaseMs });

describe("a delivery", () => {
  test("moves the cursor, stores the state, closes the outbox row and nudges", async () => {
    const delivered = await mine();

    expect(delivered).toMatchObject({ status: 200, body: { status: "committed" } });
    expect(await state()).toMatchObject({
      last_seq: "3",
      mined_seq: "3",
      attempt: 0,
      lease_token: null,
      engine_version: ENGINE_VERSION,
    });
    expect((await outbox())?.done_at).toBeInstanceOf(Date);
    expect((await chunks()).length).toBeGreaterThan(0);
    expect(await nudges("mining")).toHaveLength(1);
  });

  test("that comes twice does its work once", async () => {
    await mine({ jti: "jwt_twice" });
    const before = await state();

    const again = await mine({ jti: "jwt_twice" });

    expect(again).toMatchObject({ status: 200, body: { status: "done" } });
    expect(await state()).toEqual(before);
  });

  test("that was seen but had no effect is processed", async () => {
    await claim("jwt_killed", 0);

    const again = await mine({ jti: "jwt_killed" });

    expect(again.body).toMatchObject({ status: "committed" });
  });

  test("without a signature is refused and changes nothing", async () => {
    const response = await stack.mine.fetch(
      aDelivery(`${stack.env.FLOYO_FUNCTIONS_URL}/mine`, JSON.stringify({ outboxId }), null),
    );

    expect(response.status).toBe(401);
    expect(await state()).toMatchObject({ mined_seq: "0", attempt: 0 });
  });

  test("with a body of another kind is never tried again", async () => {
    const delivered = await deliver(stack, "mine", { body: { person: 7 } });

    expect(delivered.status).toBe(489);
    expect(delivered.headers.get("upstash-nonretryable-error")).toBe("true");
  });

  test("for a row that is gone is done", async () => {
    const delivered = await deliver(stack, "mine", { body: { outboxId: 999_999_999 } });

    expect(delivered).toMatchObject({ status: 200, body: { status: "gone" } });
  });

  test("is asked for again while the database is away", async () => {
    const { createMine } = await import("./mine.ts");
    const cutOff = createMine({ ...stack.env, FLOYO_DB_URL: "postgres://a:b@127.0.0.1:9/x" });

    const delivered = await deliver({ ...stack, mine: cutOff }, "mine", { body: { outboxId } });
    await cutOff.stop();

    expect(delivered.status).toBe(503);
    expect(Number(delivered.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("is POST only", async () => {
    const response = await stack.mine.fetch(new Request("http://127.0.0.1/mine"));

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  });
});

describe("before its time a delivery", () => {
  const later = () =>
    stack.database
      .owner`update private.outbox set due_at = now() + interval '5 seconds' where id = ${outboxId}`;

  test("is put off by a new message with the rest of the delay", async () => {
    await later();

    const delivered = await mine({ attempt: 1 });

    expect(delivered.body).toMatchObject({ status: "early" });
    expect(await outbox()).toMatchObject({ attempt: 2, done_at: null });
    expect((await outbox())?.published_at).toBeInstanceOf(Date);
    expect(await state()).toMatchObject({ mined_seq: "0", attempt: 0 });
  });

  test("does not multiply when it comes twice", async () => {
    await later();
    await mine({ attempt: 1 });

    const again = await mine({ attempt: 1 });

    expect(again.body).toMatchObject({ status: "seen" });
    expect(await outbox()).toMatchObject({ attempt: 2 });
  });
});

describe("two at once", () => {
  test("are one: the second is told when to come back", async () => {
    await claim();

    const second = await mine();

    expect(second.status).toBe(503);
    expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(25);
    expect(await state()).toMatchObject({ attempt: 1, mined_seq: "0" });
  });

  test("of many deliveries at once leave what one would", async () => {
    const delivered = await Promise.all(Array.from({ length: 6 }, () => mine()));

    expect(delivered.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect(await state()).toMatchObject({ mined_seq: "3", attempt: 0 });
  });

  test("the one that lost its lease writes nothing", async () => {
    const first = await claim("jwt_first", 0);
    if (first.status !== "claimed") throw new Error(first.status);
    const second = await claim("jwt_second");
    const result = aResult({ toSeq: 3 });

    const late = await commitMining(worker, { ...first, outboxId, jti: "jwt_first", result });

    expect(late).toEqual({ status: "lost" });
    expect(second.status).toBe("claimed");
    expect(await state()).toMatchObject({ mined_seq: "0", attempt: 2 });
    expect(await chunks()).toHaveLength(0);
  });
});

describe("work that kills its worker", () => {
  const die = () => claim(crypto.randomUUID(), 0);

  test("is counted before it begins and parked after six attempts, for all to see", async () => {
    for (let attempt = 1; attempt <= 6; attempt++) expect(await die()).toMatchObject({ attempt });

    const seventh = await mine();

    expect(seventh).toMatchObject({ status: 200, body: { status: "parked" } });
    const parked = await state();
    expect(parked?.parked_at).toBeInstanceOf(Date);
    expect(parked?.park_reason).toContain("after number 0");
    expect((await outbox())?.dead_at).toBeInstanceOf(Date);
    expect(await nudges("mining")).toHaveLength(1);
  });

  test("is forgotten as soon as one attempt ends well", async () => {
    for (let attempt = 1; attempt <= 5; attempt++) await die();

    await mine();

    expect(await state()).toMatchObject({ mined_seq: "3", attempt: 0, parked_at: null });
  });

  test("parks one person; events go on being stored", async () => {
    for (let attempt = 1; attempt <= 6; attempt++) await die();
    await mine();
    const bearer = await stack.issuer.token(person.userId);

    const sent = await send(stack.ingest, { bearer, body: envelope(person.sourceId, someEvents(2)) });

    expect(sent).toMatchObject({ status: 200, body: { accepted: 2 } });
    expect(await state()).toMatchObject({ last_seq: "5", mined_seq: "0" });
  });

  test("halves its batch with each attempt", async () => {
    await ingest(1000);
    await makeDue();
    for (let attempt = 1; attempt <= 3; attempt++) expect(await die()).toMatchObject({ attempt });

    await mine();

    expect(await state()).toMatchObject({ last_seq: "1003", mined_seq: "625" });
    expect(await outbox()).toMatchObject({ done_at: null, attempt: 2 });
  });
});

describe("what is left over", () => {
  test("because events came meanwhile is asked for at once, in the same row", async () => {
    const claimed = await claim("jwt_slow");
    if (claimed.status !== "claimed") throw new Error(claimed.status);
    await ingest(2);

    const commit = await commitMining(worker, {
      ...claimed,
      outboxId,
      jti: "jwt_slow",
      result: aResult({ toSeq: 3 }),
    });

    expect(commit).toMatchObject({ status: "committed", job: { id: outboxId, attempt: 2, delayMs: 0 } });
    expect(await outbox()).toMatchObject({ done_at: null });
  });

  test("by a crash between commit and publishing is published by the same delivery's second coming", async () => {
    const claimed = await claim("jwt_crash");
    if (claimed.status !== "claimed") throw new Error(claimed.status);
    await ingest(2);
    await commitMining(worker, { ...claimed, outboxId, jti: "jwt_crash", result: aResult({ toSeq: 3 }) });

    const again = await mine({ jti: "jwt_crash" });

    expect(again).toMatchObject({ status: 200, body: { status: "seen" } });
    expect((await outbox())?.published_at).toBeInstanceOf(Date);
  });

  test("a state that cannot be read is made again from the first event", async () => {
    await mine();
    await stack.database
      .owner`update public.mining_chunks set data = '\\xff' where user_id = ${person.userId}`;
    await ingest(2);
    await makeDue();

    const delivered = await mine();

    expect(delivered).toMatchObject({ status: 200, body: { status: "committed" } });
    expect(await state()).toMatchObject({ last_seq: "5", mined_seq: "5" });
    const events = await readMiningState(worker, person.userId);
    expect(eventCount(load(events))).toBe(5);
  });

  test("an error gives the lease back, so that the next delivery need not wait, and is noted", async () => {
    await stack.database.owner.unsafe(
      "alter table public.mining_chunks add constraint broken check (version < 0) not valid",
    );

    const failed = await mine();
    const between = await state();
    const note = (await outbox())?.last_error;
    await stack.database.owner.unsafe("alter table public.mining_chunks drop constraint broken");
    const again = await mine();

    expect(failed.status).toBe(503);
    expect(between).toMatchObject({ attempt: 1, lease_token: null, mined_seq: "0" });
    expect(note).toContain("broken");
    expect(again.body).toMatchObject({ status: "committed" });
  });

  test("a new engine starts from the first event again", async () => {
    await mine();
    await stack.database
      .owner`update public.mining_state set engine_version = 0 where user_id = ${person.userId}`;
    await ingest(1);
    await makeDue();

    const claimed = await claim();

    expect(claimed).toMatchObject({ status: "claimed", minedSeq: 0, lastSeq: 4 });
    expect(await chunks()).toHaveLength(0);
  });
});

describe("suggestions", () => {
  const commit = async (result: MiningResult) => {
    await stack.database.owner`
      update private.outbox set done_at = null, due_at = now(), payload = '{"refresh": true}' where id = ${outboxId}`;
    const jti = crypto.randomUUID();
    const claimed = await claim(jti);
    if (claimed.status !== "claimed") throw new Error(claimed.status);
    await commitMining(worker, { ...claimed, outboxId, jti, result });
  };
  const rows = () =>
    stack.database.owner`
      select fingerprint, status, title, version from public.suggestions
      where user_id = ${person.userId} order by fingerprint`;
  const statuses = async () => Object.fromEntries((await rows()).map((row) => [row.fingerprint, row.status]));
  const decide = (fingerprint: string, status: string) =>
    stack.database.owner`
      update public.suggestions
      set status = ${status}, snoozed_until = ${status === "snoozed" ? new Date() : null}
      where user_id = ${person.userId} and fingerprint = ${fingerprint}`;

  test("are five at most, the first ones", async () => {
    await commit(aResult({ suggestions: ["s1", "s2", "s3", "s4", "s5", "s6", "s7"] }));

    expect(Object.keys(await statuses())).toEqual(["s1", "s2", "s3", "s4", "s5"]);
    expect(await nudges("suggestion")).toHaveLength(5);
  });

  test("that are no longer proposed make room for better ones", async () => {
    await commit(aResult({ suggestions: ["s1", "s2", "s3", "s4", "s5"] }));

    await commit(
      aResult({ suggestions: ["s6", "s1", "s2", "s3", "s4"], openBefore: ["s1", "s2", "s3", "s4", "s5"] }),
    );

    expect(await statuses()).toEqual({
      s1: "open",
      s2: "open",
      s3: "open",
      s4: "open",
      s5: "withdrawn",
      s6: "open",
    });
  });

  test("that were opened again while mining ran stay open", async () => {
    await commit(aResult({ suggestions: ["s1"] }));

    await commit(aResult({ suggestions: ["s2"], openBefore: [] }));

    expect(await statuses()).toEqual({ s1: "open", s2: "open" });
  });

  test("mined twice are written once", async () => {
    await commit(aResult({ suggestions: ["s1", "s2"] }));
    const before = await rows();

    await commit(aResult({ suggestions: ["s1", "s2"] }));

    expect(await rows()).toEqual(before);
    expect(await nudges("suggestion")).toHaveLength(2);
  });

  test("that a person decided on keep the decision", async () => {
    await commit(aResult({ suggestions: ["s1", "s2", "s3"] }));
    await decide("s1", "dismissed");
    await decide("s2", "kept");
    await decide("s3", "snoozed");

    await commit(aResult({ suggestions: ["s1", "s2", "s3", "s4"], title: "New words" }));

    expect(await statuses()).toEqual({ s1: "dismissed", s2: "kept", s3: "snoozed", s4: "open" });
    expect((await rows()).map(({ title }) => title)).toEqual([
      "Old words",
      "Old words",
      "Old words",
      "New words",
    ]);
  });

  test("are withdrawn with their pattern and come back with it", async () => {
    await commit(aResult({ suggestions: ["s1"] }));

    await commit(aResult({ suggestions: [], patterns: [] }));
    const without = await statuses();
    await commit(aResult({ suggestions: ["s1"] }));

    expect(without).toEqual({ s1: "withdrawn" });
    expect(await statuses()).toEqual({ s1: "open" });
    const patterns = await stack.database.owner`
      select withdrawn_at from public.patterns where user_id = ${person.userId}`;
    expect(patterns).toEqual([{ withdrawn_at: null }]);
  });
});

function aResult(
  fields: {
    toSeq?: number;
    patterns?: string[];
    suggestions?: string[];
    openBefore?: string[];
    title?: string;
  } = {},
): MiningResult {
  const { toSeq = 3, patterns = ["p1"], suggestions = [], openBefore = [], title = "Old words" } = fields;
  return {
    openBefore,
    toSeq,
    engine: ENGINE_VERSION,
    chunks: [],
    dropped: [],
    patterns: patterns.map((fingerprint) => ({
      fingerprint,
      kind: "sequence",
      steps: [],
      evidence: {},
      stats: {},
      score: 1,
      firstSeenAt: "2026-11-01T09:00:00Z",
      lastSeenAt: "2026-11-09T09:00:00Z",
    })),
    suggestions: suggestions.map((fingerprint, rank) => ({
      rank,
      fingerprint,
      patternFingerprint: "p1",
      catalogueId: "test",
      title,
      body: "",
      explanation: {},
      draft: {},
      backtest: {},
      minutesPerMonth: 1,
    })),
  };
}
