import type { SupabaseClient } from "@supabase/supabase-js";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, SITE_URL, startTestPlatform, type TestPlatform } from "../../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({ providers: "test" });
});
afterAll(() => platform?.stop());

const REDIRECT = `${SITE_URL}/auth/confirm`;
type Provider = "github" | "google";

/** A client that exchanges codes, with the verifier in memory. */
const codeClient = () => {
  const kept = new Map<string, string>();
  return platform.client({
    auth: {
      flowType: "pkce",
      persistSession: true,
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
    },
  });
};

const hop = async (url: string) => {
  const answer = await fetch(url, { redirect: "manual" });
  return answer.headers.get("location") ?? "";
};

/** The address of the provider's page, to which the app sends the browser. */
const pageOf = async (supabase: SupabaseClient, provider: Provider, redirectTo = REDIRECT) => {
  const { data } = await supabase.auth.signInWithOAuth({
    provider,
    options: { redirectTo, skipBrowserRedirect: true },
  });
  return hop(data.url ?? "");
};

/** What the page's form leads to, for somebody of this address: the callback, then the app. */
const agree = async (page: string, email: string, isVerified = true) => {
  const url = new URL(page);
  url.searchParams.set("email", email);
  if (isVerified) url.searchParams.set("verified", "yes");
  return new URL(await hop(await hop(url.href)));
};

const signIn = async (provider: Provider, email: string) => {
  const supabase = codeClient();
  const target = await agree(await pageOf(supabase, provider), email);
  const { data, error } = await supabase.auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");
  if (error) throw error;
  return { supabase, ...data };
};

test.each(["github", "google"] as const)("a newcomer signs up with %s", async (provider) => {
  const { supabase, user, session } = await signIn(provider, `new-${provider}@example.com`);

  const { data } = await supabase.auth.getClaims();
  expect(user).toMatchObject({
    email: `new-${provider}@example.com`,
    app_metadata: { provider, providers: [provider] },
    identities: [{ provider }],
  });
  expect(user.email_confirmed_at).toBeTruthy();
  expect(data?.claims.amr?.[0]).toMatchObject({ method: "oauth" });
  expect(session.provider_token).toBeTruthy();
});

test("coming back by the same provider is the same account", async () => {
  const first = await signIn("google", "again@example.com");
  const second = await signIn("google", "again@example.com");

  expect(second.user.id).toBe(first.user.id);
});

test("a verified address joins the account that has it", async () => {
  const person = await platform.person("joined@example.com");
  const { data } = await person.auth.getUser();

  const byGitHub = await signIn("github", "Joined@example.com");
  const byGoogle = await signIn("google", "joined@example.com");

  expect([byGitHub.user.id, byGoogle.user.id]).toEqual([data.user?.id, data.user?.id]);
  expect(byGoogle.user.app_metadata.providers).toEqual(["email", "github", "google"]);
});

test("an address that the provider has not verified joins no account", async () => {
  await platform.person("target@example.com");
  const supabase = codeClient();

  const target = await agree(await pageOf(supabase, "github"), "target@example.com", false);

  expect([target.searchParams.get("code"), target.searchParams.get("error")]).toEqual([
    null,
    "access_denied",
  ]);
  expect(target.searchParams.get("error_code")).toBe("provider_email_needs_verification");
});

test("whoever signed up with somebody else's address has lost it once that person comes", async () => {
  await platform.client().auth.signUp({ email: "victim@example.com", password: PASSWORD });

  await signIn("google", "victim@example.com");
  const { error } = await platform
    .client()
    .auth.signInWithPassword({ email: "victim@example.com", password: PASSWORD });

  expect(error?.code).toBe("invalid_credentials");
});

test("a person with a second factor must still use it", async () => {
  const person = await platform.person("factor@example.com");
  const { data } = await person.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" });
  const secret = Secret.fromBase32(data?.type === "totp" ? data.totp.secret : "");
  await person.auth.mfa.challengeAndVerify({
    factorId: data?.id ?? "",
    code: new TOTP({ secret }).generate(),
  });

  const { supabase } = await signIn("github", "factor@example.com");

  const level = await supabase.auth.mfa.getAuthenticatorAssuranceLevel();
  expect([level.data?.currentLevel, level.data?.nextLevel]).toEqual(["aal1", "aal2"]);
});

test("cancelling comes back to the app with the provider's word", async () => {
  const page = await (await fetch(await pageOf(codeClient(), "github"))).text();
  const cancel = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";

  const target = new URL(await hop(cancel));

  expect(`${target.origin}${target.pathname}`).toBe(REDIRECT);
  expect([target.searchParams.get("error"), new URLSearchParams(target.hash.slice(1)).get("error")]).toEqual([
    "access_denied",
    "access_denied",
  ]);
});

test.each([
  ["no state", ""],
  ["a state nobody made", "state=11111111-1111-4111-8111-111111111111"],
  ["a state that is none", "state=x"],
])("%s comes back to the site with an error", async (_what, query) => {
  const target = new URL(await hop(`${platform.gateway.url}/auth/v1/callback?code=x&${query}`));

  expect(target.origin).toBe(SITE_URL);
  expect(target.searchParams.get("error_code")).toMatch(/^bad_oauth_(state|callback)$/);
});

test("a state is good for five minutes", async () => {
  const page = await pageOf(codeClient(), "github");
  await platform.sql`
    update auth.flow_state set created_at = now() - interval '301 seconds'
    where id = ${new URL(page).searchParams.get("state") ?? ""}`;

  const target = await agree(page, "late@example.com");

  expect(target.searchParams.get("error_code")).toBe("bad_oauth_state");
});

test("a code that the provider does not know is an error at the app", async () => {
  const state = new URL(await pageOf(codeClient(), "google")).searchParams.get("state");

  const target = new URL(await hop(`${platform.gateway.url}/auth/v1/callback?code=forged&state=${state}`));

  expect(`${target.origin}${target.pathname}`).toBe(REDIRECT);
  expect(target.searchParams.get("error")).toBe("server_error");
});

test("a code of the app is exchanged once, and only by who asked for it", async () => {
  const supabase = codeClient();
  const target = await agree(await pageOf(supabase, "github"), "once@example.com");
  const code = target.searchParams.get("code") ?? "";
  const other = codeClient();
  await pageOf(other, "github");

  const stolen = await other.auth.exchangeCodeForSession(code);
  const mine = await supabase.auth.exchangeCodeForSession(code);
  await pageOf(supabase, "github");
  const again = await supabase.auth.exchangeCodeForSession(code);

  expect([stolen.error?.code, mine.error, again.error?.code]).toEqual([
    "bad_code_verifier",
    null,
    "flow_state_not_found",
  ]);
});

test("without a challenge the session comes in the fragment, with a token as hosted signs it", async () => {
  const supabase = platform.client();
  const target = await agree(await pageOf(supabase, "google"), "fragment@example.com");
  const fragment = new URLSearchParams(target.hash.slice(1));

  const { data, error } = await supabase.auth.setSession({
    access_token: fragment.get("access_token") ?? "",
    refresh_token: fragment.get("refresh_token") ?? "",
  });
  const { data: claims } = await supabase.auth.getClaims();

  expect([error, data.user?.email]).toEqual([null, "fragment@example.com"]);
  expect(claims?.claims).toMatchObject({ aal: "aal1", amr: [{ method: "oauth" }], role: "authenticated" });
});

test("nobody is sent to an address that is not allowed", async () => {
  const page = await pageOf(codeClient(), "github", "https://evil.example.com/steal");

  const target = await agree(page, "allowed@example.com");

  expect(target.origin).toBe(SITE_URL);
});

test("a banned person is turned away", async () => {
  const { user } = await signIn("github", "banned@example.com");
  await platform.sql`update auth.users set banned_until = '2200-01-01' where id = ${user.id}`;

  const target = await agree(await pageOf(codeClient(), "github"), "banned@example.com");

  expect([target.searchParams.get("error"), target.searchParams.get("error_code")]).toEqual([
    "access_denied",
    "user_banned",
  ]);
});

test("the test provider says what it is, and sends people nowhere but to this platform", async () => {
  const page = await pageOf(codeClient(), "google");
  const elsewhere = new URL(page);
  elsewhere.searchParams.set("redirect_uri", "https://evil.example.com");

  const [shown, refused] = [await fetch(page), await fetch(elsewhere)];

  expect(await shown.text()).toContain("Local test provider");
  expect([shown.status, refused.status]).toEqual([200, 400]);
  expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("what is offered stands in the settings; what is not is refused", async () => {
  const bare = await platform.startGateway({ providers: {} });
  const headers = { apikey: platform.keys.publishableKey };
  const settings = async (url: string) => {
    const answer = await fetch(`${url}/auth/v1/settings`, { headers });
    const { external } = (await answer.json()) as { external: Record<Provider, boolean> };
    return [external.github, external.google];
  };

  const refused = await fetch(`${bare.url}/auth/v1/authorize?provider=github`, { redirect: "manual" });
  const offered = [await settings(platform.gateway.url), await settings(bare.url)];
  await bare.stop();

  expect([offered, refused.status]).toEqual([
    [
      [true, true],
      [false, false],
    ],
    400,
  ]);
});
