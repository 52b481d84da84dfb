import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIn, PASSWORD, startTestPlatform, type TestPlatform } from "../../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.stop());

const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

const enroll = async (supabase: SupabaseClient, friendlyName = "Phone") => {
  const { data, error } = await supabase.auth.mfa.enroll({ factorType: "totp", friendlyName });
  if (error) throw error;
  return data;
};

const enrolled = async (email: string) => {
  const supabase = await platform.person(email);
  const factor = await enroll(supabase);
  const { error } = await supabase.auth.mfa.challengeAndVerify({
    factorId: factor.id,
    code: codeOf(factor.totp.secret),
  });
  if (error) throw error;
  return { supabase, factorId: factor.id, secret: factor.totp.secret };
};

const signIn = async (email: string) => {
  const supabase = platform.client();
  const { error } = await supabase.auth.signInWithPassword({ email, password: PASSWORD });
  if (error) throw error;
  return supabase;
};

const levels = async (supabase: SupabaseClient) => {
  const { data } = await supabase.auth.mfa.getAuthenticatorAssuranceLevel();
  return [data?.currentLevel, data?.nextLevel];
};

const methods = async (supabase: SupabaseClient) => {
  const { data } = await supabase.auth.getClaims();
  return data?.claims.amr?.map((entry) => (typeof entry === "string" ? entry : entry.method));
};

test("enrolling gives a QR code, a secret and an address that authenticator apps read", async () => {
  const supabase = await platform.person("enroll@example.com");

  const factor = await enroll(supabase, "Work phone");

  expect(factor).toMatchObject({ type: "totp", friendly_name: "Work phone" });
  expect(factor.totp.qr_code).toMatch(/^data:image\/svg\+xml;utf-8,<svg [^#]*<\/svg>$/s);
  expect(factor.totp.secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(factor.totp.uri);
  expect([uri.protocol, uri.searchParams.get("secret"), uri.searchParams.get("issuer")]).toEqual([
    "otpauth:",
    factor.totp.secret,
    "127.0.0.1:3999",
  ]);
});

test("a verified code lifts the session to aal2, and a refresh keeps it there", async () => {
  const { supabase } = await enrolled("lifted@example.com");
  const before = [await levels(supabase), await methods(supabase)];

  await supabase.auth.refreshSession();

  const after = [await levels(supabase), await methods(supabase)];
  expect(before).toEqual([
    ["aal2", "aal2"],
    ["totp", "password"],
  ]);
  expect(after).toEqual(before);
});

test("signing in anew starts at aal1 and says that aal2 is next", async () => {
  const { factorId, secret } = await enrolled("anew@example.com");
  const supabase = await signIn("anew@example.com");
  const before = await levels(supabase);

  const { error } = await supabase.auth.mfa.challengeAndVerify({ factorId, code: codeOf(secret, 1) });

  expect([before, error, await levels(supabase)]).toEqual([["aal1", "aal2"], null, ["aal2", "aal2"]]);
});

test("verifying again, as for a sensitive step, makes the factor's entry the newest", async () => {
  const { supabase, factorId, secret } = await enrolled("step-up@example.com");
  await platform.sql`
    update auth.mfa_amr_claims set updated_at = updated_at - interval '1 hour'
    where authentication_method = 'totp'
      and session_id in (select id from auth.sessions where factor_id = ${factorId})`;
  await supabase.auth.refreshSession();
  const before = await methods(supabase);

  await supabase.auth.mfa.challengeAndVerify({ factorId, code: codeOf(secret, 1) });

  expect([before, await methods(supabase), await levels(supabase)]).toEqual([
    ["password", "totp"],
    ["totp", "password"],
    ["aal2", "aal2"],
  ]);
});

test("the user carries its factors, verified or not", async () => {
  const { supabase, factorId } = await enrolled("listed@example.com");
  const second = await enroll(supabase, "Tablet");

  const { data } = await supabase.auth.mfa.listFactors();

  expect(data?.all.map(({ id, status }) => [id, status])).toEqual([
    [factorId, "verified"],
    [second.id, "unverified"],
  ]);
  expect(data?.totp.map(({ id, friendly_name }) => [id, friendly_name])).toEqual([[factorId, "Phone"]]);
});

test("a code is taken once: not again by another challenge, not by another session", async () => {
  const supabase = await platform.person("once@example.com");
  const factor = await enroll(supabase);
  const code = codeOf(factor.totp.secret);
  await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code });
  const other = await signIn("once@example.com");

  const again = await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code });
  const elsewhere = await other.auth.mfa.challengeAndVerify({ factorId: factor.id, code });

  expect([again.error?.code, again.error?.status]).toEqual(["mfa_verification_failed", 422]);
  expect([elsewhere.error?.code, await levels(other)]).toEqual(["mfa_verification_failed", ["aal1", "aal2"]]);
});

test("two uses of a code at the same moment: one is taken", async () => {
  const { factorId, secret } = await enrolled("race@example.com");
  const sessions = await Promise.all([1, 2, 3].map(() => signIn("race@example.com")));
  const code = codeOf(secret, 1);

  const answers = await Promise.all(
    sessions.map((session) => session.auth.mfa.challengeAndVerify({ factorId, code })),
  );

  expect(answers.filter(({ error }) => error === null)).toHaveLength(1);
});

test.each([
  ["the step before", -1, null],
  ["the step after", 1, null],
  ["two steps before", -2, "mfa_verification_failed"],
  ["two steps after", 2, "mfa_verification_failed"],
])("the code of %s", async (name, steps, expected) => {
  const supabase = await platform.person(`${name.replaceAll(" ", "-")}@example.com`);
  const factor = await enroll(supabase);

  // A step may end between making the code and its check: then it is one step further away than meant.
  let code = codeOf(factor.totp.secret, steps);
  let answer = await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code });
  if (code !== codeOf(factor.totp.secret, steps)) {
    code = codeOf(factor.totp.secret, steps);
    answer = await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code });
  }

  expect(answer.error?.code ?? null).toBe(expected);
});

test("verifying ends sessions below aal2 and forgets unverified factors", async () => {
  const supabase = await platform.person("others@example.com");
  const elsewhere = await signIn("others@example.com");
  await enroll(supabase, "Never verified");
  const factor = await enroll(supabase, "Verified");

  await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code: codeOf(factor.totp.secret) });

  const { error } = await elsewhere.auth.refreshSession();
  const { data } = await supabase.auth.mfa.listFactors();
  expect([error?.code, data?.all.map(({ friendly_name }) => friendly_name)]).toEqual([
    "refresh_token_not_found",
    ["Verified"],
  ]);
});

test("a session at aal1 can neither add a factor nor remove the verified one", async () => {
  const { factorId } = await enrolled("thief@example.com");
  const thief = await signIn("thief@example.com");

  const added = await thief.auth.mfa.enroll({ factorType: "totp", friendlyName: "Mine" });
  const removed = await thief.auth.mfa.unenroll({ factorId });

  expect([
    [added.error?.code, added.error?.status],
    [removed.error?.code, removed.error?.status],
  ]).toEqual([
    ["insufficient_aal", 403],
    ["insufficient_aal", 422],
  ]);
});

test("a reset link does not go round the second factor", async () => {
  const { factorId, secret } = await enrolled("reset@example.com");
  await platform.client().auth.resetPasswordForEmail("reset@example.com");
  const link = new URL(linkIn(platform.mailTo("reset@example.com")));
  const supabase = platform.client();
  await supabase.auth.verifyOtp({
    type: "recovery",
    token_hash: link.searchParams.get("token") ?? "",
  });

  const password = await supabase.auth.updateUser({ password: "another correct horse" });
  const email = await supabase.auth.updateUser({ email: "thief@example.org" });
  const name = await supabase.auth.updateUser({ data: { name: "Re" } });
  await supabase.auth.mfa.challengeAndVerify({ factorId, code: codeOf(secret, 1) });
  const lifted = await supabase.auth.updateUser({ password: "another correct horse" });

  expect([password.error?.status, password.error?.code, email.error?.code]).toEqual([
    401,
    "insufficient_aal",
    "insufficient_aal",
  ]);
  expect([name.error, lifted.error]).toEqual([null, null]);
});

test("without its factor a session sinks to aal1 at the next refresh", async () => {
  const { supabase, factorId } = await enrolled("removed@example.com");

  const removed = await supabase.auth.mfa.unenroll({ factorId });
  await supabase.auth.refreshSession();

  expect([removed.data, await levels(supabase), await methods(supabase)]).toEqual([
    { id: factorId },
    ["aal1", "aal1"],
    ["password"],
  ]);
});

test("errors carry hosted's codes", async () => {
  const supabase = await platform.person("codes@example.com");
  const stranger = await platform.person("stranger@example.com");
  const factor = await enroll(supabase);
  const { data: challenge } = await supabase.auth.mfa.challenge({ factorId: factor.id });

  const answers = {
    name: await supabase.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" }),
    phone: await supabase.auth.mfa.enroll({ factorType: "phone", phone: "+15555550100" }),
    foreign: await stranger.auth.mfa.challenge({ factorId: factor.id }),
    unknown: await supabase.auth.mfa.verify({
      factorId: factor.id,
      challengeId: crypto.randomUUID(),
      code: "000000",
    }),
    empty: await supabase.auth.mfa.verify({
      factorId: factor.id,
      challengeId: challenge?.id ?? "",
      code: "",
    }),
  };

  expect(
    Object.fromEntries(
      Object.entries(answers).map(([name, { error }]) => [name, [error?.status, error?.code]]),
    ),
  ).toEqual({
    name: [422, "mfa_factor_name_conflict"],
    phone: [422, "mfa_phone_enroll_not_enabled"],
    foreign: [404, "mfa_factor_not_found"],
    unknown: [404, "mfa_factor_not_found"],
    empty: [400, "validation_failed"],
  });
});

test("a challenge is of no use after five minutes, nor to another address", async () => {
  const supabase = await platform.person("late@example.com");
  const factor = await enroll(supabase);
  const late = await supabase.auth.mfa.challenge({ factorId: factor.id });
  await platform.sql`
    update auth.mfa_challenges set created_at = now() - interval '301 seconds' where factor_id = ${factor.id}`;
  const verify = (challengeId = "") =>
    supabase.auth.mfa.verify({ factorId: factor.id, challengeId, code: codeOf(factor.totp.secret) });

  const expired = await verify(late.data?.id);
  const fresh = await supabase.auth.mfa.challenge({ factorId: factor.id });
  await platform.sql`
    update auth.mfa_challenges set ip_address = '192.0.2.1' where factor_id = ${factor.id}`;
  const moved = await verify(fresh.data?.id);

  expect([expired.error?.code, moved.error?.code]).toEqual([
    "mfa_challenge_expired",
    "mfa_ip_address_mismatch",
  ]);
});

test("nobody gets further than ten factors", async () => {
  const supabase = await platform.person("many@example.com");
  for (let count = 1; count <= 10; count += 1) await enroll(supabase, `Factor ${count}`);

  const { error } = await supabase.auth.mfa.enroll({ factorType: "totp", friendlyName: "Factor 11" });

  expect(error?.code).toBe("too_many_enrolled_mfa_factors");
});

test("without a session there is no factor to speak of", async () => {
  const answer = await fetch(`${platform.gateway.url}/auth/v1/factors`, {
    method: "POST",
    headers: { apikey: platform.keys.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ factor_type: "totp" }),
  });

  expect([answer.status, ((await answer.json()) as { error_code: string }).error_code]).toEqual([
    401,
    "no_authorization",
  ]);
});

test("a session notes the device that signs in, refreshes and verifies", async () => {
  const headers = { "user-agent": "Floyo test/1", "x-forwarded-for": "192.0.2.7, 10.0.0.1" };
  await platform.person("device@example.com");
  const supabase = createClient(platform.gateway.url, platform.keys.publishableKey, {
    global: { headers },
    auth: { autoRefreshToken: false, persistSession: false },
  });
  const noted = async () => {
    const { data } = await supabase.auth.getClaims();
    const [session] = await platform.sql`
      select user_agent, host(ip) as ip, refreshed_at is not null as refreshed, aal::text,
        factor_id is not null as factor
      from auth.sessions where id = ${String(data?.claims.session_id)}`;
    return session;
  };
  await supabase.auth.signInWithPassword({ email: "device@example.com", password: PASSWORD });
  const atSignIn = await noted();
  await supabase.auth.refreshSession();
  const atRefresh = await noted();
  const factor = await enroll(supabase);
  await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code: codeOf(factor.totp.secret) });

  const facts = { user_agent: "Floyo test/1", ip: "192.0.2.7" };
  expect([atSignIn, atRefresh, await noted()]).toEqual([
    { ...facts, refreshed: false, aal: "aal1", factor: false },
    { ...facts, refreshed: true, aal: "aal1", factor: false },
    { ...facts, refreshed: true, aal: "aal2", factor: true },
  ]);
});
