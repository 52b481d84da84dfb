import { Client } from "@upstash/qstash";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { applySchedules } from "../schedules.ts";
import { envelope, send, someEvents } from "../testing/batches.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { deliver } from "../testing/deliver.ts";
import { type Stack, startStack } from "../testing/stack.ts";
import { createJobs } from "./jobs.ts";

let stack: Stack;
let person: Person;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.001 });
});
afterAll(() => stack.stop());
beforeEach(async () => {
  await stack.database.owner`truncate private.outbox, private.qstash_receipts`;
  await stack.database.owner`update public.mining_state set mined_seq = last_seq, last_mined_at = now()`;
  person = await addPerson(stack.database.owner);
  const bearer = await stack.issuer.token(person.userId);
  await send(stack.ingest, { bearer, body: envelope(person.sourceId, someEvents(3)) });
});

const run = (task: string, jti?: string) => deliver(stack, "jobs", { body: { task }, jti });
const setOutbox = (change: string) =>
  stack.database.owner.unsafe(`update private.outbox set ${change} where user_id = '${person.userId}'`);
const outbox = async () =>
  (await stack.database.owner`select * from private.outbox where user_id = ${person.userId}`)[0];
const state = async () =>
  (await stack.database.owner`select * from public.mining_state where user_id = ${person.userId}`)[0];

async function addSuggestion(fields: { fingerprint: string; status: string; until?: Date }): Promise<void> {
  const { userId, orgId } = person;
  await stack.database.owner`
    with pattern as (
      insert into public.patterns (org_id, user_id, fingerprint, kind, steps, evidence, stats, score, first_seen_at, last_seen_at)
      values (${orgId}, ${userId}, ${fields.fingerprint}, 'rhythm', '[]', '{}', '{}', 1, now(), now())
      returning id
    )
    insert into public.suggestions (
      org_id, user_id, pattern_id, fingerprint, catalogue_id, title, body, explanation, draft, backtest,
      minutes_per_month, status, snoozed_until
    )
    select ${orgId}, ${userId}, id, ${fields.fingerprint}, 'test', 'Title', '', '{}', '{}', '{}', 1, ${fields.status},
      ${fields.until ?? null}
    from pattern`;
}

const statuses = async () => {
  const rows = await stack.database.owner`
    select fingerprint, status from public.suggestions where user_id = ${person.userId} order by fingerprint`;
  return rows.map(({ fingerprint, status }) => `${fingerprint} ${status}`);
};

describe("a tick", () => {
  test("publishes what a crash kept from being published, as the same attempt", async () => {
    await setOutbox("published_at = null, created_at = now() - interval '1 minute'");

    const ticked = await run("tick");

    expect(ticked).toMatchObject({ status: 200, body: { status: "ticked", published: 1, ran: 0 } });
    expect(await outbox()).toMatchObject({ attempt: 1 });
    expect((await outbox())?.published_at).toBeInstanceOf(Date);
  });

  test("republishes what was published and not done for two minutes, as the next attempt", async () => {
    await setOutbox("published_at = now() - interval '3 minutes', due_at = now() - interval '3 minutes'");

    const ticked = await run("reconcile");

    expect(ticked.body).toMatchObject({ published: 1, ran: 0 });
    expect(await outbox()).toMatchObject({ attempt: 2 });
    expect(await state()).toMatchObject({ mined_seq: "0" });
  });

  test("leaves alone what is on its way", async () => {
    await setOutbox("published_at = now() - interval '1 minute', due_at = now() - interval '1 minute'");

    expect((await run("tick")).body).toMatchObject({ published: 0, ran: 0 });
    expect(await outbox()).toMatchObject({ attempt: 1 });
  });

  test("mines without the queue what is ten minutes late", async () => {
    await setOutbox("published_at = now() - interval '11 minutes', due_at = now() - interval '11 minutes'");
    const jobs = createJobs({ ...stack.env, QSTASH_URL: "http://127.0.0.1:9" });

    const ticked = await deliver({ ...stack, jobs }, "jobs", { body: { task: "tick" } });
    await jobs.stop();

    expect(ticked.body).toMatchObject({ published: 0, ran: 1 });
    expect(await state()).toMatchObject({ mined_seq: "3" });
    expect((await outbox())?.done_at).toBeInstanceOf(Date);
  });

  test("deletes what is left of a source that was removed with its events, and mines without it", async () => {
    await stack.database.owner`
      update public.sources
      set paused_at = now(), removed_at = now(), erase_asked_at = now()
      where id = ${person.sourceId}`;

    const ticked = await run("tick");

    expect(ticked.body).toMatchObject({ erased: 1 });
    const left = await stack.database.owner`select id from public.events where user_id = ${person.userId}`;
    expect(left).toHaveLength(0);
  });

  test("that comes twice does its work once", async () => {
    await run("tick", "jwt_tick");
    await setOutbox("published_at = null, created_at = now() - interval '1 minute'");

    expect((await run("tick", "jwt_tick")).body).toEqual({ status: "seen" });
    expect((await outbox())?.published_at).toBeNull();
  });

  test("wakes snoozed suggestions whose time has come, as far as five are open", async () => {
    const past = new Date(Date.now() - 60_000);
    for (const fingerprint of ["a1", "a2", "a3", "a4"]) await addSuggestion({ fingerprint, status: "open" });
    await addSuggestion({ fingerprint: "b1", status: "snoozed", until: past });
    await addSuggestion({ fingerprint: "b2", status: "snoozed", until: past });
    await addSuggestion({ fingerprint: "c1", status: "snoozed", until: new Date(Date.now() + 60_000) });

    const ticked = await run("tick");

    expect(ticked.body).toMatchObject({ woken: 1 });
    const open = (await statuses()).filter((line) => line.endsWith("open"));
    expect(open).toHaveLength(5);
    expect(await statuses()).toContain("c1 snoozed");
  });

  test("of a task that is none is never tried again", async () => {
    expect((await run("coffee")).status).toBe(489);
  });
});

describe("the night", () => {
  test("asks for mining where events wait and clears what is old", async () => {
    await stack.database.owner`delete from private.outbox where user_id = ${person.userId}`;
    await stack.database.owner`
      insert into private.qstash_receipts (jti, received_at) values ('old', now() - interval '2 days')`;
    await stack.database.owner`
      insert into private.outbox (topic, done_at) values ('mine', now() - interval '8 days')`;

    const night = await run("nightly");

    expect(night.body).toMatchObject({ status: "done", asked: 1, cleared: 2 });
    expect(await outbox()).toMatchObject({ topic: "mine", payload: {}, published_at: null });
    expect((await outbox())?.due_at.getTime() - Date.now()).toBeLessThan(1_800_000);
  });

  test("asks for a look at rhythms that nobody looked at for a day", async () => {
    await stack.database.owner`delete from private.outbox where user_id = ${person.userId}`;
    await addSuggestion({ fingerprint: "r1", status: "open" });
    await stack.database.owner`
      update public.mining_state
      set mined_seq = last_seq, last_mined_at = now() - interval '21 hours'
      where user_id = ${person.userId}`;

    await run("nightly");

    expect(await outbox()).toMatchObject({ payload: { refresh: true } });
  });

  test("makes the partitions that are missing", async () => {
    const leaf = "events_2026_09";
    await stack.database.owner.unsafe(`drop table if exists parts.${leaf}`);

    const night = await run("nightly");

    expect(night.body.partitions).toBe(1);
    expect(await stack.database.owner`select to_regclass(${`parts.${leaf}`}) as leaf`).not.toEqual([
      { leaf: null },
    ]);
  });
});

test("schedules are applied by fixed ids, twice without doubling", async () => {
  const target = {
    qstashUrl: stack.env.QSTASH_URL,
    token: stack.env.QSTASH_TOKEN,
    functionsUrl: stack.env.FLOYO_FUNCTIONS_URL,
  };

  await applySchedules(target);
  await applySchedules(target);

  const client = new Client({ baseUrl: target.qstashUrl, token: target.token, devMode: false });
  const schedules = await client.schedules.list();
  expect(schedules.map(({ scheduleId, cron }) => `${scheduleId}: ${cron}`).sort()).toEqual([
    "floyo-hourly: 41 * * * *",
    "floyo-nightly: 17 3 * * *",
    "floyo-tick: * * * * *",
  ]);
});
