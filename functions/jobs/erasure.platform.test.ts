import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SupabaseClient } from "@supabase/supabase-js";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { PASSWORD } from "../../supabase/local/gateway/testing.ts";
import { type Qstash, startQstash } from "../../supabase/local/qstash/start.ts";
import { createApi } from "../api/api.ts";
import { createIngest } from "../ingest/ingest.ts";
import { type AccountStack, startAccountStack } from "../testing/account-stack.ts";
import { anEventNow, envelope, send } from "../testing/batches.ts";

const EMAIL = "fay@example.com";
const CANARY = `canary-${crypto.randomUUID()}`;
const { UPSTASH_REDIS_REST_URL: redisUrl, UPSTASH_REDIS_REST_TOKEN: redisToken } = inject("platform");
const redis = new Redis({ url: redisUrl, token: redisToken, enableTelemetry: false });
const folder = mkdtempSync(join(tmpdir(), "floyo-erasure-"));

let qstash: Qstash;
let stack: AccountStack;
let fay: SupabaseClient;
let id: string;

beforeAll(async () => {
  const keys = { currentSigningKey: `sig_${"c".repeat(40)}`, nextSigningKey: `sig_${"n".repeat(40)}` };
  const stateFile = join(folder, "queue");
  // So slow that every message is still there when the queue is searched.
  qstash = await startQstash({ port: 0, token: "test", timeScale: 0.001, stateFile, log: () => {}, ...keys });
  stack = await startAccountStack({
    QSTASH_URL: qstash.url,
    QSTASH_TOKEN: "test",
    UPSTASH_REDIS_REST_URL: redisUrl,
    UPSTASH_REDIS_REST_TOKEN: redisToken,
  });
  fay = await stack.platform.person(EMAIL);
  id = (await fay.auth.getUser()).data.user?.id ?? "";
});
afterAll(async () => {
  await stack?.stop();
  await qstash?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("an erased account leaves nothing in database, Storage, Redis or the queue but its tombstone", async () => {
  await leaveTraces();
  const before = await placesOf([id, EMAIL, CANARY]);
  await fay.rpc("erase_account", { email: EMAIL, grace_days: 0 });

  const ran = await stack.runOutbox();

  expect(before).toEqual(
    expect.arrayContaining(["sources", "events", "workflows", "runs", "auth.users", "storage.objects"]),
  );
  expect(ran.slice(-2)).toEqual(["erase again", "erase lost"]);
  expect(await placesOf([id, EMAIL, CANARY])).toEqual([]);
  const admin = stack.platform.client({}, stack.platform.keys.secretKey);
  expect((await admin.storage.from("exports").list(id)).data).toEqual([]);
  expect((await admin.storage.from("tombstones").list()).data).toHaveLength(1);
  const { error } = await stack.platform
    .client()
    .auth.signInWithPassword({ email: EMAIL, password: PASSWORD });
  expect(error?.code).toBe("invalid_credentials");
});

/** Rows, objects, limits and messages, as the pages and the command line make them. */
async function leaveTraces(): Promise<void> {
  const { sql, keys } = stack.platform;
  const org = (await fay.rpc("ensure_personal_org")).data as string;
  const source = await fay
    .from("sources")
    .insert({ org_id: org, kind: "api", name: CANARY })
    .select()
    .single();
  await fay.rpc("create_organisation", { name: CANARY });
  await fay.rpc("create_api_key", { name: CANARY, source_id: source.data?.id });
  const steps = [{ id: "ask", kind: "approval", name: CANARY, with: { message: CANARY } }];
  const definition = { version: 1, trigger: { kind: "manual", fields: [] }, steps };
  const workflow = await fay.rpc("create_workflow", { org_id: org, name: CANARY, definition });
  await fay.rpc("publish_workflow", { id: workflow.data, expected_revision: 1, note: CANARY });
  const run = await fay.rpc("start_run", { workflow_id: workflow.data, input: { said: CANARY } });
  if (run.error) throw run.error;
  const bearer = (await fay.auth.getSession()).data.session?.access_token ?? "";
  const [ingest, api] = [createIngest(stack.env), createApi(stack.env)];
  const sent = await send(ingest, {
    bearer,
    body: envelope(source.data?.id, [anEventNow({ path: `${CANARY}/secret.md` })]),
  });
  const request = new Request("http://127.0.0.1/functions/v1/api/work", {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, apikey: keys.publishableKey },
  });
  const published = (await (await api.fetch(request)).json()) as { published: number };
  await Promise.all([ingest.stop(), api.stop()]);
  expect([sent.body.accepted, published.published > 0]).toEqual([1, true]);
  await sql`
    insert into public.events (id, user_id, org_id, source_id, seq, occurred_at, time_zone, op, path, body_hash)
    select
      (left(private.uuid_v7_floor(now())::text, 24) || lpad(n::text, 12, '0'))::uuid,
      ${id}, ${org}, ${source.data?.id}, n + 1, now(), 'UTC', 'created', ${`${CANARY}/b.md`}, sha256('x')
    from generate_series(1, 10000) as n`;
  await fay.rpc("request_export");
  await stack.runOutbox();
  const limits = await redis.keys("floyo:limit:*");
  expect(limits.length).toBeGreaterThanOrEqual(2);
  expect(queueText()).toContain("outboxId");
}

/** Tables of every schema, keys of Redis and files of the queue in which one of the texts stands anywhere. */
async function placesOf(needles: readonly string[]): Promise<string[]> {
  const tables = await stack.platform.sql<{ name: string }[]>`
    select classes.oid::regclass::text as name
    from pg_class as classes
    join pg_namespace as namespaces on namespaces.oid = classes.relnamespace
    where classes.relkind in ('r', 'p') and namespaces.nspname <> 'information_schema' and namespaces.nspname not like 'pg\\_%'`;
  const pattern = needles.join("|").replaceAll(".", "\\.");
  const rows = tables.map(async ({ name }) => {
    const seen = await stack.platform.sql.unsafe(
      `select 1 from ${name} as seen where seen::text ~* $1 limit 1`,
      [pattern],
    );
    return seen.length > 0 ? [name] : [];
  });
  const isThere = (text: string) => new RegExp(pattern, "i").test(text);
  return [
    ...(await Promise.all(rows)).flat(),
    ...(await redis.keys("*")).filter(isThere).map((key) => `redis ${key}`),
    ...(isThere(queueText()) ? ["queue"] : []),
  ];
}

function queueText(): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "latin1"))
    .join("\n");
}
