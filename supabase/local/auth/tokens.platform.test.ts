import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.stop());

const tokenOf = async (supabase: Awaited<ReturnType<TestPlatform["person"]>>) => {
  const { data } = await supabase.auth.getSession();
  if (!data.session) throw new Error("no session");
  return data.session;
};

test("a token has hosted's claims, signed with a key of the JWKS", async () => {
  const supabase = await platform.person("claims@example.com");

  const { data, error } = await supabase.auth.getClaims();

  expect(error).toBeNull();
  expect(data?.header.alg).toBe("ES256");
  expect(data?.claims).toEqual({
    iss: `${platform.gateway.url}/auth/v1`,
    sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
    aud: "authenticated",
    exp: (data?.claims.iat ?? 0) + 900,
    iat: expect.any(Number),
    email: "claims@example.com",
    phone: "",
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: expect.objectContaining({ email: "claims@example.com", email_verified: true }),
    role: "authenticated",
    aal: "aal1",
    amr: [{ method: "password", timestamp: expect.any(Number) }],
    session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    is_anonymous: false,
  });
});

test("getClaims needs no request once the keys are known", async () => {
  const requests: string[] = [];
  const supabase = createClient(platform.gateway.url, platform.keys.publishableKey, {
    auth: { autoRefreshToken: false, persistSession: false },
    global: {
      fetch: (input, init) => {
        requests.push(String(input));
        return fetch(input, init);
      },
    },
  });
  await platform.person("local@example.com");
  await supabase.auth.signInWithPassword({ email: "local@example.com", password: PASSWORD });
  await supabase.auth.getClaims();
  requests.length = 0;

  const { data } = await supabase.auth.getClaims();

  expect(data?.claims.email).toBe("local@example.com");
  expect(requests).toEqual([]);
});

test("a refreshed token still says how the person signed in", async () => {
  const supabase = await platform.person("amr@example.com");

  await supabase.auth.refreshSession();

  const { data } = await supabase.auth.getClaims();
  expect(data?.claims.amr).toEqual([{ method: "password", timestamp: expect.any(Number) }]);
});

test("changed metadata is in the next token and in getUser", async () => {
  const supabase = await platform.person("meta@example.com");
  await supabase.auth.updateUser({ data: { theme: "dark" } });

  await supabase.auth.refreshSession();

  const { data: claims } = await supabase.auth.getClaims();
  const { data: user } = await supabase.auth.getUser();
  expect([claims?.claims.user_metadata?.theme, user.user?.user_metadata.theme]).toEqual(["dark", "dark"]);
});

test.each([
  ["of another key", (token: string) => `${token.slice(0, -6)}AAAAAA`],
  [
    "with another payload",
    (token: string) => token.replace(/\.[^.]+\./, `.${btoa('{"role":"service_role"}')}.`),
  ],
  ["without a signature", (token: string) => `${btoa('{"alg":"none"}')}.${token.split(".")[1]}.`],
  ["of the wrong algorithm", (token: string) => `${btoa('{"alg":"HS256"}')}.${token.split(".")[1]}.c2ln`],
])("a token %s opens nothing", async (_what, forge) => {
  const { access_token } = await tokenOf(await platform.person(`forged-${Math.random()}@example.com`));
  const headers = { apikey: platform.keys.publishableKey, authorization: `Bearer ${forge(access_token)}` };

  const rest = await fetch(`${platform.gateway.url}/rest/v1/anything`, { headers });
  const auth = await fetch(`${platform.gateway.url}/auth/v1/user`, { headers });

  expect([rest.status, (await rest.json()).code]).toEqual([401, "PGRST301"]);
  expect([auth.status, (await auth.json()).error_code]).toEqual([403, "bad_jwt"]);
});
