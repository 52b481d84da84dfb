// On hosted's runtime: every function loads by the import map and refuses who it does not know.
import { strictEqual } from "node:assert";

const LOCAL = {
  FLOYO_PLATFORM: "local",
  SUPABASE_URL: "http://127.0.0.1:1",
  FLOYO_DB_URL: "postgres://floyo_worker@127.0.0.1:1/postgres",
  FLOYO_FUNCTIONS_URL: "http://127.0.0.1:1/functions/v1",
  FLOYO_SITE_URL: "http://127.0.0.1:1",
  QSTASH_URL: "http://127.0.0.1:1",
  QSTASH_TOKEN: "local",
  QSTASH_CURRENT_SIGNING_KEY: "local-current",
  QSTASH_NEXT_SIGNING_KEY: "local-next",
  FLOYO_JOBS_KEY: "local-jobs",
  FLOYO_AUDIT_KEY: "bG9jYWw=",
  FLOYO_SECRETS_KEYS: `local:${btoa("l".repeat(32))}`,
};
for (const [name, value] of Object.entries(LOCAL)) Deno.env.set(name, value);

const functions = {
  "api/work": (await import("./api/index.ts")).default,
  connections: (await import("./connections/index.ts")).default,
  ingest: (await import("./ingest/index.ts")).default,
  mine: (await import("./mine/index.ts")).default,
  jobs: (await import("./jobs/index.ts")).default,
  runs: (await import("./runs/index.ts")).default,
};

for (const [name, { fetch }] of Object.entries(functions)) {
  Deno.test(`${name} refuses a request that nobody signed`, async () => {
    const response = await fetch(new Request(`http://127.0.0.1/${name}`, { method: "POST", body: "{}" }));

    strictEqual(response.status, 401);
    strictEqual((await response.json()).error.code, "unauthorized");
  });

  Deno.test(`${name} refuses a method it does not have`, async () => {
    const response = await fetch(new Request(`http://127.0.0.1/${name}`, { method: "DELETE" }));

    strictEqual(response.status, 405);
    await response.body?.cancel();
  });
}
