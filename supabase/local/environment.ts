import type { PlatformKeys } from "./gateway/keys.ts";
import type { PlatformPorts } from "./ports.ts";
import type { DatabaseRole } from "./postgres/roles.ts";
import type { LocalSecrets } from "./secrets.ts";

/** The variables by which the site, the functions and the tests know the platform: the same names as in production. */
export interface PlatformEnv extends Record<string, string> {
  FLOYO_PLATFORM: "local";
  SUPABASE_URL: string;
  NEXT_PUBLIC_SUPABASE_URL: string;
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: string;
  SUPABASE_SECRET_KEY: string;
  FLOYO_DB_URL: string;
  FLOYO_TEST_DB_URL: string;
  FLOYO_TEST_ADMIN_DB_URL: string;
  QSTASH_URL: string;
  QSTASH_TOKEN: string;
  QSTASH_CURRENT_SIGNING_KEY: string;
  QSTASH_NEXT_SIGNING_KEY: string;
  UPSTASH_REDIS_REST_URL: string;
  UPSTASH_REDIS_REST_TOKEN: string;
  FLOYO_FUNCTIONS_URL: string;
  FLOYO_SITE_URL: string;
  FLOYO_MAIL_URL: string;
  FLOYO_DEV_OUTBOUND_EXEMPT: string;
  FLOYO_JOBS_KEY: string;
  FLOYO_FILES_KEY: string;
  FLOYO_AUDIT_KEY: string;
  FLOYO_SECRETS_KEYS: string;
  RESEND_URL: string;
  RESEND_API_KEY: string;
}

/** 127.0.0.1 throughout, never localhost: cookies belong to one host name. */
export function platformEnv(options: {
  ports: PlatformPorts;
  keys: PlatformKeys;
  secrets: LocalSecrets;
  databaseUrl: (role: DatabaseRole) => string;
}): PlatformEnv {
  const { ports, keys, secrets, databaseUrl } = options;
  const url = (port: number) => `http://127.0.0.1:${port}`;
  return {
    FLOYO_PLATFORM: "local",
    SUPABASE_URL: url(ports.api),
    NEXT_PUBLIC_SUPABASE_URL: url(ports.api),
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: keys.publishableKey,
    SUPABASE_SECRET_KEY: keys.secretKey,
    FLOYO_DB_URL: databaseUrl("floyo_worker"),
    FLOYO_TEST_DB_URL: databaseUrl("postgres"),
    FLOYO_TEST_ADMIN_DB_URL: databaseUrl("supabase_admin"),
    QSTASH_URL: url(ports.qstash),
    QSTASH_TOKEN: secrets.qstashToken,
    QSTASH_CURRENT_SIGNING_KEY: secrets.qstashCurrentSigningKey,
    QSTASH_NEXT_SIGNING_KEY: secrets.qstashNextSigningKey,
    UPSTASH_REDIS_REST_URL: url(ports.redis),
    UPSTASH_REDIS_REST_TOKEN: secrets.redisToken,
    FLOYO_FUNCTIONS_URL: `${url(ports.api)}/functions/v1`,
    FLOYO_SITE_URL: url(ports.web),
    FLOYO_MAIL_URL: url(ports.mail),
    FLOYO_DEV_OUTBOUND_EXEMPT: `127.0.0.1:${ports.receiver}`,
    FLOYO_JOBS_KEY: keys.secretKey,
    FLOYO_FILES_KEY: keys.secretKey,
    FLOYO_AUDIT_KEY: secrets.auditKey,
    FLOYO_SECRETS_KEYS: secrets.secretsKeys,
    RESEND_URL: url(ports.mail),
    RESEND_API_KEY: "re_local",
  };
}

const SITE_NAMES = [
  "FLOYO_PLATFORM",
  "SUPABASE_URL",
  "NEXT_PUBLIC_SUPABASE_URL",
  "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY",
  "FLOYO_SITE_URL",
  "FLOYO_FUNCTIONS_URL",
  "FLOYO_MAIL_URL",
] as const;
const TEST_NAMES = ["FLOYO_TEST_DB_URL", "FLOYO_TEST_ADMIN_DB_URL", "SUPABASE_SECRET_KEY"];

/** What the site is given: no key that goes past row level security, no database. */
export function siteEnv(env: PlatformEnv): Record<string, string> {
  return Object.fromEntries(SITE_NAMES.map((name) => [name, env[name]]));
}

/** What the functions are given: all but what only tests hold. */
export function functionsEnv(env: PlatformEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !TEST_NAMES.includes(name)));
}
