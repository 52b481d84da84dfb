import { createClient } from "@supabase/supabase-js";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIn, PASSWORD, startTestPlatform, type TestPlatform } from "../../gateway/testing.ts";
import { INVITE_TEMPLATE } from "../invite-template.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.stop());

const admin = () => platform.client({}, platform.keys.secretKey).auth.admin;
const signIn = (email: string, password = PASSWORD) =>
  platform.client().auth.signInWithPassword({ email, password });
const make = async (email: string, more: object = {}) => {
  const { data, error } = await admin().createUser({
    email,
    password: PASSWORD,
    email_confirm: true,
    ...more,
  });
  if (error) throw error;
  return data.user;
};
const NOBODY = "11111111-1111-4111-8111-111111111111";

test("a created account is confirmed, has an identity, and can sign in", async () => {
  const user = await make("Made@Example.com", {
    user_metadata: { full_name: "Made" },
    app_metadata: { plan: "team" },
  });

  const { data } = await signIn("made@example.com");

  expect(user).toMatchObject({
    email: "made@example.com",
    user_metadata: { full_name: "Made" },
    app_metadata: { provider: "email", providers: ["email"], plan: "team" },
    identities: [{ provider: "email", user_id: user.id, email: "made@example.com" }],
  });
  expect([data.user?.id, data.user?.user_metadata]).toEqual([user.id, { full_name: "Made" }]);
});

test("an account that is not confirmed yet cannot sign in", async () => {
  await make("unconfirmed@example.com", { email_confirm: false });

  const { error } = await signIn("unconfirmed@example.com");

  expect(error?.code).toBe("email_not_confirmed");
});

test("a trigger on new accounts sees the metadata as objects", async () => {
  const user = await make("trigger@example.com", { user_metadata: { full_name: "Tri" } });

  const [row] = await platform.sql`
    select raw_user_meta_data ->> 'full_name' as name from auth.users where id = ${user.id}`;

  expect(row?.name).toBe("Tri");
});

test.each([
  ["no address", {}, 400, "validation_failed"],
  ["a broken address", { email: "nobody" }, 400, "validation_failed"],
  [
    "a password of 73 bytes",
    { email: "long@example.com", password: "x".repeat(73) },
    400,
    "validation_failed",
  ],
  ["a ban without a unit", { email: "ban@example.com", ban_duration: "12" }, 400, "validation_failed"],
])("an account with %s is refused", async (_name, attributes, status, code) => {
  const { error } = await admin().createUser(attributes);

  expect([error?.status, error?.code]).toEqual([status, code]);
});

test("an address is taken once", async () => {
  await make("twice@example.com");

  const { error } = await admin().createUser({ email: "TWICE@example.com", password: PASSWORD });

  expect([error?.status, error?.code]).toEqual([422, "email_exists"]);
});

test("the list is paged, newest first, and tells the next and the last page", async () => {
  const before = (await admin().listUsers()).data;
  for (const name of ["page-1", "page-2", "page-3"]) await make(`${name}@example.com`);

  const { data } = await admin().listUsers({ page: 1, perPage: 2 });
  const beyond = await admin().listUsers({ page: 999, perPage: 2 });
  const wrong = await admin().listUsers({ page: -1, perPage: 2 });

  const total = before.users.length + 3;
  expect(data.users.map(({ email }) => email)).toEqual(["page-3@example.com", "page-2@example.com"]);
  expect(data).toMatchObject({ total, nextPage: 2, lastPage: Math.ceil(total / 2) });
  expect([beyond.data.users, wrong.error?.code]).toEqual([[], "validation_failed"]);
});

test("an update merges metadata, and null takes a key out", async () => {
  const user = await make("merge@example.com", {
    user_metadata: { a: 1, b: 2 },
    app_metadata: { plan: "x" },
  });

  const { data } = await admin().updateUserById(user.id, {
    user_metadata: { b: null, c: { d: [3] } },
    app_metadata: { plan: "y" },
  });

  expect([data.user?.user_metadata, data.user?.app_metadata]).toEqual([
    { a: 1, c: { d: [3] } },
    { provider: "email", providers: ["email"], plan: "y" },
  ]);
});

test("a new address is the one to sign in with", async () => {
  const user = await make("old-address@example.com");

  const { data } = await admin().updateUserById(user.id, { email: "new-address@example.com" });
  const taken = await admin().updateUserById(user.id, { email: "made@example.com" });

  expect(data.user).toMatchObject({
    email: "new-address@example.com",
    identities: [{ email: "new-address@example.com" }],
  });
  expect([(await signIn("new-address@example.com")).error, taken.error?.code]).toEqual([
    null,
    "email_exists",
  ]);
});

test("a new password ends every session", async () => {
  const user = await make("password@example.com");
  const supabase = platform.client();
  await supabase.auth.signInWithPassword({ email: "password@example.com", password: PASSWORD });

  const weak = await admin().updateUserById(user.id, { password: "short" });
  await admin().updateUserById(user.id, { password: "another correct horse" });

  const { error } = await supabase.auth.refreshSession();
  expect([weak.error?.code, error === null]).toEqual(["weak_password", false]);
  expect((await signIn("password@example.com", "another correct horse")).error).toBeNull();
});

test("a ban keeps out until it is lifted", async () => {
  const user = await make("banned@example.com");

  const { data } = await admin().updateUserById(user.id, { ban_duration: "24h" });
  const banned = await signIn("banned@example.com");
  await admin().updateUserById(user.id, { ban_duration: "none" });
  const lifted = await signIn("banned@example.com");

  expect(Date.parse(String(data.user?.banned_until)) - Date.now()).toBeGreaterThan(23 * 3_600_000);
  expect([banned.error?.code, lifted.error]).toEqual(["user_banned", null]);
});

test("a deleted account is gone with its sessions, and its address is free", async () => {
  const user = await make("gone@example.com");
  const supabase = platform.client();
  await supabase.auth.signInWithPassword({ email: "gone@example.com", password: PASSWORD });

  await admin().deleteUser(user.id);

  const [tokens] = await platform.sql`
    select count(*)::int as count from auth.refresh_tokens where user_id = ${user.id}`;
  expect([
    (await admin().getUserById(user.id)).error?.code,
    (await supabase.auth.getUser()).error?.code,
    tokens?.count,
  ]).toEqual(["user_not_found", "user_not_found", 0]);
  expect((await make("gone@example.com")).id).not.toBe(user.id);
});

test("what the app's own tables refuse is told, and changes nothing", async () => {
  const user = await make("referred@example.com");
  await platform.sql.unsafe("create table public.referring (user_id uuid references auth.users (id))");
  await platform.sql`insert into public.referring values (${user.id})`;

  const { error } = await admin().deleteUser(user.id);

  expect([error?.status, error?.message]).toEqual([
    500,
    expect.stringMatching(/^Database error: .* violates foreign key constraint/),
  ]);
  expect((await admin().getUserById(user.id)).data.user?.email).toBe("referred@example.com");
});

test("a soft deletion keeps the id and nothing personal", async () => {
  const user = await make("soft@example.com", { user_metadata: { full_name: "Soft" } });

  await admin().deleteUser(user.id, true);

  const { data } = await admin().getUserById(user.id);
  expect([data.user?.id, JSON.stringify(data.user).includes("soft@"), data.user?.user_metadata]).toEqual([
    user.id,
    false,
    {},
  ]);
  expect((await signIn("soft@example.com")).error?.code).toBe("invalid_credentials");
  expect((await make("soft@example.com")).id).not.toBe(user.id);
});

test("an invitation's link opens an account without a password", async () => {
  const { data, error } = await admin().inviteUserByEmail("invited@example.com", {
    data: { team: "Blue" },
    redirectTo: "http://127.0.0.1:3999/auth/confirm?next=/team",
  });

  const link = new URL(/https?:\S+/.exec(platform.mailTo("invited@example.com").text)?.[0] ?? "");
  const supabase = platform.client();
  const verified = await supabase.auth.verifyOtp({
    type: "invite",
    token_hash: link.searchParams.get("token") ?? "",
  });

  expect([error, link.searchParams.get("type"), link.searchParams.get("redirect_to")]).toEqual([
    null,
    "invite",
    "http://127.0.0.1:3999/auth/confirm?next=/team",
  ]);
  expect(data.user?.invited_at).toBeTruthy();
  expect([verified.data.user?.id, verified.data.user?.user_metadata]).toMatchObject([
    data.user?.id,
    { team: "Blue" },
  ]);
  expect((await supabase.auth.updateUser({ password: PASSWORD })).error).toBeNull();
  expect((await signIn("invited@example.com")).error).toBeNull();
});

test("by the project's template an invitation leads straight to the app, which verifies its hash", async () => {
  const other = await platform.startGateway({ mailTemplates: { invite: INVITE_TEMPLATE } });
  const server = createClient(other.url, platform.keys.secretKey, { auth: { persistSession: false } });
  await server.auth.admin.inviteUserByEmail("template@example.com");
  await other.stop();

  const link = new URL(linkIn(platform.mailTo("template@example.com")));
  const verified = await platform.client().auth.verifyOtp({
    type: link.searchParams.get("type") as "invite",
    token_hash: link.searchParams.get("token_hash") ?? "",
  });

  expect(`${link.origin}${link.pathname}`).toBe("http://127.0.0.1:3999/auth/confirm");
  expect(verified.data.user?.email).toBe("template@example.com");
});

test("an invitation's link leads on to the app with a session in the fragment", async () => {
  await admin().inviteUserByEmail("followed@example.com", { redirectTo: "http://127.0.0.1:3999/join" });

  const link = /https?:\S+/.exec(platform.mailTo("followed@example.com").text)?.[0] ?? "";
  const answer = await fetch(link, { redirect: "manual" });
  const again = await fetch(link, { redirect: "manual" });

  const target = new URL(answer.headers.get("location") ?? "");
  expect([`${target.origin}${target.pathname}`, target.hash.includes("access_token=")]).toEqual([
    "http://127.0.0.1:3999/join",
    true,
  ]);
  expect(again.headers.get("location")).toContain("otp_expired");
});

test("who has an account cannot be invited, who was only invited can be again", async () => {
  await make("member@example.com");
  await admin().inviteUserByEmail("again@example.com");
  const first = platform.mailTo("again@example.com");

  const member = await admin().inviteUserByEmail("member@example.com");
  const again = await admin().inviteUserByEmail("again@example.com");

  expect([member.error?.code, again.error]).toEqual(["email_exists", null]);
  expect(platform.mailTo("again@example.com").text).not.toBe(first.text);
});

test.each(["signup", "invite", "magiclink", "recovery"] as const)(
  "a generated link of type %s signs in, and no mail is sent",
  async (type) => {
    const email = `link-${type}@example.com`;
    if (type === "magiclink" || type === "recovery") await make(email);
    const sent = platform.mails.length;

    const { data, error } = await admin().generateLink({ type, email, password: PASSWORD } as never);
    const { properties, user } = data as NonNullable<typeof data> & { properties: { hashed_token: string } };
    const supabase = platform.client();
    const verified = await supabase.auth.verifyOtp({
      type: properties.verification_type as "signup",
      token_hash: properties.hashed_token,
    });

    expect([error, platform.mails.length, user?.email]).toEqual([null, sent, email]);
    expect(verified.data.session?.user.id).toBe(user?.id);
  },
);

test("a magic link for somebody unknown makes the account and confirms it", async () => {
  const { data } = await admin().generateLink({ type: "magiclink", email: "new-magic@example.com" });

  const answer = await fetch(data.properties?.action_link ?? "", { redirect: "manual" });

  expect([
    data.properties?.verification_type,
    answer.headers.get("location")?.includes("access_token"),
  ]).toEqual(["signup", true]);
});

test("a change of address needs the generated links of both mailboxes", async () => {
  const user = await make("both@example.com");
  const options = { email: "both@example.com", newEmail: "both-new@example.com" };
  const toOld = await admin().generateLink({ type: "email_change_current", ...options });
  const toNew = await admin().generateLink({ type: "email_change_new", ...options });

  for (const { data } of [toOld, toNew]) {
    await fetch(data.properties?.action_link ?? "", { redirect: "manual" });
  }

  expect((await admin().getUserById(user.id)).data.user?.email).toBe("both-new@example.com");
});

test.each(["recovery", "email_change_new"] as const)(
  "a link of type %s for somebody unknown is refused",
  async (type) => {
    const { error } = await admin().generateLink({
      type,
      email: "unknown@example.com",
      newEmail: "other@example.com",
    } as never);

    expect([error?.status, error?.code]).toEqual([404, "user_not_found"]);
  },
);

test("the server ends the sessions of a token it was given", async () => {
  const supabase = await platform.person("signed-out@example.com");
  const { data } = await supabase.auth.getSession();

  const { error } = await admin().signOut(data.session?.access_token ?? "", "global");

  expect([error, (await supabase.auth.refreshSession()).error === null]).toEqual([null, false]);
});

test("factors are listed and removed for a person who lost the device", async () => {
  const supabase = await platform.person("lost@example.com");
  const { data: factor } = await supabase.auth.mfa.enroll({ factorType: "totp", friendlyName: "Lost" });
  const secret = Secret.fromBase32(factor?.type === "totp" ? factor.totp.secret : "");
  await supabase.auth.mfa.challengeAndVerify({
    factorId: factor?.id ?? "",
    code: new TOTP({ secret }).generate(),
  });
  const userId = (await supabase.auth.getUser()).data.user?.id ?? "";

  const listed = await admin().mfa.listFactors({ userId });
  const removed = await admin().mfa.deleteFactor({ userId, id: factor?.id ?? "" });

  expect(listed.data?.factors).toMatchObject([{ id: factor?.id, status: "verified", friendly_name: "Lost" }]);
  expect(JSON.stringify(listed.data)).not.toContain(secret.base32);
  expect([removed.error, (await admin().mfa.listFactors({ userId })).data?.factors]).toEqual([null, []]);
});

test("nobody but the secret key is let in", async () => {
  const person = await platform.person("curious@example.com");
  const anonymous = platform.client().auth.admin;
  const refusals = await Promise.all(
    [person.auth.admin, anonymous].flatMap((api) => [
      api.listUsers(),
      api.createUser({ email: "x@example.com" }),
      api.getUserById(NOBODY),
      api.updateUserById(NOBODY, {}),
      api.inviteUserByEmail("x@example.com"),
      api.generateLink({ type: "magiclink", email: "x@example.com" }),
      api.mfa.listFactors({ userId: NOBODY }),
    ]),
  );

  expect(new Set(refusals.map(({ error }) => `${error?.status} ${error?.code}`))).toEqual(
    new Set(["403 not_admin"]),
  );
});

test("an unknown person is a clear 404", async () => {
  const answers = await Promise.all([
    admin().getUserById(NOBODY),
    admin().updateUserById(NOBODY, {}),
    admin().deleteUser(NOBODY),
    admin().mfa.deleteFactor({ userId: NOBODY, id: NOBODY }),
  ]);

  expect(answers.map(({ error }) => error?.code)).toEqual(Array(4).fill("user_not_found"));
});
