import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { claimRun } from "../_db/claim-run.ts";
import { openDatabase } from "../_db/client.ts";
import { commitRun } from "../_db/commit-run.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { deliver } from "../testing/deliver.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let receiver: Server;
let address: string;
let person: Person;
const received: { key: string; body: string }[] = [];
let respond: (count: number) => { status: number; body?: unknown; headers?: Record<string, string> };

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({
      key: String(request.headers["idempotency-key"]),
      body: Buffer.concat(chunks).toString(),
    });
    const { status, body = { ok: true }, headers = {} } = respond(received.length);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  address = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  stack = await startStack({ timeScale: 0.001, exempt: [address] });
});
afterAll(async () => {
  await stack?.stop();
  await new Promise((resolve) => receiver.close(resolve));
});
beforeEach(async () => {
  received.length = 0;
  respond = () => ({ status: 200 });
  person = await addPerson(stack.database.owner);
});

async function aRun(steps: unknown[], input: object = {}): Promise<string> {
  const definition = { version: 1, trigger: { kind: "manual" }, steps };
  const { owner } = stack.database;
  const [workflow] = await owner<{ id: string }[]>`
    insert into public.workflows (org_id, name, draft, published_version, created_by)
    values (${person.orgId}, 'Test', ${owner.json(definition as never)}, 1, ${person.userId}) returning id`;
  await owner`
    insert into public.workflow_versions (org_id, workflow_id, number, definition)
    values (${person.orgId}, ${workflow?.id ?? ""}, 1, ${owner.json(definition as never)})`;
  return startRun(workflow?.id ?? "", input);
}

/** As the person would through the API. */
async function startRun(workflowId: string, input: object): Promise<string> {
  return asPerson<string>(
    (sql) => sql`select public.start_run(${workflowId}, ${sql.json(input as never)}) as answer`,
  );
}

async function asPerson<T>(
  ask: (sql: typeof stack.database.owner) => Promise<readonly { answer?: T }[]>,
): Promise<T> {
  const claims = JSON.stringify({
    sub: person.userId,
    role: "authenticated",
    aal: "aal1",
    session_id: await sessionOf(),
  });
  return stack.database.owner.begin(async (transaction) => {
    await transaction`select set_config('request.jwt.claims', ${claims}, true), set_config('role', 'authenticated', true)`;
    const [row] = await ask(transaction as never);
    return row?.answer as T;
  }) as Promise<T>;
}

async function sessionOf(): Promise<string> {
  const [row] = await stack.database.owner`select id from auth.sessions where user_id = ${person.userId}`;
  return String(row?.id);
}

const job = async (runId: string) =>
  (
    await stack.database.owner`
    select id, attempt, due_at from private.outbox
    where dedupe_key = ${`run:${runId}`} and done_at is null and dead_at is null`
  )[0];

/** Delivers what the run owes; a message that is due later is brought as if its time had come. */
async function bring(runId: string, jti?: string) {
  await stack.database
    .owner`update private.outbox set due_at = now() where dedupe_key = ${`run:${runId}`} and done_at is null`;
  const owed = await job(runId);
  if (!owed) throw new Error("this run owes no message");
  return deliver(stack, "runs", {
    body: { outboxId: Number(owed.id), attempt: owed.attempt },
    ...(jti ? { jti } : {}),
  });
}
const run = async (runId: string) =>
  (await stack.database.owner`select * from public.runs where id = ${runId}`)[0];
const steps = async (runId: string) => {
  const rows = await stack.database
    .owner`select key, status from public.run_steps where run_id = ${runId} order by place`;
  return rows.map(({ key, status }) => `${key} ${status}`);
};
const post = (id: string, rest: object = {}) => ({
  id,
  kind: "http",
  with: { method: "POST", url: `http://${address}/in`, body: { name: "{{ input.name }}" } },
  ...rest,
});

test("a run computes, calls out once under its key, notifies and ends", async () => {
  const runId = await aRun(
    [
      { id: "shape", kind: "set", with: { values: { title: "{{ $uppercase(input.name) }}" } }, next: "send" },
      post("send", { next: "tell" }),
      { id: "tell", kind: "notify", with: { title: "{{ vars.title }}: {{ steps.send.status }}" } },
    ],
    { name: "ana" },
  );

  expect((await bring(runId)).body).toEqual({ status: "ran" });

  expect(received).toEqual([{ key: `${runId}/send`, body: '{"name":"ana"}' }]);
  expect(await run(runId)).toMatchObject({
    status: "done",
    deliveries: 1,
    claim_token: null,
    output: { told: 1 },
  });
  expect(await steps(runId)).toEqual(["shape done", "send done", "tell done"]);
  const told = await stack.database
    .owner`select title from public.notifications where user_id = ${person.userId}`;
  expect(told).toEqual([{ title: "ANA: 200" }]);
  expect(await job(runId)).toBeUndefined();
});

test("the same message brought five times executes once", async () => {
  const runId = await aRun([post("send")], { name: "ana" });
  const owed = await job(runId);

  await Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      deliver(stack, "runs", {
        body: { outboxId: Number(owed?.id), attempt: owed?.attempt },
        jti: `jwt_${runId}_${index}`,
      }),
    ),
  );

  expect(received).toHaveLength(1);
  expect(await run(runId)).toMatchObject({ status: "done", deliveries: 5 });
});

test("a failing receiver is tried again, then the run fails, tells its maker, and is resumed at that step", async () => {
  respond = () => ({ status: 503 });
  const runId = await aRun([post("first", { next: "send" }), post("send", { retry: { tries: 1 } })], {
    name: "ana",
  });
  respond = (count) => ({ status: count === 1 ? 200 : 503 });

  await bring(runId);
  expect(await run(runId)).toMatchObject({ status: "waiting", waits_for: "retry" });
  await stack.database
    .owner`update public.run_steps set due_at = now() - interval '1 second' where run_id = ${runId}`;
  await bring(runId);
  expect(await run(runId)).toMatchObject({ status: "failed", error: { status: 503, step: "send" } });
  const told = await stack.database
    .owner`select kind from public.notifications where user_id = ${person.userId}`;
  expect(told).toEqual([{ kind: "run_failed" }]);

  respond = () => ({ status: 200 });
  await asPerson((sql) => sql`select public.resume_run(${runId}) as answer`);
  await bring(runId);

  expect(await run(runId)).toMatchObject({ status: "done" });
  expect(received.map(({ key }) => key)).toEqual([
    `${runId}/first`,
    `${runId}/send`,
    `${runId}/send`,
    `${runId}/send`,
  ]);
});

test("a worker that dies between the call and its record leaves the step unknown, and a person settles it", async () => {
  const runId = await aRun([post("send")], { name: "ana" });
  const owed = await job(runId);
  const sql = openDatabase(stack.env.FLOYO_DB_URL);
  const claim = await claimRun(sql, { outboxId: Number(owed?.id), attempt: null, jti: "dead", leaseMs: 1 });
  if (claim.status !== "claimed") throw new Error(claim.status);
  const record = {
    key: "send",
    place: 0,
    stepId: "send",
    kind: "http" as const,
    status: "running" as const,
    attempt: 1,
    input: { method: "POST", url: `http://${address}/in`, query: {}, headers: {}, body: { name: "ana" } },
    output: null,
    error: null,
    log: [],
    startedAt: Date.now(),
    finishedAt: null,
    dueAt: null,
  };
  const held = { runId, token: claim.token, jti: "dead", leaseMs: 1 };
  await commitRun(sql, held, [record], { kind: "claim" });

  await bring(runId);

  expect(received).toHaveLength(0);
  expect(await run(runId)).toMatchObject({ status: "unknown", error: { step: "send" } });
  // The zombie comes back: its token is worth nothing.
  expect(
    await commitRun(sql, held, [{ ...record, status: "done" }], { kind: "done", output: null }),
  ).toMatchObject({ status: "lost" });
  await sql.end();
  await asPerson((ask) => ask`select public.settle_step(${runId}, 'send', 'repeat') as answer`);
  await bring(runId);
  expect(await run(runId)).toMatchObject({ status: "done" });
  expect(received.map(({ key }) => key)).toEqual([`${runId}/send`]);
});

test("a run waits for a person, stays on its version meanwhile, and goes on when answered", async () => {
  const runId = await aRun(
    [
      { id: "ask", kind: "approval", with: { message: "Send {{ input.name }}?" }, next: "send" },
      post("send"),
    ],
    { name: "ana" },
  );
  await bring(runId);
  expect(await run(runId)).toMatchObject({ status: "waiting", waits_for: "approval" });
  const workflowId = (await run(runId))?.workflow_id;
  const other = {
    version: 1,
    trigger: { kind: "manual" },
    steps: [{ id: "other", kind: "set", with: { values: {} } }],
  };
  await asPerson((sql) => sql`select public.save_workflow(${workflowId}, 1, ${sql.json(other)}) as answer`);
  expect(await asPerson((sql) => sql`select public.publish_workflow(${workflowId}, 2) as answer`)).toBe(2);

  await asPerson((sql) => sql`select public.answer_approval(${runId}, 'ask', true) as answer`);
  await bring(runId);

  expect(await run(runId)).toMatchObject({ status: "done", workflow_version: 1 });
  expect(received).toHaveLength(1);
});

test("a called workflow's output comes to its caller, each brought by the other's message", async () => {
  const child = await aRun([{ id: "double", kind: "transform", with: { expression: "input.n * 2" } }], {
    n: 0,
  });
  await bring(child);
  const workflowId = (await run(child))?.workflow_id;
  const parent = await aRun([
    { id: "ask", kind: "call-workflow", with: { workflowId, input: { n: 21 } }, next: "end" },
    { id: "end", kind: "transform", with: { expression: "steps.ask + 0" } },
  ]);

  await bring(parent);
  await expect.poll(async () => (await run(parent))?.output, { timeout: 20_000 }).toBe(42);
});

test("a version that was published past the editor fails at the place; one without a fault is checked once", async () => {
  const pass = (id: string, next: string | null) => ({ id, kind: "set", with: { values: {} }, next });
  const broken = await aRun([pass("a", "b"), pass("b", "a")]);
  const sound = await aRun([pass("a", "b"), pass("b", null)]);
  await bring(broken);
  await bring(sound);

  const message = expect.stringMatching(/not valid at steps\.\d/);
  expect(await run(broken)).toMatchObject({
    status: "failed",
    error: { code: "invalid_definition", message },
  });
  const checked = await stack.database.owner`
    select workflow_id from public.workflow_versions where org_id = ${person.orgId} and checked_at is not null`;
  expect(checked).toEqual([{ workflow_id: (await run(sound))?.workflow_id }]);
});

test("cancelling takes the claim away and stops what waits", async () => {
  const runId = await aRun(
    [{ id: "rest", kind: "delay", with: { seconds: 3600 }, next: "send" }, post("send")],
    { name: "a" },
  );
  await bring(runId);

  await asPerson((sql) => sql`select public.cancel_run(${runId})::text as answer`);

  expect(await run(runId)).toMatchObject({ status: "cancelled" });
  expect(await steps(runId)).toEqual(["rest cancelled"]);
  expect(await job(runId)).toBeUndefined();
});
