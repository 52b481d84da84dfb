import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD } from "../../supabase/local/gateway/testing.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { readMasterKeys } from "../_secrets/master-keys.ts";
import { createApi } from "../api/api.ts";
import { createConnections } from "../connections/connections.ts";
import { createHooks } from "../hooks/hooks.ts";
import { createIngest } from "../ingest/ingest.ts";
import { createJobs } from "../jobs/jobs.ts";
import { createMine } from "../mine/mine.ts";
import { createRuns } from "../runs/runs.ts";
import { type AccountStack, startAccountStack } from "../testing/account-stack.ts";
import { type BadToken, badTokens } from "../testing/bad-tokens.ts";
import { anEventNow, envelope } from "../testing/batches.ts";
import { aDelivery, type DeliverySignature, signDelivery } from "../testing/sign-delivery.ts";

const CANARY = `canary-${crypto.randomUUID()}`;
/** HMACs of 384 and 512 bits ask for a longer key; the receiver never comes to compare it. */
const LONG_ENOUGH = "k".repeat(64);
const MASTER_KEYS = `test:${btoa("t".repeat(32))}`;
const NOBODYS_WORKFLOW = "01890a5d-ac96-774b-bcce-b302099a8057";
const BODY = JSON.stringify({ outboxId: 1 });

let stack: AccountStack;
let ingest: ReturnType<typeof createIngest>;
let api: ReturnType<typeof createApi>;
let mine: ReturnType<typeof createMine>;
let jobs: ReturnType<typeof createJobs>;
let runs: ReturnType<typeof createRuns>;
let hooks: ReturnType<typeof createHooks>;
let connections: ReturnType<typeof createConnections>;
let good: string;
let source: string;
let bad: BadToken[];

beforeAll(async () => {
  stack = await startAccountStack();
  const { platform, env } = stack;
  [ingest, api, mine, jobs] = [createIngest(env), createApi(env), createMine(env), createJobs(env)];
  const outbound = createOutbound({ exempt: [] });
  runs = createRuns(env, { outbound });
  const masters = await readMasterKeys(MASTER_KEYS);
  hooks = createHooks(env, { outbound, masters });
  connections = createConnections(env, { outbound, masters, devOrigin: null });
  const client = await platform.person("owner@example.com");
  const left = platform.client();
  const { data: second } = await left.auth.signInWithPassword({
    email: "owner@example.com",
    password: PASSWORD,
  });
  await left.auth.signOut({ scope: "local" });
  const { session } = (await client.auth.getSession()).data;
  if (!session || !second.session) throw new Error("nobody signed in");
  good = session.access_token;
  const org = await client.rpc("ensure_personal_org");
  const added = await client
    .from("sources")
    .insert({ org_id: org.data, user_id: session.user.id, kind: "api", name: CANARY })
    .select("id")
    .single();
  if (added.error) throw added.error;
  source = added.data.id as string;
  bad = badTokens({
    ...platform.keys,
    good,
    claims: decodeJwt(good),
    refreshToken: session.refresh_token,
    signedOut: second.session.access_token,
  });
});
afterAll(async () => {
  await Promise.all([ingest, api, mine, jobs, runs, hooks, connections].map((served) => served?.stop()));
  await stack?.stop();
});

const headers = (authorization: string | null, more: Record<string, string> = {}) => ({
  ...more,
  ...(authorization === null ? {} : { authorization }),
});

const atIngest = (authorization: string | null) =>
  ingest.fetch(
    new Request("http://127.0.0.1/functions/v1/ingest", {
      method: "POST",
      headers: headers(authorization, { "content-type": "application/json" }),
      body: JSON.stringify(envelope(source, [anEventNow({ path: `${CANARY}/a.txt` })])),
    }),
  );

const atApi = (authorization: string | null) =>
  api.fetch(
    new Request("http://127.0.0.1/functions/v1/api/work", {
      method: "POST",
      headers: headers(authorization),
    }),
  );

const atHooks = (authorization: string | null) =>
  hooks.fetch(
    new Request(`http://127.0.0.1/functions/v1/hooks/${NOBODYS_WORKFLOW}/secrets`, {
      method: "POST",
      headers: headers(authorization),
    }),
  );

const atConnections = (authorization: string | null) =>
  connections.fetch(
    new Request("http://127.0.0.1/functions/v1/connections", {
      method: "POST",
      headers: headers(authorization, { "content-type": "application/json" }),
      body: "{}",
    }),
  );

const atRest = (authorization: string | null) =>
  fetch(`${stack.platform.gateway.url}/rest/v1/sources?select=name`, {
    headers: headers(authorization, { apikey: stack.platform.keys.publishableKey }),
  });

/** The names of those that were not refused with 401. */
async function notRefused(tokens: BadToken[], ask: (authorization: string | null) => Promise<Response>) {
  const taken: string[] = [];
  for (const { name, authorization } of tokens) {
    const response = await ask(authorization);
    const text = await response.text();
    if (response.status !== 401 || text.includes(CANARY)) taken.push(`${name}: ${response.status} ${text}`);
  }
  return taken;
}

describe("bad tokens", () => {
  test("are of at least 80 kinds, no two the same", () => {
    console.log(`${bad.length} bad tokens`);
    expect(bad.length).toBeGreaterThanOrEqual(80);
    expect(new Set(bad.map(({ name }) => name)).size).toBe(bad.length);
    expect(new Set(bad.map(({ authorization }) => authorization)).size).toBe(bad.length);
  });

  test("are refused by ingest, which takes the good one", async () => {
    expect(await notRefused(bad, atIngest)).toEqual([]);
    expect((await atIngest(`Bearer ${good}`)).status).toBe(200);
    const stored = await stack.platform.sql`select from public.events where path like ${`${CANARY}%`}`;
    expect(stored).toHaveLength(1);
  });

  test("are refused by api, which takes the good one", async () => {
    expect(await notRefused(bad, atApi)).toEqual([]);
    expect((await atApi(`Bearer ${good}`)).status).toBe(200);
  });

  test("make no secret of a webhook, which the good one is told is not there", async () => {
    expect(await notRefused(bad, atHooks)).toEqual([]);
    expect((await atHooks(`Bearer ${good}`)).status).toBe(404);
  });

  test("touch no secret of a connection, where the good one is told what a command is", async () => {
    expect(await notRefused(bad, atConnections)).toEqual([]);
    expect((await atConnections(`Bearer ${good}`)).status).toBe(400);
  });

  test("see nothing by REST, which shows the good one its row", async () => {
    const seen: string[] = [];
    for (const { name, authorization } of bad.filter(({ functionsOnly }) => !functionsOnly)) {
      const response = await atRest(authorization);
      const text = await response.text();
      const isRefused = response.status === 401 || (response.status === 200 && text === "[]");
      if (!isRefused || text.includes(CANARY)) seen.push(`${name}: ${response.status} ${text}`);
    }

    expect(seen).toEqual([]);
    expect(await (await atRest(`Bearer ${good}`)).json()).toEqual([{ name: CANARY }]);
  });
});

describe("deliveries that QStash did not sign for this address", () => {
  const now = Math.floor(Date.now() / 1000);
  const changes: [string, Partial<DeliverySignature>][] = [
    ["another key", { key: "sig_another_key_that_is_long_enough_for_all" }],
    ["an empty-looking key", { key: " " }],
    ["the public key of development", { key: "sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r" }],
    ["another address", { url: "https://evil.example/functions/v1/mine" }],
    ["an address with a slash more", { url: "http://127.0.0.1/functions/v1/mine/" }],
    ["another body", { body: `${BODY} ` }],
    ["an empty body", { body: "" }],
    ["an expiry in the past", { nbf: now - 900, exp: now - 600 }],
    ["a beginning in an hour", { nbf: now + 3600, exp: now + 3900 }],
    ["no expiry", { exp: null }],
    ["an expiry of a day", { exp: now + 86_400 }],
    ["no id", { jti: null }],
    ["another issuer", { iss: "upstash" }],
    ["an empty issuer", { iss: "" }],
    ["HS384", { alg: "HS384", key: LONG_ENOUGH }],
    ["HS512", { alg: "HS512", key: LONG_ENOUGH }],
  ];

  test.each(["mine", "jobs", "runs"] as const)("are refused by %s", async (name) => {
    const { env } = stack;
    const url = `${env.FLOYO_FUNCTIONS_URL}/${name}`;
    const other = `${env.FLOYO_FUNCTIONS_URL}/${name === "mine" ? "jobs" : "mine"}`;
    const genuine = { key: env.QSTASH_CURRENT_SIGNING_KEY, url, body: BODY };
    const signature = await signDelivery(genuine);
    const [header, claims, mac] = signature.split(".");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const signatures: [string, string | null][] = [
      ["no signature", null],
      ["an empty signature", ""],
      ["rubbish", "a.b.c"],
      ["alg none", `${none}.${claims}.`],
      ["alg none with the signature", `${none}.${claims}.${mac}`],
      ["a signature cut short", `${header}.${claims}`],
      ["a signature doubled", `${signature}.${signature}`],
      ["a person's token", good],
      ["the other function's address", await signDelivery({ ...genuine, url: other })],
      ["the secret key", stack.platform.keys.secretKey],
    ];
    for (const [what, change] of changes)
      signatures.push([what, await signDelivery({ ...genuine, ...change })]);
    const { fetch: send } = { mine, jobs, runs }[name];

    const taken: string[] = [];
    for (const [what, given] of signatures) {
      const response = await send(aDelivery(url, BODY, given));
      if (response.status !== 401) taken.push(`${what}: ${response.status}`);
    }

    console.log(`${signatures.length} bad deliveries`);
    expect(taken).toEqual([]);
    expect((await send(aDelivery(url, BODY, signature))).status).not.toBe(401);
  });
});
