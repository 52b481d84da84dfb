import { join } from "node:path";
import type { SupabaseClient } from "@supabase/supabase-js";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, startTestPlatform, type TestPlatform } from "../local/gateway/testing.ts";
import { migrate } from "../local/postgres/migrate.ts";

const SUPABASE = join(import.meta.dirname, "..");
const NOBODYS_ID = "019aab2a-0000-7000-8000-000000000000";

let platform: TestPlatform;
let ana: SupabaseClient;
let cleo: SupabaseClient;
beforeAll(async () => {
  platform = await startTestPlatform();
  await migrate({
    url: platform.databaseUrl("postgres"),
    migrationsDir: join(SUPABASE, "migrations"),
    seedFile: join(SUPABASE, "seed.sql"),
    log: () => {},
  });
  ana = await platform.person("ana@example.com");
  cleo = await platform.person("cleo@example.com");
});
afterAll(() => platform?.stop());

test("confirming the mail's link makes one personal organisation, which ensure_personal_org names", async () => {
  const organisations = await ana.from("organisations").select("id,name,kind");
  const memberships = await ana.from("memberships").select("role");

  const ensured = await ana.rpc("ensure_personal_org");

  expect(organisations.data).toEqual([{ id: ensured.data, name: "Personal", kind: "personal" }]);
  expect(memberships.data).toEqual([{ role: "owner" }]);
});

test("a source is added to one's own organisation and refused for another's", async () => {
  const { data: ownOrg } = await ana.rpc("ensure_personal_org");
  const { data: otherOrg } = await cleo.rpc("ensure_personal_org");

  const own = await ana
    .from("sources")
    .insert({ org_id: ownOrg, kind: "cli", name: "Laptop" })
    .select()
    .single();
  const forged = await ana.from("sources").insert({ org_id: otherOrg, kind: "cli", name: "Laptop" });
  const seenByCleo = await cleo.from("sources").select();

  expect([own.error, own.data?.path_mode]).toEqual([null, "plain"]);
  expect(forged.error?.code).toBe("42501");
  expect(seenByCleo.data).toEqual([]);
});

test("a key is shown by the command that makes it, listed without its hash, and ended by revoking", async () => {
  const made = await ana.rpc("create_api_key", { name: "Laptop", source_id: null, expires_in_days: null });

  const revokedByCleo = await cleo.rpc("revoke_api_key", { key_id: made.data[0].id });
  const revoked = await ana.rpc("revoke_api_key", { key_id: made.data[0].id });
  const listed = await ana.from("api_keys").select("prefix,scopes,revoked_at");
  const withHash = await ana.from("api_keys").select();
  const audit = await ana.from("audit_log").select("action").like("action", "key.%").order("id");

  expect(made.data).toEqual([{ id: expect.any(String), key: expect.stringMatching(/^flk_[\w-]{43}$/) }]);
  expect([revokedByCleo.error?.code, revoked.error]).toEqual(["P0001", null]);
  expect(listed.data).toEqual([
    { prefix: made.data[0].key.slice(0, 12), scopes: ["ingest"], revoked_at: expect.any(String) },
  ]);
  expect(withHash.error?.code).toBe("42501");
  expect(audit.data).toEqual([{ action: "key.created" }, { action: "key.revoked" }]);
});

test("a decision gives the new version, and a refused one says what would be right", async () => {
  const { data: org } = await ana.rpc("ensure_personal_org");
  const { data: user } = await ana.auth.getUser();
  const [suggestion] = await platform.sql`
    with pattern as (
      insert into public.patterns (
        org_id, user_id, fingerprint, kind, steps, evidence, stats, score, first_seen_at, last_seen_at
      )
      values (${org}, ${user.user?.id ?? ""}, 'p', 'sequence', '[]', '{}', '{}', 1, now(), now())
      returning *
    )
    insert into public.suggestions (
      org_id, user_id, pattern_id, fingerprint, catalogue_id, title, body, explanation, draft, backtest,
      minutes_per_month
    )
    select org_id, user_id, id, 's', 'weekly-report', 'Send it', 'Seen', '{}', '{}', '{}', 1 from pattern
    returning id`;

  const dismissed = await ana.rpc("dismiss_suggestion", { id: suggestion?.id, reason: "private" });
  const counts = await ana.rpc("feed_counts");
  const unknownReason = await ana.rpc("dismiss_suggestion", { id: suggestion?.id, reason: "bored" });
  const nobodys = await ana.rpc("keep_suggestion", { id: NOBODYS_ID });
  const byCleo = await cleo.rpc("undo_suggestion", { id: suggestion?.id });
  const patched = await ana.from("suggestions").update({ status: "open" }).eq("id", suggestion?.id);

  expect(dismissed.data).toBe(2);
  expect(counts.data).toEqual([{ open: 0, kept: 0, snoozed: 0, dismissed: 1, patterns: 1 }]);
  expect(unknownReason.error).toMatchObject({
    code: "22023",
    hint: "reasons are wrong_pattern, private, not_worth_it, later",
  });
  expect([nobodys.error?.code, byCleo.error?.code]).toEqual(["P0001", "P0001"]);
  expect(patched.error?.code).toBe("42501");
});

test("an organisation is handed over: the new owner may delete it, the old one leaves and sees nothing of it", async () => {
  const { data: team } = await ana.rpc("create_organisation", { name: "Handed over" });
  const invited = await ana.rpc("invite_member", {
    ...{ org_id: team, email: "cleo@example.com", role: "editor" },
  });
  await cleo.rpc("accept_invitation", { token: invited.data[0].token });
  const cleoId = (await cleo.auth.getUser()).data.user?.id;
  const early = await ana.rpc("leave_organisation", { org_id: team });

  const handed = await ana.rpc("transfer_ownership", { org_id: team, user_id: cleoId });

  const roles = (await cleo.rpc("members_of", { org_id: team })).data as { is_me: boolean; role: string }[];
  const deleted = await ana.rpc("delete_organisation", { org_id: team, name: "Handed over" });
  const left = await ana.rpc("leave_organisation", { org_id: team });
  expect([early.error?.code, handed.error, deleted.error?.code, left.error]).toEqual([
    "P0001",
    null,
    "42501",
    null,
  ]);
  expect(roles.map(({ is_me, role }) => [is_me, role]).sort()).toEqual([
    [false, "admin"],
    [true, "owner"],
  ]);
  expect((await ana.from("organisations").select().eq("id", team)).data).toEqual([]);
  expect((await ana.rpc("members_of", { org_id: team })).error?.code).toBe("42501");
  expect((await cleo.rpc("delete_organisation", { org_id: team, name: "Handed over" })).error).toBeNull();
});

test("new recovery codes end the old ones, and only a session with the code has the factor removed", async () => {
  const dana = await platform.person("dana@example.com");
  const { data: factor } = await dana.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" });
  const secret = factor?.type === "totp" ? factor.totp.secret : "";
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await dana.auth.mfa.challengeAndVerify({ factorId: factor?.id ?? "", code });
  const old = (await dana.rpc("make_recovery_codes")).data as string[];
  const fresh = (await dana.rpc("make_recovery_codes")).data as string[];
  const elsewhere = platform.client();
  await elsewhere.auth.signInWithPassword({ email: "dana@example.com", password: PASSWORD });

  const answers = [
    await elsewhere.rpc("make_recovery_codes"),
    await elsewhere.from("organisations").select(),
    await elsewhere.auth.mfa.unenroll({ factorId: factor?.id ?? "" }),
    await elsewhere.rpc("use_recovery_code", { code: old[0] }),
    await elsewhere.rpc("use_recovery_code", { code: fresh[0] }),
  ];

  expect(answers.map(({ error, data }) => error?.code ?? data)).toEqual([
    "42501",
    [],
    "insufficient_aal",
    "wrong",
    "recovered",
  ]);
  expect((await elsewhere.from("organisations").select("kind")).data).toEqual([{ kind: "personal" }]);
  // The device that had the code is signed out by that.
  expect((await dana.from("organisations").select()).data).toEqual([]);
});

test("without a token nothing of it answers", async () => {
  const stranger = platform.client();

  const answers = await Promise.all([
    ...["organisations", "sources", "events", "patterns", "suggestions", "profiles"].map((table) =>
      stranger.from(table).select(),
    ),
    stranger.rpc("feed_counts"),
    stranger.rpc("ensure_personal_org"),
  ]);

  expect(answers.map(({ error }) => error?.code)).toEqual(answers.map(() => "42501"));
});

test("runs are found as the page of runs asks for them, page after page", async () => {
  const { data: orgId } = await ana.rpc("ensure_personal_org");
  const definition = {
    version: 1,
    trigger: { kind: "manual" },
    steps: [{ id: "one", kind: "set", with: { values: { a: 1 } } }],
  };
  const { data: id } = await ana.rpc("create_workflow", { org_id: orgId, name: "Invoices", definition });
  await ana.rpc("publish_workflow", { id, expected_revision: 1 });
  const { data: first } = await ana.rpc("start_run", { workflow_id: id });
  const { data: second } = await ana.rpc("start_run", { workflow_id: id });
  const ask = (more: object) =>
    ana.rpc("find_runs", {
      q: "invoi",
      of_status: null,
      of_workflow: null,
      since: null,
      until: null,
      ...more,
    });

  const newest = await ask({ is_dead: false, before: null, before_id: null, take: 1 });
  const after = { before: newest.data[0].created_at, before_id: newest.data[0].id };
  const next = await ask({ is_dead: false, take: 1, ...after });

  expect([newest.error, newest.data[0].id, newest.data[0].workflow]).toEqual([
    null,
    second,
    { name: "Invoices" },
  ]);
  expect(next.data.map((run: { id: string }) => run.id)).toEqual([first]);
  expect((await ask({ q: first })).data).toHaveLength(1);
  expect((await cleo.rpc("find_runs", { q: first })).data).toEqual([]);
});

test("the demo account of the seed signs in and has its import source", async () => {
  const demo = platform.client();

  const { error } = await demo.auth.signInWithPassword({
    email: "demo@floyo.local",
    password: "floyo-local-only",
  });
  const sources = await demo.from("sources").select("kind,name");

  expect(error).toBeNull();
  expect(sources.data).toEqual([{ kind: "import", name: "Demo log" }]);
});
