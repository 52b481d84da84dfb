import { z } from "zod";

const Url = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const Secret = z.string().min(1);
const Whole = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

const Env = z.object({
  /** Where the platform runs; anything but `local` and `docker` counts as production. */
  FLOYO_PLATFORM: z.enum(["local", "docker", "hosted"]).default("hosted"),
  SUPABASE_URL: Url,
  FLOYO_DB_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  FLOYO_FUNCTIONS_URL: Url,
  FLOYO_SITE_URL: Url,
  QSTASH_URL: Url,
  QSTASH_TOKEN: Secret,
  QSTASH_CURRENT_SIGNING_KEY: Secret,
  QSTASH_NEXT_SIGNING_KEY: Secret,
  UPSTASH_REDIS_REST_URL: Url.optional(),
  UPSTASH_REDIS_REST_TOKEN: Secret.optional(),
  /** Batches one person or device may send in a minute. */
  FLOYO_INGEST_PER_MINUTE: Whole(600, 1, 1_000_000),
  /** Messages one webhook may bring in a minute. */
  FLOYO_HOOKS_PER_MINUTE: Whole(600, 1, 1_000_000),
  /**
   * Deliveries of one organisation's runs at a time, over all its workflows: as many as one workflow may have at the same
   * time if nothing is set, so that what waits of it waits at QStash.
   */
  FLOYO_ORG_PARALLELISM: Whole(10, 1, 1000),
  /** The secret API key for files of runs alone. Without it steps that work with files fail. */
  FLOYO_FILES_KEY: Secret.optional(),
  /** How long one mining delivery may hold a person; longer than any delivery lasts. */
  FLOYO_MINE_LEASE_MS: Whole(30_000, 500, 300_000),
});

export type Env = z.infer<typeof Env>;

/**
 * The environment of a function, checked. Throws one sentence naming every variable that is missing or wrong, when
 * QSTASH_DEV is set (it makes the SDK accept signatures of a public key), and in production when a switch for
 * development (`FLOYO_DEV_*`, `FLOYO_TEST_*`) is set or an address is not https.
 */
export function readEnv(source: Record<string, string | undefined> = runtimeEnv()): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  if (given.QSTASH_DEV !== undefined) {
    throw new Error("QSTASH_DEV is set: unset it, it accepts signatures made with a public key.");
  }
  const parsed = Env.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not complete: ${problems.join("; ")}.`);
  }
  if (parsed.data.FLOYO_PLATFORM === "hosted") refuseDevelopment(given, parsed.data);
  return parsed.data;
}

function refuseDevelopment(given: Record<string, string | undefined>, env: Env): void {
  const switches = Object.keys(given).filter((name) => /^FLOYO_(DEV|TEST)_/.test(name));
  if (switches.length > 0) throw new Error(`${switches.join(", ")} may not be set in production: unset it.`);
  const plain = (["SUPABASE_URL", "FLOYO_FUNCTIONS_URL", "FLOYO_SITE_URL", "QSTASH_URL"] as const).filter(
    (name) => !env[name].startsWith("https://"),
  );
  if (plain.length > 0) {
    throw new Error(
      `${plain.join(", ")} must be https in production; set FLOYO_PLATFORM=local for development.`,
    );
  }
}

interface Runtime {
  Deno?: { env: { toObject(): Record<string, string> } };
  process?: { env: Record<string, string | undefined> };
}

/** The variables of this process: Deno and Node name them differently, and no type knows both. */
export function runtimeEnv(): Record<string, string | undefined> {
  const runtime = globalThis as unknown as Runtime;
  return runtime.Deno?.env.toObject() ?? runtime.process?.env ?? {};
}
