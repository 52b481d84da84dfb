import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { patterns } from "../../shared/mining/patterns.ts";
import { load } from "../../shared/mining/state/chunks.ts";
import { eventCount, newState, update } from "../../shared/mining/state/state.ts";
import { CATALOGUE } from "../../shared/suggestions/catalogue.ts";
import { suggest } from "../../shared/suggestions/suggest.ts";
import { type Functions, startFunctions } from "../../supabase/local/functions/start.ts";
import { readEvents } from "../_db/read-events.ts";
import { readMiningState } from "../_db/read-mining-state.ts";
import { envelope, send } from "./batches.ts";
import { addPerson, type Person } from "./database.ts";
import { deliver } from "./deliver.ts";
import { aRoutine, someNoise } from "./routine.ts";
import { type Stack, startStack } from "./stack.ts";

const KILLS = 30;
const SEED = Math.floor(Math.random() * 2 ** 31);
const denoDir = mkdtempSync(join(tmpdir(), "floyo-chaos-"));

let stack: Stack;
let deno: Functions;
let runner: Server;
let inFlight = 0;
let kills = 0;
let isKilling = true;

/** QStash under chaos → here → a real Deno process, which is killed in the middle of every other delivery. */
beforeAll(async () => {
  stack = await startStack({
    timeScale: 10,
    chaos: { seed: SEED, duplicate: 0.2, drop: 0.1, reorder: 0.2 },
    variables: { FLOYO_MINE_LEASE_MS: "5000" },
    mine: forward,
  });
  deno = await startFunctions({
    root: join(import.meta.dirname, "../.."),
    env: stack.variables,
    denoDir,
    watch: false,
    log: () => {},
  });
  runner = createServer((request, response) => void deno.handleRequest(request, response, "mine"));
  await new Promise<void>((resolve) => runner.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await stack.stop();
  runner.closeAllConnections();
  runner.close();
  await deno.stop();
  rmSync(denoDir, { recursive: true, force: true });
});

async function forward(request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  for (const name of ["connection", "host", "content-length", "transfer-encoding"]) headers.delete(name);
  const body = await request.text();
  inFlight++;
  const killed = killDuring();
  try {
    const { port } = runner.address() as AddressInfo;
    return await fetch(`http://127.0.0.1:${port}/mine`, { method: "POST", headers, body });
  } finally {
    inFlight--;
    await killed;
  }
}

/**
 * Kills the process once a person's lease shows that it works, and counts the kill if the lease outlives it: then the
 * work did not end. Leaves a person who was hit twice in a row alone: the sixth attempt that does not end would park
 * them, as it should, and on a busy machine some end too late without our doing.
 */
async function killDuring(): Promise<void> {
  const startedAt = new Date();
  if (Math.random() < 0.3) return;
  while (isKilling && inFlight > 0) {
    const [work] = await stack.database.owner`
      select lease_token, attempt from public.mining_state where attempt_started_at >= ${startedAt}`;
    if (!work) {
      await wait(3);
      continue;
    }
    await wait(Math.random() * 15);
    const pid = deno.pids("mine")[0];
    if (pid === undefined || work.attempt > 2) return;
    process.kill(pid, "SIGKILL");
    const outlived = await stack.database.owner`
      select from public.mining_state where lease_token = ${work.lease_token}`;
    if (outlived.length > 0) kills++;
    if (kills >= KILLS) isKilling = false;
    return;
  }
}

async function sendSome(person: Person, events: unknown[]): Promise<number> {
  const bearer = await stack.issuer.token(person.userId);
  const sent = await send(stack.ingest, { bearer, body: envelope(person.sourceId, events) });
  expect(sent.status).toBe(200);
  return sent.body.accepted;
}

const openRows = () =>
  stack.database.owner`select id from private.outbox where done_at is null and dead_at is null`;

/** What the ticks of the next minutes would do: makes the rows that are left look older, then ticks. */
async function reconcile(): Promise<void> {
  await stack.database.owner`
    update private.outbox
    set
      published_at = published_at - interval '3 minutes', due_at = due_at - interval '3 minutes',
      created_at = created_at - interval '3 minutes'
    where done_at is null and dead_at is null and due_at < now() - interval '3 seconds'`;
  expect((await deliver(stack, "jobs", { body: { task: "reconcile" } })).status).toBe(200);
}

test(`killed ${KILLS} times in mid-work under duplicates, drops and reordering, no event stays unmined and no suggestion is doubled (seed ${SEED})`, async () => {
  // A killed person waits for the lease to end: with six of them others work meanwhile.
  const people = await Promise.all([1, 2, 3, 4, 5, 6].map(() => addPerson(stack.database.owner)));
  const history = people.map(() => [...aRoutine({ days: 21 }), ...someNoise({ count: 200, days: 21 })]);
  const acknowledged = people.map(() => 0);

  for (let round = 0; isKilling; round++) {
    const index = round % people.length;
    const person = people[index] as Person;
    const batch = history[index]?.splice(0, 40) ?? [];
    const events = batch.length > 0 ? batch : someNoise({ count: 5, days: 21 });
    acknowledged[index] = (acknowledged[index] ?? 0) + (await sendSome(person, events));
    await wait(300);
    if (round % 10 === 9) await reconcile();
  }
  for (const [index, person] of people.entries()) {
    const rest = history[index]?.splice(0) ?? [];
    if (rest.length > 0) acknowledged[index] = (acknowledged[index] ?? 0) + (await sendSome(person, rest));
  }
  while ((await openRows()).length > 0) {
    await wait(1000);
    await reconcile();
  }

  expect(kills).toBeGreaterThanOrEqual(KILLS);
  for (const [index, person] of people.entries()) {
    const [state] = await stack.database.owner`
      select last_seq::int, mined_seq::int, parked_at from public.mining_state where user_id = ${person.userId}`;
    expect(state).toEqual({ last_seq: acknowledged[index], mined_seq: acknowledged[index], parked_at: null });

    const events = await readEvents(stack.database.owner, {
      userId: person.userId,
      afterSeq: 0,
      limit: 100_000,
    });
    const mined = load(await readMiningState(stack.database.owner, person.userId));
    const undisturbed = patterns(update(newState(), events));
    expect(eventCount(mined)).toBe(acknowledged[index]);

    const rows = await stack.database.owner`
      select fingerprint, status, version from public.suggestions
      where user_id = ${person.userId} and status = 'open' order by fingerprint`;
    const expected = suggest(undisturbed, CATALOGUE, [], { now: Date.now() });
    expect(rows.map(({ fingerprint }) => fingerprint)).toEqual(
      expected.map(({ fingerprint }) => fingerprint).sort(),
    );
    expect(rows.length).toBeGreaterThan(0);
    const stored = await stack.database.owner`
      select fingerprint from public.patterns
      where user_id = ${person.userId} and withdrawn_at is null order by fingerprint`;
    expect(stored.map(({ fingerprint }) => fingerprint)).toEqual(
      undisturbed.map(({ fingerprint }) => fingerprint).sort(),
    );
  }
}, 600_000);
