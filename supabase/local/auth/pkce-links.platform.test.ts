import { createServerClient } from "@supabase/ssr";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIn, PASSWORD, SITE_URL, startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.stop());

/** A browser's cookies, as the server client of @supabase/ssr sees them in each request. */
function aBrowser() {
  const cookies = new Map<string, string>();
  return () =>
    createServerClient(platform.gateway.url, platform.keys.publishableKey, {
      cookies: {
        getAll: () => [...cookies].map(([name, value]) => ({ name, value })),
        setAll: (changed) => {
          for (const { name, value } of changed) {
            if (value) cookies.set(name, value);
            else cookies.delete(name);
          }
        },
      },
    });
}

const follow = async (email: string) => {
  const answer = await fetch(linkIn(platform.mailTo(email)), { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "");
};

test("a confirmation link brings a code, which the server client exchanges for a session in cookies", async () => {
  const request = aBrowser();
  await request().auth.signUp({
    email: "ssr@example.com",
    password: PASSWORD,
    options: { emailRedirectTo: `${SITE_URL}/auth/callback?next=/feed` },
  });
  const target = await follow("ssr@example.com");

  const { data, error } = await request().auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");

  expect(error).toBeNull();
  expect([target.pathname, target.searchParams.get("next"), target.hash]).toEqual([
    "/auth/callback",
    "/feed",
    "",
  ]);
  const { data: user } = await request().auth.getUser();
  expect([data.user?.email, user.user?.email]).toEqual(["ssr@example.com", "ssr@example.com"]);
});

test("a reset link leads to a session that may set a new password, and says so in its claims", async () => {
  await platform.person("reset@example.com");
  const request = aBrowser();
  await request().auth.resetPasswordForEmail("reset@example.com", { redirectTo: `${SITE_URL}/reset` });
  const target = await follow("reset@example.com");

  await request().auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");
  const { error } = await request().auth.updateUser({ password: "a brand new password" });

  const { data: claims } = await request().auth.getClaims();
  const signedIn = await platform
    .client()
    .auth.signInWithPassword({ email: "reset@example.com", password: "a brand new password" });
  expect([error, signedIn.error]).toEqual([null, null]);
  expect(claims?.claims.amr).toEqual([{ method: "recovery", timestamp: expect.any(Number) }]);
});

test("a sign-in link works with a code as well", async () => {
  await platform.person("magic@example.com");
  const request = aBrowser();
  await request().auth.signInWithOtp({ email: "magic@example.com", options: { emailRedirectTo: SITE_URL } });
  const target = await follow("magic@example.com");

  const { data } = await request().auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");

  expect(data.user?.email).toBe("magic@example.com");
});

test("the hash in such a link can be verified directly, in a browser that never asked for it", async () => {
  await aBrowser()().auth.signUp({ email: "other@example.com", password: PASSWORD });
  const hash = new URL(linkIn(platform.mailTo("other@example.com"))).searchParams.get("token") ?? "";
  const request = aBrowser();

  const { error } = await request().auth.verifyOtp({ token_hash: hash, type: "email" });

  const { data } = await request().auth.getUser();
  expect([error, hash.startsWith("pkce_"), data.user?.email]).toEqual([null, true, "other@example.com"]);
});

test("a code is worth nothing without the verifier, and nothing a second time", async () => {
  const request = aBrowser();
  await request().auth.signUp({ email: "thief@example.com", password: PASSWORD });
  const code = (await follow("thief@example.com")).searchParams.get("code") ?? "";
  const exchange = (code_verifier: string) =>
    fetch(`${platform.gateway.url}/auth/v1/token?grant_type=pkce`, {
      method: "POST",
      headers: { apikey: platform.keys.publishableKey, "content-type": "application/json" },
      body: JSON.stringify({ auth_code: code, code_verifier }),
    });

  const stolen = await exchange("x".repeat(43));
  const first = await request().auth.exchangeCodeForSession(code);
  const again = await exchange("x".repeat(43));

  expect([stolen.status, first.error, again.status]).toEqual([400, null, 404]);
});

test("opening the link makes no session of its own", async () => {
  const request = aBrowser();
  await request().auth.signUp({ email: "quiet@example.com", password: PASSWORD });

  await follow("quiet@example.com");

  const sessions = await platform.sql`
    select from auth.sessions s join auth.users u on u.id = s.user_id where u.email = 'quiet@example.com'`;
  expect(sessions).toHaveLength(0);
});

test("a change of address ends with a code as well, after both mailboxes agreed", async () => {
  const request = aBrowser();
  await platform.person("before@example.com");
  await request().auth.signInWithPassword({ email: "before@example.com", password: PASSWORD });
  await request().auth.updateUser({ email: "after@example.com" });

  const first = await follow("after@example.com");
  const second = await follow("before@example.com");
  const { data } = await request().auth.exchangeCodeForSession(second.searchParams.get("code") ?? "");

  expect(first.searchParams.get("message")).toMatch(/^Confirmation link accepted/);
  expect(data.user?.email).toBe("after@example.com");
});

test("a used link tells the server what went wrong in the query", async () => {
  const request = aBrowser();
  await request().auth.signUp({ email: "twice@example.com", password: PASSWORD });
  await follow("twice@example.com");

  const target = await follow("twice@example.com");

  expect(target.searchParams.get("error_code")).toBe("otp_expired");
});
