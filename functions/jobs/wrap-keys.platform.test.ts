import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Services, serveServices } from "../_connectors/testing/serve-services.ts";
import { SLACK_TOKEN, slackApi } from "../_connectors/testing/slack-service.ts";
import { openDatabase } from "../_db/client.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { readMasterKeys } from "../_secrets/master-keys.ts";
import { createCommands, startRunOf } from "../connections/testing.ts";
import { createHooks } from "../hooks/hooks.ts";
import { createRuns } from "../runs/runs.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { deliverTo } from "../testing/deliver.ts";
import { publishAs } from "../testing/publish-as.ts";
import { type Stack, startStack, TEST_SECRETS_KEYS } from "../testing/stack.ts";
import { wrapKeys } from "./wrap-keys.ts";

const NEW = `new:${btoa("n".repeat(32))}`;

let services: Services;
let stack: Stack;
const lines: object[] = [];
const log = {
  info: (fields: object) => lines.push(fields),
  error: (fields: object, error: unknown) => lines.push({ ...fields, error: String(error) }),
};

beforeAll(async () => {
  services = await serveServices({ "slack.com": slackApi });
  stack = await startStack({ timeScale: 0.001, exempt: [services.exempt], devOrigin: services.origin });
});
afterAll(async () => {
  await stack?.stop();
  await services?.stop();
});

async function wrapUnder(keys: string, batch?: number) {
  const sql = openDatabase(stack.env.FLOYO_DB_URL);
  try {
    return await wrapKeys({ sql, masters: await readMasterKeys(keys), log }, batch ? { batch } : {});
  } finally {
    await sql.end();
  }
}

async function aConnection(person: Person): Promise<string> {
  const credential = { kind: "bot", token: SLACK_TOKEN };
  const command = createCommands(stack, person);
  const added = await command({
    do: "add",
    orgId: person.orgId,
    connector: "slack",
    name: "Team",
    credential,
  });
  return added.body.id;
}

async function aWebhook(person: Person): Promise<{ id: string; secret: string }> {
  const id = await publishAs(stack.database.owner, person, {
    version: 1,
    trigger: { kind: "webhook" },
    steps: [{ id: "double", kind: "transform", with: { expression: "input.n * 2" } }],
  });
  const response = await fetch(`${stack.env.FLOYO_FUNCTIONS_URL}/hooks/${id}/secrets`, {
    method: "POST",
    headers: { authorization: `Bearer ${await stack.issuer.token(person.userId)}` },
  });
  const { secret } = (await response.json()) as { secret: string };
  return { id, secret };
}

test("after another master key wrapped all data keys, connections and webhooks open without the old one", async () => {
  const people = [await addPerson(stack.database.owner), await addPerson(stack.database.owner)] as const;
  const [connection] = [await aConnection(people[0]), await aConnection(people[1])];
  const webhook = await aWebhook(people[0]);
  const envelopes = () => stack.database.owner`
    select envelope::text from private.connection_secrets
    union all select sealed ->> 'envelope' from private.webhook_secrets order by 1`;
  const before = await envelopes();

  const outcomes = [await wrapUnder(`${NEW},${TEST_SECRETS_KEYS}`, 2), await wrapUnder(NEW)];

  expect(outcomes).toEqual([
    { wrapped: 3, left: 0 },
    { wrapped: 0, left: 0 },
  ]);
  expect(await envelopes()).toEqual(before);
  const outbound = createOutbound({ exempt: [services.exempt] });
  const masters = await readMasterKeys(NEW);
  const runs = createRuns(stack.env, { outbound, connections: { masters, devOrigin: services.origin } });
  const hooks = createHooks(stack.env, { outbound, masters, waitMs: 3000 });
  const settings = { channel: "C0001", text: "Hello" };
  const step = { connector: "slack", action: "post-message", connectionId: connection, settings };
  const run = await startRunOf(stack, people[0], [{ id: "tell", kind: "connector", with: step }]);
  const [owed] = await stack.database.owner`
    select id, attempt from private.outbox where dedupe_key = ${`run:${run}`}`;
  const body = { outboxId: Number(owed?.id), attempt: owed?.attempt };
  await deliverTo({ env: stack.env, fetch: runs.fetch }, "runs", { body });
  const [ended] = await stack.database.owner`select status, error from public.runs where id = ${run}`;
  expect(ended).toEqual({ status: "done", error: null });
  const now = new Date();
  const answer = await hooks.fetch(
    new Request(`${stack.env.FLOYO_FUNCTIONS_URL}/hooks/${webhook.id}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": "msg_1",
        "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
        "webhook-signature": new Webhook(webhook.secret).sign("msg_1", now, '{"n":1}'),
      },
      body: '{"n":1}',
    }),
  );
  expect(answer.status).toBe(202);
  await Promise.all([runs.stop(), hooks.stop()]);
});

test("a key that does not open is named and left as it is, and holds up none behind it", async () => {
  const [first, second] = [await addPerson(stack.database.owner), await addPerson(stack.database.owner)];
  await Promise.all([aConnection(first), aConnection(second)]);
  const [broken] = [first.orgId, second.orgId].sort();
  await stack.database.owner`
    update private.organisation_keys set wrapped = jsonb_set(wrapped, '{master}', '"gone"') where org_id = ${broken ?? ""}`;
  lines.length = 0;

  expect(await wrapUnder(`${NEW},${TEST_SECRETS_KEYS}`, 1)).toEqual({ wrapped: 1, left: 1 });

  expect(lines).toMatchObject([
    { event: "key not wrapped anew", of: "organisation", id: broken, master: "gone" },
    { event: "keys wrapped anew", wrapped: 1, left: 1, master: "new" },
  ]);
  const [row] = await stack.database.owner`
    select wrapped ->> 'master' as master from private.organisation_keys where org_id = ${broken ?? ""}`;
  expect(row).toEqual({ master: "gone" });
});
