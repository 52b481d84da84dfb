import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addPerson, type Person } from "../testing/database.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;
let workflowId: string;
let secret: string;

// A queue so slow that it delivers nothing by itself: what starts here is started by the request.
beforeAll(async () => {
  stack = await startStack({ timeScale: 0.001, variables: { FLOYO_HOOKS_PER_MINUTE: "40" } });
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
  workflowId = await aWorkflow({ kind: "webhook" });
  secret = (await makeSecret()).body.secret as string;
});

const DOUBLE = [{ id: "double", kind: "transform", with: { expression: "input.n * 2" } }];

async function aWorkflow(trigger: object, steps: object[] = DOUBLE, limits = {}): Promise<string> {
  const { owner } = stack.database;
  const definition = owner.json({ version: 1, trigger, steps, limits } as never);
  const kind = (trigger as { kind: string }).kind;
  const [made] = await owner<{ id: string }[]>`
    insert into public.workflows (org_id, name, draft, published_version, trigger_kind)
    values (${person.orgId}, 'Hooked', ${definition}, 1, ${kind}) returning id`;
  await owner`
    insert into public.workflow_versions (org_id, workflow_id, number, definition)
    values (${person.orgId}, ${made?.id ?? ""}, 1, ${definition})`;
  return made?.id ?? "";
}

async function answerOf(response: Response) {
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function makeSecret(as = person.userId, workflow = workflowId) {
  const url = `${stack.env.FLOYO_FUNCTIONS_URL}/hooks/${workflow}/secrets`;
  const authorization = `Bearer ${await stack.issuer.token(as)}`;
  return answerOf(await fetch(url, { method: "POST", headers: { authorization } }));
}

interface Sent {
  body?: string;
  id?: string;
  at?: Date;
  signedWith?: string;
  headers?: Record<string, string>;
  to?: string;
}

/** As another program does: signed by the standard's own library, sent over HTTP. */
async function send(message: Sent = {}) {
  const { body = '{"n":21}', id = `msg_${crypto.randomUUID()}`, at = new Date(), to = workflowId } = message;
  const signature = new Webhook(message.signedWith ?? secret).sign(id, at, body);
  const time = String(Math.floor(at.getTime() / 1000));
  const signed = { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signature };
  const response = await fetch(`${stack.env.FLOYO_FUNCTIONS_URL}/hooks/${to}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...signed, ...message.headers },
    body,
  });
  return answerOf(response);
}

const runs = (workflow = workflowId) =>
  stack.database.owner`select * from public.runs where workflow_id = ${workflow} order by created_at`;
const ended = (status = "done") =>
  expect.poll(async () => (await runs()).map((run) => run.status), { timeout: 10_000 }).toEqual([status]);
const messageOf = (answer: { body: Record<string, unknown> }) =>
  (answer.body.error as { message: string }).message;

test("a signed message starts a run at once, with the body as its input", async () => {
  const answer = await send({ id: "msg_1" });

  await ended();
  const [run] = await runs();
  expect(answer).toEqual({ status: 202, body: { run: run?.id } });
  expect(run).toMatchObject({ input: { n: 21 }, output: 42, deliveries: 1, claim_token: null });
  expect(run?.trigger).toMatchObject({ kind: "webhook", id: "msg_1" });
  const owed = await stack.database.owner`
    select id from private.outbox where dedupe_key = ${`run:${run?.id}`} and done_at is null`;
  expect(owed).toEqual([]);
});

test("whatever stands in a body comes to the run as it was", async () => {
  const input = {
    n: 1,
    text: "'; drop table runs; -- \\' \\\\ $1 $x \"",
    keys: { "a'b": [null, -0.5, true, "äö🔑"] },
  };

  await send({ body: JSON.stringify(input) });

  await ended();
  expect((await runs())[0]?.input).toEqual(input);
});

test("five deliveries of one message at once start one run, and each is told which", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => send({ id: "msg_same" })));

  await ended();
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  expect(new Set(answers.map(({ body }) => body.run)).size).toBe(1);
  expect(answers.filter(({ body }) => body.duplicate)).toHaveLength(4);
});

const other = `whsec_${btoa("o".repeat(32))}`;

test("whoever does not know the secret cannot tell whether there is a webhook", async () => {
  const wrong = await send({ signedWith: other });
  const nowhere = await send({ to: crypto.randomUUID() });
  await stack.database.owner`update public.workflows set deleted_at = now() where id = ${workflowId}`;
  const deleted = await send();

  expect([wrong.status, nowhere.status, deleted.status]).toEqual([401, 401, 401]);
  expect(nowhere.body).toEqual(wrong.body);
  expect(deleted.body).toEqual(wrong.body);
  expect(await runs()).toEqual([]);
});

test.each<[string, Sent, number]>([
  ["a time that is six minutes old", { at: new Date(Date.now() - 360_000) }, 401],
  ["a time that is six minutes ahead", { at: new Date(Date.now() + 360_000) }, 401],
  [
    "another time than the signed one",
    { headers: { "webhook-timestamp": String(Math.floor(Date.now() / 1000) - 9) } },
    401,
  ],
  ["another id than the signed one", { headers: { "webhook-id": "msg_other" } }, 401],
  ["an id with a dot", { id: "msg.1" }, 400],
  ["no signature", { headers: { "webhook-signature": "" } }, 400],
  ["a signature of another kind", { headers: { "webhook-signature": "v1a,abc" } }, 400],
  ["a body that is not JSON", { body: "name=ana" }, 400],
  ["a body nested 40 deep", { body: "[".repeat(40) + "]".repeat(40) }, 400],
  ["a NUL in the body", { body: '{"a":"\\u0000"}' }, 400],
  ["half a surrogate pair in the body", { body: '{"a":"\\ud800"}' }, 400],
  ["more than 256 KiB", { body: `"${"x".repeat(262_144)}"` }, 413],
  ["a packed body", { headers: { "content-encoding": "gzip" } }, 415],
])("refuses %s and starts nothing", async (_what, message, status) => {
  const answer = await send(message);

  expect(answer.status).toBe(status);
  expect(messageOf(answer).length).toBeGreaterThan(20);
  expect(await runs()).toEqual([]);
});

test("two secrets hold while one takes the place of the other; what is revoked is refused at once", async () => {
  const second = await makeSecret();
  const third = await makeSecret();
  const next = second.body.secret as string;
  expect([(await send()).status, (await send({ signedWith: next })).status]).toEqual([202, 202]);

  await stack.database.owner`
    delete from private.webhook_secrets where workflow_id = ${workflowId} and id <> ${String(second.body.id)}`;

  expect(third.status).toBe(409);
  expect([(await send()).status, (await send({ signedWith: next })).status]).toEqual([401, 202]);
});

test("a secret is stored sealed, shown once, and made only by whoever may publish", async () => {
  const stranger = await addPerson(stack.database.owner);

  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect((await makeSecret(stranger.userId)).status).toBe(404);
  const stored = await stack.database
    .owner`select * from private.webhook_secrets where workflow_id = ${workflowId}`;
  expect(stored).toHaveLength(1);
  expect(stored[0]?.hint).toBe(secret.slice(-5, -1));
  expect(JSON.stringify(stored)).not.toContain(secret.slice(6, 40));
});

test("a sealed secret that was moved to another workflow does not open there", async () => {
  const moved = await aWorkflow({ kind: "webhook" });
  await stack.database.owner`
    insert into private.webhook_secrets (id, org_id, workflow_id, hint, sealed)
    select gen_random_uuid(), org_id, ${moved}, hint, sealed from private.webhook_secrets where workflow_id = ${workflowId}`;

  expect((await send({ to: moved })).status).toBe(503);
  expect(await runs(moved)).toEqual([]);
});

test("a paused workflow and one that something else starts say so, to whoever knows the secret", async () => {
  await stack.database.owner`
    update public.workflows set paused_at = now(), paused_because = 'person' where id = ${workflowId}`;
  const paused = await send();
  await stack.database.owner`
    update public.workflows set paused_at = null, paused_because = null, trigger_kind = 'manual' where id = ${workflowId}`;
  const manual = await send();

  expect([paused.status, manual.status]).toEqual([409, 409]);
  expect([messageOf(paused), messageOf(manual)]).toEqual([
    expect.stringContaining("paused"),
    expect.stringContaining("not started by a webhook"),
  ]);
  expect(await runs()).toEqual([]);
});

test("a sender that waits gets the output, or the run's id once the time is over", async () => {
  const answered = { kind: "webhook", answer: "when-done" };
  const quick = await aWorkflow(answered);
  const slow = await aWorkflow(answered, [{ id: "rest", kind: "delay", with: { seconds: 600 } }]);
  const failing = await aWorkflow(answered, [
    { id: "no", kind: "transform", with: { expression: "$error('x')" } },
  ]);
  const secretOf = async (id: string) => (await makeSecret(person.userId, id)).body.secret as string;

  const done = await send({ to: quick, signedWith: await secretOf(quick) });
  const waiting = await send({ to: slow, signedWith: await secretOf(slow) });
  const failed = await send({ to: failing, signedWith: await secretOf(failing) });

  expect(done).toEqual({ status: 200, body: { run: expect.any(String), status: "done", output: 42 } });
  expect(waiting).toEqual({ status: 202, body: { run: expect.any(String) } });
  expect(failed).toEqual({ status: 200, body: { run: expect.any(String), status: "failed", output: null } });
});

test("beyond the runs it may have at a time a message waits in the queue", async () => {
  const narrow = await aWorkflow({ kind: "webhook" }, DOUBLE, { concurrency: 1 });
  const signedWith = (await makeSecret(person.userId, narrow)).body.secret as string;
  await stack.database.owner`
    insert into public.runs (org_id, workflow_id, workflow_version, trigger, status, claim_token, claimed_until)
    values (${person.orgId}, ${narrow}, 1, '{}', 'running', gen_random_uuid(), now() + interval '1 minute')`;

  const answer = await send({ to: narrow, signedWith });

  expect(answer.status).toBe(202);
  const [run] = await stack.database
    .owner`select status from public.runs where id = ${String(answer.body.run)}`;
  expect(run?.status).toBe("queued");
  const [owed] = await stack.database.owner`
    select published_at from private.outbox where dedupe_key = ${`run:${answer.body.run}`} and done_at is null`;
  expect(owed).toBeDefined();
});

test("one webhook brings so many messages a minute, another is not held up by it", async () => {
  const answers = [];
  for (let round = 0; round < 42; round++) answers.push((await send({ id: "msg_again" })).status);
  const another = await aWorkflow({ kind: "webhook" });
  const signedWith = (await makeSecret(person.userId, another)).body.secret as string;

  expect(answers.slice(0, 40).every((status) => status === 202)).toBe(true);
  expect(answers.at(-1)).toBe(429);
  expect((await send({ to: another, signedWith })).status).toBe(202);
});
