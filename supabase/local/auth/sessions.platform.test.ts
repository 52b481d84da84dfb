import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.stop());

const signIn = async (email: string, password = PASSWORD): Promise<SupabaseClient> => {
  const supabase = platform.client();
  const { error } = await supabase.auth.signInWithPassword({ email, password });
  if (error) throw error;
  return supabase;
};
const sessionOf = async (supabase: SupabaseClient) => {
  const { data } = await supabase.auth.getSession();
  if (!data.session) throw new Error("no session");
  return data.session;
};
const isSignedIn = async (supabase: SupabaseClient) => {
  const { error } = await supabase.auth.refreshSession();
  return error === null;
};

test("a refresh gives a new pair of tokens of the same session", async () => {
  const supabase = await platform.person("pair@example.com");
  const before = await sessionOf(supabase);
  const { data: claimsBefore } = await supabase.auth.getClaims();

  await supabase.auth.refreshSession();

  const after = await sessionOf(supabase);
  const { data: claimsAfter } = await supabase.auth.getClaims();
  expect(after.refresh_token).not.toBe(before.refresh_token);
  expect(claimsAfter?.claims.session_id).toBe(claimsBefore?.claims.session_id);
});

test("five tabs that refresh the same token at once all get the same successor", async () => {
  const { refresh_token } = await sessionOf(await platform.person("tabs@example.com"));

  const answers = await Promise.all(
    Array.from({ length: 5 }, () => platform.client().auth.refreshSession({ refresh_token })),
  );

  expect(answers.map(({ error }) => error)).toEqual([null, null, null, null, null]);
  expect(new Set(answers.map(({ data }) => data.session?.refresh_token)).size).toBe(1);
});

test("an old token used after its successor was used ends the whole session", async () => {
  const supabase = await platform.person("stolen@example.com");
  const stolen = await sessionOf(supabase);
  await supabase.auth.refreshSession();
  await supabase.auth.refreshSession();

  const thief = await platform.client().auth.refreshSession({ refresh_token: stolen.refresh_token });

  expect([thief.error?.code, await isSignedIn(supabase)]).toEqual(["refresh_token_already_used", false]);
});

test("sign-out of scope local ends this session only", async () => {
  const here = await platform.person("local@example.com");
  const there = await signIn("local@example.com");
  const { access_token } = await sessionOf(here);

  await here.auth.signOut({ scope: "local" });

  const { error } = await platform.client().auth.getUser(access_token);
  expect([error?.name, await isSignedIn(there)]).toEqual(["AuthSessionMissingError", true]);
});

test("sign-out of scope others keeps this session only", async () => {
  const here = await platform.person("others@example.com");
  const there = await signIn("others@example.com");

  await here.auth.signOut({ scope: "others" });

  expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
});

test("sign-out without a scope ends every session", async () => {
  const here = await platform.person("global@example.com");
  const there = await signIn("global@example.com");

  await here.auth.signOut();

  expect(await isSignedIn(there)).toBe(false);
});

test("a new password ends the other sessions and the old password", async () => {
  const here = await platform.person("change@example.com");
  const there = await signIn("change@example.com");

  const { error } = await here.auth.updateUser({ password: "an entirely new one" });

  const old = await platform
    .client()
    .auth.signInWithPassword({ email: "change@example.com", password: PASSWORD });
  expect([error, old.error?.code]).toEqual([null, "invalid_credentials"]);
  expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
});

test.each([
  ["too short", "eleven char", "weak_password"],
  ["the same again", PASSWORD, "same_password"],
])("a new password that is %s is refused", async (_what, password, code) => {
  const supabase = await platform.person(`refused-${code}@example.com`);

  const { error } = await supabase.auth.updateUser({ password });

  expect(error?.code).toBe(code);
});

test("a session of yesterday changes the password only with the code of a new mail", async () => {
  const supabase = await platform.person("stale@example.com");
  await platform.sql`
    update auth.sessions set created_at = now() - interval '25 hours'
    where user_id = (select id from auth.users where email = 'stale@example.com')`;
  const password = "an entirely new one";

  const without = await supabase.auth.updateUser({ password });
  await supabase.auth.reauthenticate();
  const nonce = /\d{6}/.exec(platform.mailTo("stale@example.com").text)?.[0] ?? "";
  const wrong = await supabase.auth.updateUser({ password, nonce: "nonsense" });
  const right = await supabase.auth.updateUser({ password, nonce });

  expect([without.error?.code, wrong.error?.code, right.error]).toEqual([
    "reauthentication_needed",
    "reauthentication_not_valid",
    null,
  ]);
});

test("a reset for an unknown address looks like any other and sends nothing", async () => {
  const { error } = await platform.client().auth.resetPasswordForEmail("unknown@example.com");

  expect(error).toBeNull();
  expect(platform.mails.filter(({ to }) => to === "unknown@example.com")).toEqual([]);
});
