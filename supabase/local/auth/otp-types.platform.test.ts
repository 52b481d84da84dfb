import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  const html = "{{ .Token }} {{ .TokenHash }}";
  platform = await startTestPlatform({
    mailTemplates: { confirmation: { html }, magic_link: { html }, recovery: { html } },
  });
});
afterAll(() => platform?.stop());

const received = (email: string) => {
  const [token = "", hash = ""] = platform.mailTo(email).html.split(" ");
  return { token, hash };
};

test('the code of a confirmation mail is verified as "email", the documented type', async () => {
  const supabase = platform.client();
  await supabase.auth.signUp({ email: "code@example.com", password: PASSWORD });

  const { data, error } = await supabase.auth.verifyOtp({
    email: "code@example.com",
    token: received("code@example.com").token,
    type: "email",
  });

  expect(error).toBeNull();
  expect(data.user?.email_confirmed_at).toEqual(expect.stringMatching(/T.*Z$/));
});

test.each(["email", "signup"] as const)(
  'the hash of a confirmation link is verified as "%s"',
  async (type) => {
    const supabase = platform.client();
    const email = `hash-${type}@example.com`;
    await supabase.auth.signUp({ email, password: PASSWORD });

    const { data } = await supabase.auth.verifyOtp({ token_hash: received(email).hash, type });

    expect(data.session?.user.email).toBe(email);
  },
);

test.each(["email", "magiclink"] as const)('the code of a sign-in mail is verified as "%s"', async (type) => {
  const email = `link-${type}@example.com`;
  await platform.client().auth.signUp({ email, password: PASSWORD });
  await platform.client().auth.verifyOtp({ token_hash: received(email).hash, type: "email" });
  const supabase = platform.client();
  await supabase.auth.signInWithOtp({ email });

  const { data } = await supabase.auth.verifyOtp({ email, token: received(email).token, type });

  const { data: claims } = await supabase.auth.getClaims();
  expect([data.user?.email, claims?.claims.amr]).toEqual([
    email,
    [{ method: "otp", timestamp: expect.any(Number) }],
  ]);
});

test("asking for a link with an unknown address makes an account that still has to be confirmed", async () => {
  await platform.client().auth.signInWithOtp({ email: "stranger@example.com" });

  const [before] = await platform.sql`
    select confirmed_at from auth.users where email = 'stranger@example.com'`;
  const supabase = platform.client();
  const { data } = await supabase.auth.verifyOtp({
    email: "stranger@example.com",
    token: received("stranger@example.com").token,
    type: "email",
  });
  expect(before).toEqual({ confirmed_at: null });
  expect(data.user?.confirmed_at).toBeDefined();
});

test("shouldCreateUser false makes no account", async () => {
  const { error } = await platform
    .client()
    .auth.signInWithOtp({ email: "nobody@example.com", options: { shouldCreateUser: false } });

  expect(error?.code).toBe("otp_disabled");
  expect(await platform.sql`select from auth.users where email = 'nobody@example.com'`).toHaveLength(0);
});

test.each([
  ["a wrong code", { email: "code@example.com", token: "000000", type: "email" as const }],
  ["an invented hash", { token_hash: "ab".repeat(32), type: "email" as const }],
])("%s opens nothing", async (_what, attempt) => {
  const { data, error } = await platform.client().auth.verifyOtp(attempt);

  expect([data.session, error?.code]).toEqual([null, "otp_expired"]);
});

test("a code is too old after an hour", async () => {
  await platform.client().auth.signUp({ email: "late@example.com", password: PASSWORD });
  await platform.sql`
    update auth.users set confirmation_sent_at = now() - interval '61 minutes' where email = 'late@example.com'`;

  const { error } = await platform
    .client()
    .auth.verifyOtp({ email: "late@example.com", token: received("late@example.com").token, type: "email" });

  expect(error?.code).toBe("otp_expired");
});

test("a recovery code is verified as recovery and allows a new password", async () => {
  await platform.client().auth.signUp({ email: "reset@example.com", password: PASSWORD });
  await platform.client().auth.resetPasswordForEmail("reset@example.com");
  const supabase = platform.client();

  await supabase.auth.verifyOtp({ token_hash: received("reset@example.com").hash, type: "recovery" });
  const { error } = await supabase.auth.updateUser({ password: "another long password" });

  const again = await platform
    .client()
    .auth.signInWithPassword({ email: "reset@example.com", password: "another long password" });
  expect([error, again.error]).toEqual([null, null]);
});
