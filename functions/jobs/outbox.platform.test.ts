import type { SupabaseClient } from "@supabase/supabase-js";
import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AccountStack, startAccountStack } from "../testing/account-stack.ts";

let stack: AccountStack;
let ana: SupabaseClient;
let ben: SupabaseClient;

beforeAll(async () => {
  stack = await startAccountStack();
  ana = await stack.platform.person("ana@example.com");
  ben = await stack.platform.person("ben@example.com");
});
afterAll(() => stack?.stop());

const idOf = async (person: SupabaseClient) => (await person.auth.getUser()).data.user?.id ?? "";

async function addEvents(
  person: SupabaseClient,
  { count, path, daysAgo = 0, orgId }: { count: number; path: string; daysAgo?: number; orgId?: string },
) {
  const userId = await idOf(person);
  const org = orgId ?? (await person.rpc("ensure_personal_org")).data;
  await stack.platform.sql`
    with source as (
      insert into public.sources (org_id, user_id, kind, name) values (${org}, ${userId}, 'folder', 'Laptop') returning id
    )
    insert into public.events (id, user_id, org_id, source_id, seq, occurred_at, time_zone, op, path, body_hash)
    select
      (left(private.uuid_v7_floor(now() - make_interval(days => ${daysAgo}))::text, 24) || lpad(n::text, 12, '0'))::uuid,
      ${userId}, ${org}, source.id, n + ${daysAgo} * 100000, now() - make_interval(days => ${daysAgo}), 'UTC', 'created', ${path},
      sha256('x')
    from source, generate_series(1, ${count}) as n`;
  await stack.platform.sql`
    insert into public.mining_state (user_id, org_id, last_seq) values (${userId}, ${org}, ${count})
    on conflict (user_id) do nothing`;
}

test("the mail of an invitation brings its link, once, and joins who follows it", async () => {
  const { data: team } = await ana.rpc("create_organisation", { name: "North <b>Crew</b>" });
  await ana.rpc("invite_member", { org_id: team, email: "ben@example.com", role: "editor" });

  const ran = await stack.runOutbox();
  const again = await stack.runOutbox();

  const mails = (await stack.mails()).filter(({ to }) => to === "ben@example.com");
  expect([ran, again]).toEqual([["mail done"], []]);
  expect(mails).toMatchObject([{ subject: "Join North <b>Crew</b> on Floyo" }]);
  const token = /token=([\w-]{43})/.exec(mails[0]?.text ?? "")?.[1];
  expect((await ben.rpc("accept_invitation", { token })).data).toBe(team);
  expect((await ben.rpc("members_of", { org_id: team })).data).toHaveLength(2);
});

test("an invitation that was revoked before its mail went out sends none", async () => {
  const { data: team } = await ana.rpc("create_organisation", { name: "South" });
  const invited = await ana.rpc("invite_member", { org_id: team, email: "late@example.com", role: "viewer" });
  await ana.rpc("revoke_invitation", { id: invited.data[0].id });

  await stack.runOutbox();

  expect((await stack.mails()).filter(({ to }) => to === "late@example.com")).toEqual([]);
});

test("whoever is removed finds what they brought along under their own organisation", async () => {
  const { data: team } = await ana.rpc("create_organisation", { name: "West" });
  const invited = await ana.rpc("invite_member", { org_id: team, email: "ben@example.com", role: "editor" });
  await ben.rpc("accept_invitation", { token: invited.data[0].token });
  await addEvents(ben, { count: 12, path: "West/plan.md", orgId: team });
  await ana.rpc("remove_member", { org_id: team, user_id: await idOf(ben) });
  const hidden = await ben.from("events").select("id").eq("path", "West/plan.md");

  await stack.runOutbox();

  const found = await ben.from("events").select("org_id").eq("path", "West/plan.md");
  expect(hidden.data).toEqual([]);
  expect(found.data).toHaveLength(12);
  expect(new Set(found.data?.map(({ org_id }) => org_id))).toEqual(
    new Set([(await ben.rpc("ensure_personal_org")).data]),
  );
});

test("an export holds every row of its person in parts that they alone can fetch", async () => {
  const carl = await stack.platform.person("carl@example.com");
  await addEvents(carl, { count: 10_050, path: "=cmd|'/c calc'!A1" });
  const { data: id } = await carl.rpc("request_export");

  const ran = await stack.runOutbox();

  const { data: made } = await carl.from("exports").select().single();
  expect(ran).toEqual(["export again", "export done"]);
  expect(made).toMatchObject({ id, status: "ready", parts: 2, done_rows: made.total_rows });
  const folder = `${await idOf(carl)}/${id}`;
  const parts = await Promise.all(
    [1, 2].map(async (part) => {
      const { data } = await carl.storage.from("exports").download(`${folder}/part-00${part}.zip`);
      return unzipSync(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer()));
    }),
  );
  const rows = (kind: string) =>
    parts.flatMap((files) =>
      Object.entries(files)
        .filter(([name]) => name.startsWith(`${kind}/events`))
        .flatMap(([, bytes]) => {
          const text = new TextDecoder().decode(bytes);
          return kind === "json" ? JSON.parse(text) : parse(text, { columns: true, bom: true });
        }),
    );
  expect(rows("json")).toHaveLength(10_050);
  expect(rows("csv")).toHaveLength(10_050);
  expect(rows("csv")[0].path).toBe("'=cmd|'/c calc'!A1");
  expect(Object.keys(parts[0] ?? {})).toContain("json/patterns.json");
  const stolen = await ben.storage.from("exports").download(`${folder}/part-001.zip`);
  expect(stolen.error).not.toBeNull();
});

test("files of an export are deleted after seven days", async () => {
  const dora = await stack.platform.person("dora@example.com");
  const { data: id } = await dora.rpc("request_export");
  await stack.runOutbox();
  await stack.platform
    .sql`update public.exports set expires_at = now() - interval '1 second' where id = ${id}`;

  const ran = await stack.run("hourly");

  expect(ran.body).toMatchObject({ removed: 1, keys: { wrapped: 0, left: 0 } });
  expect((await dora.from("exports").select("status").single()).data).toEqual({ status: "expired" });
  const gone = await dora.storage.from("exports").download(`${await idOf(dora)}/${id}/part-001.zip`);
  expect(gone.error).not.toBeNull();
});

test("events past a person's retention are deleted by the night's jobs", async () => {
  const emil = await stack.platform.person("emil@example.com");
  const userId = await idOf(emil);
  await addEvents(emil, { count: 5, path: "new.md" });
  await addEvents(emil, { count: 7, path: "old.md", daysAgo: 40 });
  await emil.from("privacy_settings").insert({ user_id: userId, retention_days: 30 });

  const night = await stack.run("nightly");
  await stack.platform.sql`update private.outbox set due_at = now() where topic = 'expire'`;
  await stack.runOutbox();

  expect(night.body).toMatchObject({ status: "done", expiring: 1 });
  const left = await emil.from("events").select("path");
  expect(left.data?.map(({ path }) => path)).toEqual(Array(5).fill("new.md"));
});

test("signed heads of the audit log lie in Storage, where the database does not reach, and prove its end", async () => {
  const { data: team } = await ana.rpc("create_organisation", { name: "Sealed" });
  await stack.run("tick");

  const signed = await stack.run("hourly");
  const unchanged = await stack.run("hourly");

  expect(signed.body.signed).toBeGreaterThan(0);
  expect(unchanged.body.signed).toBe(0);
  const { data: heads } = await ana.from("audit_heads").select("seq").eq("org_id", team);
  expect(heads).toEqual([{ seq: 2 }]);
  const admin = stack.platform.client({}, stack.platform.keys.secretKey);
  const kept = await admin.storage.from("audit-heads").download(`${team}/000000000002.json`);
  expect(JSON.parse((await kept.data?.text()) ?? "")).toMatchObject({ orgId: team, seq: 2 });
  expect((await ana.storage.from("audit-heads").download(`${team}/000000000002.json`)).error).not.toBeNull();
  expect((await ana.rpc("verify_audit_log", { org_id: team })).data).toMatchObject([
    { checked: 2, problem: null },
  ]);
});

test("a mail service that is away is tried again later, and what it said stands in the row", async () => {
  const { data: team } = await ana.rpc("create_organisation", { name: "East" });
  await ana.rpc("invite_member", { org_id: team, email: "gus@example.com", role: "viewer" });
  const broken = await startAway(stack);

  expect(broken).toEqual({ status: 200, outcome: "failed" });
  const [row] = await stack.platform.sql`
    select last_error, due_at > now() as is_later from private.outbox where topic = 'mail' and done_at is null`;
  expect(row).toEqual({ last_error: "the mail service does not answer", is_later: true });
});

/** One delivery of the open mail while nothing listens at the mail service's address. */
async function startAway(running: AccountStack): Promise<{ status: number; outcome: unknown }> {
  const { createJobs } = await import("./jobs.ts");
  const { deliverTo } = await import("../testing/deliver.ts");
  const env = { ...running.env, RESEND_URL: "http://127.0.0.1:9" };
  const jobs = createJobs(env);
  const [row] = await running.platform
    .sql`select id::float8 as id from private.outbox where topic = 'mail' and done_at is null`;
  const delivered = await deliverTo({ env, fetch: jobs.fetch }, "jobs", { body: { outboxId: row?.id } });
  await jobs.stop();
  return { status: delivered.status, outcome: delivered.body.status };
}
