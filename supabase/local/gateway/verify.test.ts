import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadKeys, type PlatformKeys } from "./keys.ts";
import { makeSigningKey, signToken } from "./tokens.ts";
import { createTokenCheck, createVerifyToken } from "./verify.ts";

const issuer = "http://127.0.0.1:54321/auth/v1";
const folder = mkdtempSync(join(tmpdir(), "floyo-keys-"));
let keys: PlatformKeys;
beforeAll(async () => {
  keys = await loadKeys({ dataDir: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
const person = () => ({ iss: issuer, sub: "1", role: "authenticated", exp: inAnHour() });

test("keys are made once, in a file that only its owner may read", async () => {
  const again = await loadKeys({ dataDir: folder });

  expect(again).toEqual(keys);
  expect(statSync(join(folder, "keys.json")).mode & 0o777).toBe(0o600);
});

test("a file that is no key file is told by its name", async () => {
  const broken = mkdtempSync(join(tmpdir(), "floyo-keys-"));
  await loadKeys({ dataDir: broken });
  const text = readFileSync(join(broken, "keys.json"), "utf8").replace("signingKey", "other");
  const { writeFileSync } = await import("node:fs");
  writeFileSync(join(broken, "keys.json"), text);

  await expect(loadKeys({ dataDir: broken })).rejects.toThrow(/keys\.json does not hold the platform's keys/);
  rmSync(broken, { recursive: true });
});

test("the private part is not published", () => {
  expect(keys.jwks.keys[0]).not.toHaveProperty("d");
});

test("another library verifies our tokens with the published keys", async () => {
  const token = signToken(person(), keys.signingKey);

  const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys.jwks as never), {
    issuer,
  });

  expect([payload.sub, protectedHeader.alg]).toEqual(["1", "ES256"]);
});

test("gives the claims of a person's token and of the project's own two", () => {
  const verify = createVerifyToken({ keys, issuer });

  expect(verify(signToken(person(), keys.signingKey))).toMatchObject({ sub: "1" });
  expect(verify(keys.anonJwt)).toMatchObject({ role: "anon" });
  expect(verify(keys.serviceRoleJwt)).toMatchObject({ role: "service_role" });
});

test.each([
  ["another issuer", () => signToken({ ...person(), iss: "http://elsewhere/auth/v1" }, keys.signingKey)],
  [
    "a person under the project's issuer",
    () => signToken({ ...person(), iss: "supabase-local" }, keys.signingKey),
  ],
  ["another key", () => signToken(person(), makeSigningKey())],
  [
    "another key under our key's name",
    () => signToken(person(), { ...makeSigningKey(), kid: keys.signingKey.kid }),
  ],
  ["no role", () => signToken({ ...person(), role: undefined as never }, keys.signingKey)],
  ["no expiry", () => signToken({ ...person(), exp: undefined }, keys.signingKey)],
  ["an expiry that has passed", () => signToken({ ...person(), exp: 1 }, keys.signingKey)],
  ["two parts", () => signToken(person(), keys.signingKey).split(".").slice(0, 2).join(".")],
  ["four parts", () => `${signToken(person(), keys.signingKey)}.x`],
  ["nothing in it", () => ""],
  ["text that is no token", () => "sb_secret_x"],
])("gives nothing for a token with %s", (_what, token) => {
  expect(createVerifyToken({ keys, issuer })(token())).toBeNull();
});

test("tells an expired token from a forged one", () => {
  const check = createTokenCheck({ keys, issuer, now: () => (inAnHour() + 1) * 1000 });

  expect(check(signToken(person(), keys.signingKey))).toEqual({ ok: false, reason: "expired" });
  expect(check(signToken(person(), makeSigningKey()))).toEqual({ ok: false, reason: "invalid" });
});
