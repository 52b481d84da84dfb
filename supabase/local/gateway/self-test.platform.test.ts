import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startTestPlatform, type TestPlatform } from "./testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
beforeEach(() => vi.resetModules());
afterAll(() => platform?.stop());

/** A gateway in which one mend is missing, so that the core's own behaviour shows. */
async function startWithout(module: string, missing: Record<string, unknown>): Promise<unknown> {
  vi.doMock(module, async (original) => ({ ...(await original<object>()), ...missing }));
  try {
    const { startGateway } = await import("./start.ts");
    const gateway = await startGateway({
      port: 0,
      databaseUrl: platform.databaseUrl,
      keys: platform.keys,
      siteUrl: "http://127.0.0.1:3999",
      redirectAllowList: [],
      sendMail: async () => {},
      log: () => {},
    });
    await gateway.stop();
    return "started";
  } catch (error) {
    return error instanceof Error ? error.message : error;
  } finally {
    vi.doUnmock(module);
  }
}

const same = (ast: unknown) => ast;
const asIs = {
  serialize: (value: unknown) => JSON.stringify(value),
  parse: (text: string) => JSON.parse(text),
};

const plain = (oid: number) => ({ to: oid, from: [oid], serialize: String, parse: String });
const coresOwn = {
  timestamptz: plain(1184),
  timestamp: plain(1114),
  numeric: plain(1700),
  float: plain(701),
};

test.each([
  [
    "keeping privileges",
    "../rest/keep-privileges.ts",
    { keepPrivileges: () => {} },
    /loses the request's role/,
  ],
  [
    "marking JSON",
    "../rest/json-values.ts",
    { markJsonValues: same },
    /changes JSON strings.*JSON arguments/,
  ],
  [
    "the driver's JSON types",
    "../rest/json-values.ts",
    { jsonTypes: { json: { to: 114, from: [114], ...asIs }, jsonb: { to: 3802, from: [3802], ...asIs } } },
    /JSON arguments of functions.*metadata of accounts as text/,
  ],
  [
    "forms of values",
    "../rest/value-types.ts",
    { valueTypes: coresOwn },
    /changes JSON strings, timestamps or numbers/,
  ],
  [
    "error texts",
    "../rest/database-errors.ts",
    { passDatabaseErrors: () => {} },
    /hides what `raise exception` says/,
  ],
  [
    "the request's context",
    "../rest/request-context.ts",
    { setRequestContext: () => {} },
    /role, claims or headers/,
  ],
])("refuses to run without %s", async (_what, module, missing, message) => {
  expect(await startWithout(module, missing)).toMatch(message);
});

test("runs with all of them", async () => {
  expect(await startWithout("../rest/json-values.ts", {})).toBe("started");
});

test("leaves no trace in the database, and no right given", async () => {
  const [left] = await platform.sql`
    select count(*)::int as schemas from pg_namespace where nspname like 'floyo\\_self\\_test%'`;

  expect(left).toEqual({ schemas: 0 });
});
