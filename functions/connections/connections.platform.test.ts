import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Services, serveServices } from "../_connectors/testing/serve-services.ts";
import { SLACK_TOKEN, slackApi } from "../_connectors/testing/slack-service.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { type Stack, startStack } from "../testing/stack.ts";
import { type Provider, startProvider, testSignIns } from "./sign-in-cases.ts";
import { bringRun, connectionRow, createCommands, startRunOf } from "./testing.ts";

let services: Services;
let stack: Stack;
let person: Person;
let command: ReturnType<typeof createCommands>;

let provider: Provider;

beforeAll(async () => {
  provider = await startProvider();
  services = await serveServices({
    "slack.com": slackApi,
    // A receiver that says all it got.
    api: ({ headers }) => ({ body: { got: headers.authorization } }),
  });
  stack = await startStack({
    timeScale: 0.001,
    exempt: [services.exempt, provider.exempt],
    devOrigin: services.origin,
  });
});
afterAll(async () => {
  await stack?.stop();
  await services?.stop();
  await provider?.stop();
});
beforeEach(async () => {
  services.received.length = 0;
  person = await addPerson(stack.database.owner);
  command = createCommands(stack, person);
});

const slackOf = (token = SLACK_TOKEN) => ({
  do: "add",
  orgId: person.orgId,
  connector: "slack",
  name: "Team",
  credential: { kind: "bot", token },
});
const post = (connectionId: string) => ({
  id: "tell",
  kind: "connector",
  with: {
    connector: "slack",
    action: "post-message",
    connectionId,
    settings: { channel: "C0001", text: "{{ input.n }} new" },
  },
  retry: { tries: 0 },
});

test("a connection is tried as it is added, its secret lies sealed and nowhere else", async () => {
  const added = await command(slackOf());

  expect(added).toMatchObject({ status: 200, body: { tried: { works: true, account: "floyo in Crew" } } });
  expect(await connectionRow(stack, added.body.id)).toMatchObject({
    state: "working",
    account: "floyo in Crew",
  });
  const stored = await stack.database.owner`
    select
      (select json_agg(to_json(c)) from public.connections c)::text
      || (select json_agg(to_json(s)) from private.connection_secrets s)::text
      || (select json_agg(to_json(a)) from public.audit_log a)::text
      || (select json_agg(to_json(p)) from private.audit_person p)::text as text`;
  expect(stored[0]?.text).not.toContain(SLACK_TOKEN);
  const audited = await stack.database.owner`
    select action from public.audit_log where target = ${`connection:${added.body.id}`}`;
  expect(audited.map(({ action }) => action)).toEqual(["connection.created"]);
});

test("secrets change with fresh proof alone, and only of one's own organisation", async () => {
  const stranger = await addPerson(stack.database.owner);
  const { body } = await command(slackOf());
  const id = body.id as string;

  const stale = await command(slackOf(), 700);
  const foreign = await createCommands(stack, stranger)({ do: "test", id });
  const intruding = await createCommands(stack, stranger)(slackOf());

  expect(stale).toMatchObject({
    status: 403,
    body: { error: { issues: [{ path: "proof", message: "step_up" }] } },
  });
  expect(foreign).toMatchObject({ status: 404 });
  expect(intruding).toMatchObject({ status: 403 });
});

test("what is not a credential is refused at its field before any call", async () => {
  const refused = await command({ ...slackOf(), credential: { kind: "bot", token: "hunter2" } });

  expect(refused).toMatchObject({ status: 400, body: { error: { issues: [{ path: "token" }] } } });
  expect(JSON.stringify(refused.body)).not.toContain("hunter2");
  expect(services.received).toHaveLength(0);
});

test("a credential is tried without being stored", async () => {
  const { name: _, ...given } = slackOf("xoxb-wrong-one");

  const tried = await command({ ...given, do: "try" });

  expect(tried).toMatchObject({
    status: 200,
    body: { tried: { works: false, error: "Slack says invalid_auth" } },
  });
  expect(
    await stack.database.owner`select id from public.connections where org_id = ${person.orgId}`,
  ).toHaveLength(0);
});

test("a run's connector step reaches the service exactly once", async () => {
  const { body } = await command(slackOf());
  services.received.length = 0;
  const runId = await startRunOf(stack, person, [post(body.id)], { n: 3 });

  const run = await bringRun(stack, runId);

  expect(run).toMatchObject({ status: "done", output: { channel: "C0001", ts: "1700000000.000100" } });
  expect(services.received.map(({ path, json }) => [path, json.text])).toEqual([
    ["/api/chat.postMessage", "3 new"],
  ]);
});

test("a secret that the service no longer takes fails the run and the connection, in plain words; a new one mends both", async () => {
  const { body } = await command(slackOf());
  const id = body.id as string;
  services.next = { body: { ok: false, error: "token_revoked" } };
  const failed = await bringRun(stack, await startRunOf(stack, person, [post(id)], { n: 1 }));
  const failing = await connectionRow(stack, id);
  const replaced = await command({ do: "replace", id, credential: { kind: "bot", token: SLACK_TOKEN } });

  expect(failed).toMatchObject({
    status: "failed",
    error: { code: "token_revoked", message: "Slack says token_revoked", step: "tell" },
  });
  expect(failing).toMatchObject({ state: "failing", last_error: "Slack says token_revoked" });
  expect(replaced.body.tried).toEqual({ works: true, account: "floyo in Crew" });
  expect(await connectionRow(stack, id)).toMatchObject({ state: "working", last_error: null });
  expect(await bringRun(stack, await startRunOf(stack, person, [post(id)], { n: 2 }))).toMatchObject({
    status: "done",
  });
});

test("another organisation's connection, a deleted one and one of another service reach nobody", async () => {
  const stranger = await addPerson(stack.database.owner);
  const theirs = await createCommands(stack, stranger)({ ...slackOf(), orgId: stranger.orgId });
  services.received.length = 0;

  const foreign = await bringRun(stack, await startRunOf(stack, person, [post(theirs.body.id)], { n: 1 }));
  const gone = await bringRun(stack, await startRunOf(stack, person, [post(crypto.randomUUID())], { n: 1 }));

  expect(foreign).toMatchObject({ status: "failed", error: { code: "no_connection" } });
  expect(gone).toMatchObject({ status: "failed", error: { code: "no_connection" } });
  expect(services.received).toHaveLength(0);
});

test("an HTTP request is signed for its own address alone, and what the receiver says of the secret is not stored", async () => {
  const secret = "canary-7f3a9c41";
  const address = `${services.origin}/api/v1`;
  const added = await command({
    do: "add",
    orgId: person.orgId,
    connector: "http",
    name: "Books",
    credential: { kind: "bearer", address, token: secret },
  });
  const call = (url: string) => ({ id: "get", kind: "http", with: { url, connectionId: added.body.id } });

  const signed = await bringRun(stack, await startRunOf(stack, person, [call(`${address}/books`)]));
  const elsewhere = await bringRun(
    stack,
    await startRunOf(stack, person, [call(`${services.origin}/api/v10`)]),
  );

  expect(services.received.map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${secret}`,
    `Bearer ${secret}`,
  ]);
  expect(signed).toMatchObject({ status: "done", output: { body: { got: "Bearer [secret]" } } });
  expect(elsewhere).toMatchObject({ status: "failed", error: { code: "other_address" } });
  const [kept] = await stack.database.owner`
    select json_agg(to_json(s))::text as text from public.run_steps s where s.org_id = ${person.orgId}`;
  expect(kept?.text).not.toContain(secret);
});

testSignIns(() => ({ stack, services, provider, person, command }));
