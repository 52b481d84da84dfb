import { isDeepStrictEqual } from "node:util";
import type { Auth } from "../auth/start.ts";
import type { Rest } from "../rest/start.ts";
import type { Scratch } from "./scratch.ts";
import type { Claims } from "./tokens.ts";

type Ask = (path: string, claims: Claims, body?: unknown) => Promise<{ status: number; body: unknown }>;

interface Check {
  /** The defect, as a sentence about the core. */
  defect: string;
  isBack(): Promise<boolean>;
}

const PERSON = { role: "authenticated", sub: "11111111-1111-4111-8111-111111111111" };
const ANON = { role: "anon" };

/**
 * Refuses to run on a core whose known defects are back, above all the one that opens every table: asks the running
 * adapter about a scratch schema, which takes about a tenth of a second.
 */
export async function selfTest(parts: { rest: Rest; auth: Auth; scratch: Scratch }): Promise<void> {
  const { rest, scratch } = parts;
  const api = await rest.exposing([scratch.schema]);
  try {
    const ask: Ask = async (path, claims, body) => {
      const answer = await api.handle(scratchRequest(scratch.schema, path, body), claims);
      return { status: answer.status, body: await answer.json() };
    };
    const checks = [...restChecks(ask), ...otherChecks(parts)];
    const broken = await Promise.all(
      checks.map(async ({ defect, isBack }) => ((await isBack()) ? [defect] : [])),
    );
    const opened = await scratch.sql`
      select 1 where has_table_privilege('anon', ${`${scratch.schema}.closed`}, 'select')`;
    const defects = [...broken.flat(), ...(opened.length > 0 ? ["opens tables that nobody granted"] : [])];
    if (defects.length > 0) {
      throw new Error(
        `The installed @supabase/lite ${defects.join(", and ")}: install the exact version in package.json.`,
      );
    }
  } finally {
    await api.stop();
  }
}

function scratchRequest(schema: string, path: string, body: unknown): Request {
  return new Request(`http://self.test/rest/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      "accept-profile": schema,
      "content-profile": schema,
      "content-type": "application/json",
      prefer: "return=representation",
      "x-self-test": "yes",
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
}

function restChecks(ask: Ask): Check[] {
  const row = { id: 1, doc: "123", at: "2026-01-02T03:04:05+00:00", price: 12.5 };
  const kinds = { a: { x: 1 }, b: [1], c: "text", d: "", e: 5, f: true, g: false, h: null };
  return [
    {
      defect: "changes JSON strings, timestamps or numbers on their way",
      isBack: async () => !isDeepStrictEqual((await ask("/items", ANON, [row])).body, [row]),
    },
    {
      defect: "changes the JSON arguments of functions",
      isBack: async () =>
        !isDeepStrictEqual((await ask("/rpc/kinds", ANON, kinds)).body, [
          ...["object", "array", "string", "string", "number", "boolean", "boolean"],
          null,
        ]),
    },
    {
      defect: "hides what `raise exception` says",
      isBack: async () =>
        !isDeepStrictEqual(await ask("/rpc/fail", ANON, {}), {
          status: 400,
          body: { code: "P0001", message: "refused", details: "why", hint: "what instead" },
        }),
    },
    {
      defect: "lets anybody read a table that nobody granted",
      isBack: async () => (await ask("/closed", ANON)).status !== 401,
    },
    {
      defect: "loses the request's role, claims or headers",
      isBack: async () =>
        !isDeepStrictEqual((await ask("/request", PERSON)).body, [
          { header: "yes", sub: PERSON.sub, read_only: "on", role: "authenticated" },
        ]),
    },
  ];
}

function otherChecks({ rest, auth, scratch }: Parameters<typeof selfTest>[0]): Check[] {
  return [
    {
      defect: "stores the metadata of accounts as text",
      async isBack() {
        const [row] = await auth.core.sql`select jsonb_typeof(${'{"a": 1}'}::jsonb) as kind`;
        return row?.kind !== "object";
      },
    },
    {
      defect: "does not notice `notify pgrst`",
      async isBack() {
        await scratch.sql`select pg_notify('pgrst', 'reload schema')`;
        const deadline = performance.now() + 5_000;
        while (!rest.cache.isReloading() && performance.now() < deadline) {
          await new Promise((done) => setTimeout(done, 2));
        }
        return !rest.cache.isReloading();
      },
    },
  ];
}
