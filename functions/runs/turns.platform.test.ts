import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPublisher, type Job } from "../_http/publish.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { addPerson } from "../testing/database.ts";
import { deliver, deliverTo } from "../testing/deliver.ts";
import { publishAs } from "../testing/publish-as.ts";
import { type Stack, startStack } from "../testing/stack.ts";
import { createRuns } from "./runs.ts";

const ANSWER_MS = 200;

let stack: Stack;
let receiver: Server;
let address: string;
/** Paths in the order in which their calls ended. */
const answered: string[] = [];
const underWay = { now: 0, most: 0 };

beforeAll(async () => {
  receiver = createServer((request, response) => {
    underWay.most = Math.max(underWay.most, ++underWay.now);
    setTimeout(() => {
      underWay.now--;
      answered.push(request.url ?? "");
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    }, ANSWER_MS);
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  address = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  stack = await startStack({ timeScale: 1, maxParallel: 20, exempt: [address] });
});
afterAll(async () => {
  await stack?.stop();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});
beforeEach(() => {
  answered.length = 0;
  Object.assign(underWay, { now: 0, most: 0 });
});

/** So many runs of an organisation of its own, each one slow call to `path`; gives the messages they owe. */
async function queued(path: string, runs: number, concurrency = 100): Promise<Job[]> {
  const { owner } = stack.database;
  const person = await addPerson(owner);
  const workflow = await publishAs(owner, person, {
    version: 1,
    trigger: { kind: "manual" },
    limits: { concurrency },
    steps: [{ id: "call", kind: "http", with: { method: "POST", url: `http://${address}${path}` } }],
  });
  await owner`
    insert into public.runs (org_id, workflow_id, workflow_version, trigger, input)
    select ${person.orgId}, ${workflow}, 1, '{"kind": "manual"}', '{}' from generate_series(1, ${runs})`;
  await owner`select private.wake_run(id, now(), null) from public.runs where workflow_id = ${workflow}`;
  const rows = await owner<{ job: Job }[]>`
    select private.unpublished_job(outbox) as job
    from private.outbox
    join public.runs on outbox.dedupe_key = 'run:' || runs.id
    where runs.workflow_id = ${workflow}`;
  return rows.map(({ job }) => job);
}

/** How many calls of the first organisation ended before the one of the second, whose message came last. */
async function callsBefore(change: (job: Job) => Job): Promise<number> {
  const publish = createPublisher(stack.env);
  const [many, one] = [await queued("/many", 120), await queued("/one", 1)];
  for (let start = 0; start < many.length; start += 20) {
    await Promise.all(many.slice(start, start + 20).map((job) => publish("run", change(job))));
  }
  for (const job of one) await publish("run", change(job));

  await expect.poll(() => answered.includes("/one"), { timeout: 30_000 }).toBe(true);
  const before = answered.indexOf("/one");
  await expect.poll(() => answered.length, { timeout: 30_000 }).toBe(121);
  return before;
}

test("a run of another organisation does not wait behind a hundred", async () => {
  expect(await callsBefore((job) => job)).toBeLessThan(60);
});

test("without an organisation in the message it would", async () => {
  expect(await callsBefore((job) => ({ ...job, org: null }))).toBeGreaterThan(90);
});

test("the tick takes a message of each organisation before the second of one", async () => {
  await queued("/many", 150);
  await queued("/one", 1);
  await stack.database.owner`
    update private.outbox set created_at = now() - interval '1 minute', due_at = now() - interval '1 minute' + id * interval '1 ms'
    where done_at is null`;

  expect((await deliver(stack, "jobs", { body: { task: "tick" } })).body).toMatchObject({ published: 100 });

  await expect.poll(() => answered.includes("/one"), { timeout: 30_000 }).toBe(true);
  await expect.poll(() => answered.length, { timeout: 30_000 }).toBe(100);
  await stack.database.owner`delete from public.runs where status = 'queued'`;
});

test("of forty deliveries at the same moment no more begin than the limit lets, and each free place is taken", async () => {
  const jobs = await queued("/limited", 40, 3);
  const outbound = createOutbound({ exempt: [address] });
  // Straight to Postgres, with eight connections: the pooler of the tests would let claims come one after the other.
  const env = { ...stack.env, FLOYO_DB_URL: stack.database.workerUrl };
  const workers = Array.from({ length: 4 }, () => createRuns(env, { outbound }));

  const statuses = await Promise.all(
    jobs.map(async ({ id, attempt }, index) => {
      const { fetch } = workers[index % workers.length] as (typeof workers)[number];
      const body = { outboxId: id, attempt };
      return (await deliverTo({ env: stack.env, fetch }, "runs", { body })).status;
    }),
  );

  expect(new Set(statuses)).toEqual(new Set([200]));
  await expect.poll(() => answered.length, { timeout: 30_000 }).toBe(40);
  expect(underWay.most).toBe(3);
  await Promise.all(workers.map((worker) => worker.stop()));
});
