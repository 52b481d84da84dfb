import { OAuth2Server } from "oauth2-mock-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SITE_URL, startTestPlatform, type TestPlatform } from "../../gateway/testing.ts";

// In a file of its own: the core keeps a provider's keys for minutes, by Google's address.
const server = new OAuth2Server();
let platform: TestPlatform;
beforeAll(async () => {
  await server.issuer.keys.generate("RS256");
  await server.start(0, "127.0.0.1");
  const url = `http://127.0.0.1:${server.address().port}`;
  server.issuer.url = "https://accounts.google.com";
  platform = await startTestPlatform({
    providers: { google: { clientId: "floyo", secret: "secret", url } },
  });
});
afterAll(async () => {
  await platform?.stop();
  await server.stop();
});

const hop = async (url: string) => {
  const answer = await fetch(url, { redirect: "manual" });
  return answer.headers.get("location") ?? "";
};

const signIn = async (claims: object) => {
  const change = (token: { payload: object }) => Object.assign(token.payload, claims);
  server.service.on("beforeTokenSigning", change);
  const start = new URL(`${platform.gateway.url}/auth/v1/authorize`);
  start.search = new URLSearchParams({
    provider: "google",
    redirect_to: `${SITE_URL}/auth/confirm`,
  }).toString();
  const target = new URL(await hop(await hop(await hop(start.href))));
  server.service.off("beforeTokenSigning", change);
  return target;
};
const VERIFIED = { sub: "42", email: "oidc@example.com", email_verified: true };

test("an OpenID server at an address of the settings signs in as Google", async () => {
  const target = await signIn(VERIFIED);

  const token = new URLSearchParams(target.hash.slice(1)).get("access_token") ?? "";
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  expect(claims).toMatchObject({ email: "oidc@example.com", app_metadata: { provider: "google" } });
});

test.each([
  ["of another issuer", { iss: "https://accounts.example.com" }],
  ["for another client", { aud: "somebody else" }],
  ["that has expired", { exp: 1 }],
])("a token %s signs nobody in", async (_what, wrong) => {
  const target = await signIn({ ...VERIFIED, ...wrong });

  expect([target.searchParams.get("error"), target.hash.includes("access_token")]).toEqual([
    "server_error",
    false,
  ]);
});
