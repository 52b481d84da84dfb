import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type SupabaseClient, type SupabaseClientOptions } from "@supabase/supabase-js";
import postgres from "postgres";
import { inject } from "vitest";
import type { Mail } from "../auth/mail-links.ts";
import { ensureAuthSchema } from "../auth/schema.ts";
import { removePostgres, startPostgres } from "../postgres/start.ts";
import { startStorage } from "../storage/start.ts";
import { loadKeys, type PlatformKeys } from "./keys.ts";
import type { DatabaseUrl } from "./options.ts";
import { type Gateway, type GatewayOptions, startGateway } from "./start.ts";
import { openTestDatabase } from "./test-database.ts";

export const SITE_URL = "http://127.0.0.1:3999";
export const PASSWORD = "correct horse battery";

/** A database of its own with the gateway before it. */
export interface TestPlatform {
  gateway: Gateway;
  keys: PlatformKeys;
  databaseUrl: DatabaseUrl;
  /** Where Storage keeps its files. */
  storageFolder: string;
  /** As `postgres`, which migrations run as. */
  sql: postgres.Sql;
  mails: Mail[];
  /** The newest mail to an address. */
  mailTo(email: string): Mail;
  client(options?: SupabaseClientOptions<"public">, key?: string): SupabaseClient;
  /** A client signed in as a new, confirmed person. */
  person(email: string): Promise<SupabaseClient>;
  /** Another gateway on the same database. */
  startGateway(options?: Partial<GatewayOptions>): Promise<Gateway>;
  stop(): Promise<void>;
}

/** Opens a database and starts a gateway, and runs `schema` as `postgres` in between. */
export async function startTestPlatform(
  options: { schema?: string } & Partial<GatewayOptions> = {},
): Promise<TestPlatform> {
  const { schema, ...gatewayOptions } = options;
  const dataDir = await mkdtemp(join(tmpdir(), "floyo-gateway-"));
  const logged: string[] = [];
  const log = (line: string) => logged.push(line);
  const cluster = await openDatabase(join(dataDir, "db"), log);
  await ensureAuthSchema({ url: cluster.url("supabase_auth_admin") });
  const sql = postgres(cluster.url("postgres"), { max: 2, onnotice: () => {} });
  if (schema) await sql.unsafe(schema).simple();
  const keys = await loadKeys({ dataDir });
  const mails: Mail[] = [];
  const storageFolder = join(dataDir, "storage");
  const storage = await startStorage({
    databaseUrl: cluster.url("supabase_storage_admin"),
    folder: storageFolder,
    secret: keys.secretKey,
  });
  const start = (more: Partial<GatewayOptions> = {}) =>
    startGateway({
      port: 0,
      databaseUrl: cluster.url,
      keys,
      siteUrl: SITE_URL,
      redirectAllowList: [`${SITE_URL}/**`],
      sendMail: async (mail) => void mails.push(mail),
      storage,
      log,
      ...gatewayOptions,
      ...more,
    });
  const gateway = await start();

  const client = (clientOptions: SupabaseClientOptions<"public"> = {}, key = keys.publishableKey) =>
    createClient(gateway.url, key, {
      ...clientOptions,
      auth: { autoRefreshToken: false, persistSession: false, ...clientOptions.auth },
    });
  const mailTo = (email: string): Mail => {
    const mail = mails.findLast((candidate) => candidate.to === email);
    if (!mail) throw new Error(`no mail to ${email}; sent were ${mails.map(({ to }) => to).join(", ")}`);
    return mail;
  };

  return {
    gateway,
    keys,
    databaseUrl: cluster.url,
    storageFolder,
    sql,
    mails,
    mailTo,
    client,
    async person(email) {
      const supabase = client();
      const signedUp = await supabase.auth.signUp({ email, password: PASSWORD });
      if (signedUp.error) throw signedUp.error;
      await fetch(linkIn(mailTo(email)), { redirect: "manual" });
      const signedIn = await supabase.auth.signInWithPassword({ email, password: PASSWORD });
      if (signedIn.error) throw signedIn.error;
      return supabase;
    },
    startGateway: start,
    async stop() {
      await gateway.stop();
      await storage.stop();
      await sql.end();
      await cluster.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** On the cluster of the platform that the test run has started, or on one of its own. */
async function openDatabase(dataDir: string, log: (line: string) => void) {
  const platform = inject("platform");
  if (platform) return openTestDatabase(platform);
  const cluster = await startPostgres({ dataDir, port: 0, throwAway: true, log });
  return {
    url: cluster.url,
    async stop() {
      await cluster.stop();
      await removePostgres({ dataDir });
    },
  };
}

/** The address behind the one link of a mail. */
export function linkIn(mail: Mail): string {
  const link = /https?:\/\/\S+/.exec(mail.text)?.[0];
  if (!link) throw new Error(`no link in the mail "${mail.subject}": ${mail.text}`);
  return link;
}
