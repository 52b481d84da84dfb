import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "./testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: "create function public.whoami() returns text language sql as $$ select current_user::text $$;",
  });
});
afterAll(() => platform?.stop());

const BROWSER = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36";
const ask = (headers: Record<string, string>, query = "") =>
  fetch(`${platform.gateway.url}/rest/v1/rpc/whoami${query}`, { headers });

test.each([
  ["publishableKey", "anon"],
  ["anonJwt", "anon"],
  ["secretKey", "service_role"],
  ["serviceRoleJwt", "service_role"],
] as const)("a client made with the %s acts as %s", async (name, role) => {
  const { data } = await platform.client({}, platform.keys[name]).rpc("whoami");

  expect(data).toBe(role);
});

test("an older client's person counts, not its key", async () => {
  const supabase = await platform.person("ada@example.com");
  const { data } = await supabase.auth.getSession();

  const answer = await ask({
    apikey: platform.keys.anonJwt,
    authorization: `Bearer ${data.session?.access_token}`,
  });

  expect(await answer.json()).toBe("authenticated");
});

test("the key may stand in the address", async () => {
  const answer = await ask({}, `?apikey=${platform.keys.publishableKey}`);

  expect(await answer.json()).toBe("anon");
});

test.each([
  ["without a key", {}, "UNAUTHORIZED_NO_API_KEY_FOUND"],
  ["with an invented key", { apikey: "sb_publishable_x" }, "UNAUTHORIZED_INVALID_API_KEY"],
])("a request %s is refused", async (_what, headers, code) => {
  const answer = await ask(headers);

  expect([answer.status, answer.headers.get("sb-error-code")]).toEqual([401, code]);
});

test("a browser may not use the secret key", async () => {
  const answer = await ask({ apikey: platform.keys.secretKey, "user-agent": BROWSER });

  expect([answer.status, (await answer.json()).message]).toEqual([
    401,
    "Forbidden use of secret API key in browser",
  ]);
});
