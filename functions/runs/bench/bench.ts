// `npm run bench:engine`: what the workflow engine costs, as ratios to floors that are measured in the same run, so that
// a busy or slow machine judges it as a quiet one would. Prints a table.
import { loadavg } from "node:os";
import { startStack } from "../../testing/stack.ts";
import { startReceiver } from "../testing/receiver.ts";
import { measureFloors } from "./floors.ts";
import { medianOf, quantileOf, roundsFor } from "./measure.ts";
import { measureOneWorker } from "./one-worker.ts";
import { type Hook, serveHooks } from "./served.ts";
import { addWorkflow, STEPS } from "./workflows.ts";

const CLIENTS = 25;
const MEASURE_MS = 10_000;
const WARM_MS = 3000;
/** The latency floor of the quiet machine on which the limits in milliseconds were set. */
const QUIET_LATENCY_MS = 0.83;

const receiver = await startReceiver();
const stack = await startStack({ timeScale: 1, isUnpooled: true, isDurable: true });
const { owner, ownerUrl } = stack.database;
const served = await serveHooks(stack, receiver.address);
// What functions log for each request is not what is looked for here.
const print = console.log;
console.log = () => {};

const rows: string[][] = [];
const row = (what: string, must: string, measured: string, isMet: boolean | null) =>
  rows.push([what, must, measured, isMet === null ? "" : isMet ? "yes" : "no"]);
/** A limit of milliseconds on the quiet machine, judged in latency floors of this one. */
function timeRow(what: string, measuredMs: number, mustMs: number, latencyMs: number): void {
  const must = Math.round(mustMs / QUIET_LATENCY_MS);
  const floors = measuredMs / latencyMs;
  const measured = `${floors.toFixed(0)} floors, ${measuredMs.toFixed(0)} ms`;
  row(what, `≤ ${must} latency floors (${mustMs} ms)`, measured, floors <= must);
}

try {
  const load = loadavg()[0] ?? 0;
  const before = await measureFloors(ownerUrl);

  const forty = await oneByOne(await hookOf(STEPS.forty), 40);
  const calls = await oneByOne(await hookOf(STEPS.calls(receiver.address)), 8);
  const isOnce = [...receiver.received.values()].every((times) => times === 1);
  const { id, person } = await addWorkflow(owner, STEPS.one, { kind: "webhook", answer: "at-once" });
  const idle = await oneByOne(await served.openHook(id, person.userId), 40);
  const queued = await startsByQueue();

  const hooks = await Promise.all(Array.from({ length: CLIENTS }, () => hookOf(STEPS.short)));
  let next = 0;
  const sendOne = async () => {
    const { status, body } = await (hooks[next++ % CLIENTS] as Hook).send({ n: next });
    if (status !== 200 || body.status !== "done") throw new Error(`${status} ${JSON.stringify(body)}`);
  };
  await roundsFor(WARM_MS, CLIENTS, sendOne);
  const middle = await measureFloors(ownerUrl);
  const short = await roundsFor(MEASURE_MS, CLIENTS, sendOne);
  const after = await measureFloors(ownerUrl);

  const latencyMs = medianOf([before, middle, after].map((floors) => floors.latencyMs));
  const stepsPerSecond = (middle.stepsPerSecond + after.stepsPerSecond) / 2;
  const share = short.perSecond / stepsPerSecond;
  const { runsPerSecond, jobsPerSecond } = await measureOneWorker(stack.database);
  const ofGraphile = runsPerSecond / jobsPerSecond;

  row("step floor, 8 connections", "", `${stepsPerSecond.toFixed(0)}/s`, null);
  row("latency floor, one connection, p50", "", `${latencyMs.toFixed(2)} ms`, null);
  timeRow("40 pure steps by webhook, p50", forty, 58, latencyMs);
  timeRow("40 outside calls by webhook, p50", calls, 600, latencyMs);
  row("calls of them that came once", "all", `${receiver.received.size} keys`, isOnce);
  const rate = `${share.toFixed(3)}, ${short.perSecond.toFixed(0)}/s`;
  row(`short runs by webhook, ${CLIENTS} clients`, "≥ 0.055 of the step floor", rate, share >= 0.055);
  timeRow("the same, p99", quantileOf(short.ms, 0.99), 340, latencyMs);
  const beside = `${(100 * ofGraphile).toFixed(0)} %, ${runsPerSecond.toFixed(0)}/s to ${jobsPerSecond.toFixed(0)}/s`;
  row("one worker, single-step runs, 10 at a time", "≥ 40 % of graphile-worker", beside, ofGraphile >= 0.4);
  timeRow("message to start of its run, idle, p50", idle, 50, latencyMs);
  timeRow("command to start through the queue, idle, p50", queued, 50, latencyMs);

  print(`load ${load.toFixed(1)} at the start, ${loadavg()[0]?.toFixed(1)} at the end\n`);
  const table = [["measure", "must", "measured", "met"], ["---", "---", "---", "---"], ...rows];
  print(table.map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
} finally {
  await served.stop();
  await stack.stop();
  await receiver.stop();
}

async function hookOf(steps: readonly object[]): Promise<Hook> {
  const { id, person } = await addWorkflow(owner, steps);
  return served.openHook(id, person.userId);
}

/** Milliseconds of one message and its answer, the median of so many after a few that warm up. */
async function oneByOne(hook: Hook, rounds: number): Promise<number> {
  const taken: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const from = performance.now();
    const { status, body } = await hook.send({ n: round });
    if (status !== 202 && body.status !== "done") throw new Error(`${status} ${JSON.stringify(body)}`);
    if (round >= 0) taken.push(performance.now() - from);
  }
  return medianOf(taken);
}

/** From the commit of `start_run` to the claim, by `api/work`, QStash and `runs`; times are the database's. */
async function startsByQueue(): Promise<number> {
  const { id, person } = await addWorkflow(owner, STEPS.one, { kind: "manual" });
  const bearer = await stack.issuer.token(person.userId);
  for (let round = 0; round < 25; round++) {
    await owner`
      with made as (
        insert into public.runs (org_id, workflow_id, workflow_version, trigger, input)
        values (${person.orgId}, ${id}, 1, '{"kind": "manual"}', '{"n": 1}') returning id
      )
      insert into private.outbox (topic, dedupe_key, user_id, payload)
      select 'run', 'run:' || made.id, ${person.userId}, jsonb_build_object('run', made.id) from made`;
    const headers = { authorization: `Bearer ${bearer}` };
    await fetch(`${stack.env.FLOYO_FUNCTIONS_URL}/api/work`, { method: "POST", headers });
    await untilEnded(id);
  }
  const starts = await owner<{ ms: number }[]>`
    select 1000 * extract(epoch from started_at - created_at)::double precision as ms
    from public.runs where workflow_id = ${id} order by created_at offset 5`;
  return medianOf(starts.map(({ ms }) => ms));
}

async function untilEnded(workflowId: string): Promise<void> {
  for (;;) {
    const [row] = await owner`
      select from public.runs where workflow_id = ${workflowId} and finished_at is null limit 1`;
    if (!row) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
