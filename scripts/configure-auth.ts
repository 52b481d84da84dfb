// `npm run auth:configure` sets the hosted project's Auth to what docs/security.md promises and reads it back;
// `-- --check` only reads. Exit code 1 when something is not as it must be.
import { z } from "zod";
import { authSettings, drift } from "./auth-settings.ts";

const Env = z.object({
  SUPABASE_ACCESS_TOKEN: z.string().min(1),
  SUPABASE_PROJECT_REF: z.string().regex(/^[a-z]{20}$/),
  FLOYO_SITE_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
  TURNSTILE_SECRET: z.string().min(1).optional(),
  SUPABASE_MANAGEMENT_URL: z.url().default("https://api.supabase.com"),
});
const Settings = z.record(z.string(), z.unknown());
const TIMEOUT_MS = 30_000;

const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
const parsed = Env.safeParse(given);
if (!parsed.success) {
  console.error(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
  process.exit(2);
}
const env = parsed.data;
const wanted = authSettings({
  siteUrl: env.FLOYO_SITE_URL,
  captchaSecret: env.TURNSTILE_SECRET ?? null,
});

if (!process.argv.includes("--check")) await call("PATCH", wanted);
const wrong = drift(wanted, await call("GET"));
if (!env.TURNSTILE_SECRET) console.log("no CAPTCHA: TURNSTILE_SECRET is not set");
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exit(1);
console.log(`${Object.keys(wanted).length} settings are as they must be`);

async function call(method: "GET" | "PATCH", body?: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(
    `${env.SUPABASE_MANAGEMENT_URL}/v1/projects/${env.SUPABASE_PROJECT_REF}/config/auth`,
    {
      method,
      headers: {
        authorization: `Bearer ${env.SUPABASE_ACCESS_TOKEN}`,
        "content-type": "application/json",
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    },
  );
  if (!response.ok) {
    console.error(
      `${method} config/auth answered ${response.status}: ${(await response.text()).slice(0, 500)}`,
    );
    process.exit(1);
  }
  return Settings.parse(await response.json());
}
