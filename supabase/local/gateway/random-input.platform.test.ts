import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "./testing.ts";

let platform: TestPlatform;
let token: string;
let userId: string;
let factorId: string;
beforeAll(async () => {
  platform = await startTestPlatform();
  const person = await platform.person("random@example.com");
  const { data } = await person.auth.getSession();
  token = data.session?.access_token ?? "";
  userId = data.session?.user.id ?? "";
  const { data: factor } = await person.auth.mfa.enroll({ factorType: "totp", friendlyName: "Mine" });
  factorId = factor?.id ?? "";
  const { storage } = platform.client({}, platform.keys.secretKey);
  await storage.createBucket("files");
  await storage.from("files").upload("a.txt", "a");
});
afterAll(() => platform?.stop());

const ID = "11111111-1111-4111-8111-111111111111";
const CURSOR = Buffer.from(JSON.stringify({ key: "a", value: "" })).toString("base64url");
const RUNS = { numRuns: 60, seed: Number(process.env.FLOYO_TEST_SEED) || undefined };
const odd = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    "\u0000",
    "'; drop table x",
    "%",
    "../..",
    "\ud800",
    "totp",
    "files",
    "a@b.c",
    "24h",
    "none",
  ),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue(), { maxKeys: 3 }),
  fc.constantFrom({ a: "\u0000" }, ["\u0000"], ["\ud800"], { a: null }, 1e300, -1, 2 ** 53),
);
/** A good body with one member replaced by something odd, or something odd altogether. */
const spoiled = (body: Record<string, unknown>) => {
  const names = Object.keys(body);
  const one = fc.tuple(fc.constantFrom(...names), odd).map(([name, value]) => ({ ...body, [name]: value }));
  return fc.oneof({ weight: 9, arbitrary: one }, { weight: 1, arbitrary: fc.jsonValue() });
};

const ask = (path: string, method: string, body: unknown, headers: Record<string, string>) =>
  fetch(`${platform.gateway.url}${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: method === "GET" ? undefined : JSON.stringify(body),
  });

test.each([
  ["POST", "/auth/v1/factors", { factor_type: "totp", friendly_name: "Phone", issuer: "Floyo" }],
  ["POST", "/auth/v1/factors/:factor/challenge", { channel: "sms" }],
  ["POST", "/auth/v1/factors/:factor/verify", { challenge_id: ID, code: "000000" }],
  ["PUT", "/auth/v1/user", { data: { a: 1 }, nonce: "x" }],
])("%s %s of a person never fails on the server", async (method, path, body) => {
  const headers = { apikey: platform.keys.publishableKey, authorization: `Bearer ${token}` };
  await fc.assert(
    fc.asyncProperty(spoiled(body), async (sent) => {
      expect((await ask(path.replace(":factor", factorId), method, sent, headers)).status).toBeLessThan(500);
    }),
    RUNS,
  );
});

const ATTRIBUTES = {
  email: "new@example.com",
  password: "correct horse battery",
  user_metadata: { a: 1 },
  app_metadata: { b: 2 },
  ban_duration: "1h",
  role: "authenticated",
  email_confirm: true,
};
const JOURNEY = { bucketId: "files", sourceKey: "a.txt", destinationKey: "b.txt", metadata: {} };
const LIMITS = { public: false, file_size_limit: "1MB", allowed_mime_types: ["text/*"] };

test.each([
  ["POST", "/auth/v1/invite", { email: "invited@example.com", data: { a: 1 } }],
  ["POST", "/auth/v1/admin/generate_link", { type: "magiclink", ...ATTRIBUTES, data: {}, redirect_to: "x" }],
  ["POST", "/auth/v1/admin/users", { id: ID, ...ATTRIBUTES }],
  ["PUT", "/auth/v1/admin/users/:id", ATTRIBUTES],
  ["POST", "/storage/v1/bucket", { id: "new", name: "new", ...LIMITS }],
  ["PUT", "/storage/v1/bucket/files", LIMITS],
  ["POST", "/storage/v1/object/list/files", { prefix: "a", limit: 9, offset: 0, search: "", sortBy: {} }],
  [
    "POST",
    "/storage/v1/object/list-v2/files",
    { prefix: "a", limit: 9, cursor: CURSOR, with_delimiter: true },
  ],
  ["POST", "/storage/v1/object/sign/files", { expiresIn: 60, paths: ["a.txt"] }],
  ["POST", "/storage/v1/object/sign/files/a.txt", { expiresIn: 60 }],
  ["POST", "/storage/v1/object/move", JOURNEY],
  ["POST", "/storage/v1/object/copy", JOURNEY],
  ["DELETE", "/storage/v1/object/files", { prefixes: ["b.txt"] }],
])("%s %s of a server never fails on ours", async (method, path, body) => {
  const headers = { apikey: platform.keys.secretKey };
  await fc.assert(
    fc.asyncProperty(spoiled(body), async (sent) => {
      expect((await ask(path.replace(":id", userId), method, sent, headers)).status).toBeLessThan(500);
    }),
    RUNS,
  );
});

test("no name in a path fails on the server", async () => {
  const headers = { apikey: platform.keys.secretKey };
  const name = fc.oneof(fc.string({ maxLength: 60 }), fc.webPath({ size: "small" }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("GET", "POST", "PUT", "DELETE"), name, async (method, path) => {
      const encoded = encodeURIComponent(path.toWellFormed());
      for (const target of [`object/${encoded}`, `object/files/${encoded}`, `bucket/${encoded}`]) {
        expect((await ask(`/storage/v1/${target}`, method, {}, headers)).status).toBeLessThan(500);
      }
    }),
    RUNS,
  );
});
