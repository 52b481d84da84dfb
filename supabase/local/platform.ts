import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { INVITE_TEMPLATE } from "./auth/invite-template.ts";
import { ensureAuthSchema } from "./auth/schema.ts";
import { functionsEnv, type PlatformEnv, platformEnv } from "./environment.ts";
import { startFunctions } from "./functions/start.ts";
import { loadKeys } from "./gateway/keys.ts";
import { startGateway } from "./gateway/start.ts";
import { createVerifyToken } from "./gateway/verify.ts";
import { startMail } from "./mail/start.ts";
import type { PlatformPorts } from "./ports.ts";
import { migrate } from "./postgres/migrate.ts";
import { removePostgres, startPostgres } from "./postgres/start.ts";
import { type Chaos, startQstash } from "./qstash/start.ts";
import { startRealtime } from "./realtime/start.ts";
import { startRedis } from "./redis/start.ts";
import { loadSecrets } from "./secrets.ts";
import { startStorage } from "./storage/start.ts";

export interface PlatformOptions {
  /** The repository: supabase/, functions/ and shared/ lie in it. */
  root: string;
  /** Where everything that must survive a restart is kept. */
  dataDir: string;
  ports: PlatformPorts;
  /** Empties the data folder first. (Default: false) */
  reset?: boolean;
  /** For a database that is deleted after use: faster, and not safe against a power cut. (Default: false) */
  throwAway?: boolean;
  /** A fresh process for each request to a function. (Default: false) */
  recycle?: boolean;
  /** QStash's delays and backoff are divided by it. (Default: 1) */
  timeScale?: number;
  chaos?: Chaos;
  /** Called once per part when it is ready. */
  report: (part: string, where: string) => void;
  log: (line: string) => void;
}

export interface Platform {
  env: PlatformEnv;
  ports: PlatformPorts;
  stop(): Promise<void>;
}

interface Part {
  stop(): Promise<void>;
}

/** Starts all parts on the given ports; when one fails, those already up are stopped and its error is thrown. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const started: Part[] = [];
  const stop = async () => {
    for (const part of started.reverse()) await part.stop();
    started.length = 0;
  };
  try {
    const env = await startParts(options, started);
    return { env, ports: options.ports, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: PlatformOptions, started: Part[]): Promise<PlatformEnv> {
  const { root, dataDir, ports, report, log, recycle = false } = options;
  const keep = <P extends Part>(part: P): P => {
    started.push(part);
    return part;
  };
  const prefixed = (part: string) => (line: string) => log(`[${part}] ${line}`);
  const databaseDir = join(dataDir, "database");
  if (options.reset) {
    await removePostgres({ dataDir: databaseDir });
    await rm(dataDir, { recursive: true, force: true });
  }
  await mkdir(dataDir, { recursive: true });
  const keys = await loadKeys({ dataDir });
  const secrets = loadSecrets(join(dataDir, "secrets.json"));

  const [database, mail, redis] = await allOf([
    startDatabase({ ...options, databaseDir, log: prefixed("postgres"), keep }),
    startMail({ port: ports.mail, log: prefixed("mail") }).then(keep),
    startRedis({
      port: ports.redis,
      token: secrets.redisToken,
      redisUrl: process.env.REDIS_URL || undefined,
      log: prefixed("redis"),
    }).then(keep),
  ]);
  report("Postgres 17", `postgresql://127.0.0.1:${ports.db}/postgres`);
  report("Redis", `http://127.0.0.1:${ports.redis} (${redis.engine})`);
  report("Mails", `http://127.0.0.1:${ports.mail}`);

  const env = platformEnv({ ports, keys, secrets, databaseUrl: database.url });
  const [realtime, functions, storage] = await allOf([
    startRealtime({
      databaseUrl: database.url("supabase_realtime_admin"),
      verifyToken: createVerifyToken({ keys, issuer: `${env.SUPABASE_URL}/auth/v1` }),
      keys,
      log: prefixed("realtime"),
    }).then(keep),
    startFunctions({ root, env: functionsEnv(env), recycle, denoDir: join(dataDir, "deno"), log }).then(keep),
    startStorage({
      databaseUrl: database.url("supabase_storage_admin"),
      folder: join(dataDir, "storage"),
      secret: keys.secretKey,
    }).then(keep),
  ]);
  const gateway = keep(
    await startGateway({
      port: ports.api,
      databaseUrl: database.url,
      keys,
      siteUrl: env.FLOYO_SITE_URL,
      redirectAllowList: [`${env.FLOYO_SITE_URL}/auth/confirm`],
      sendMail: (message) => mail.send(message),
      mailTemplates: { invite: INVITE_TEMPLATE },
      realtime,
      functions,
      storage,
      providers: "test",
      log: prefixed("gateway"),
    }),
  );
  // Last, since a delivery that finds no functions yet is tried again only after the backoff.
  const qstash = keep(
    await startQstash({
      port: ports.qstash,
      stateFile: join(dataDir, "qstash.sqlite"),
      token: secrets.qstashToken,
      currentSigningKey: secrets.qstashCurrentSigningKey,
      nextSigningKey: secrets.qstashNextSigningKey,
      timeScale: options.timeScale ?? 1,
      chaos: options.chaos ?? null,
      log: prefixed("qstash"),
    }),
  );
  report("REST and Auth", `${gateway.url}/rest/v1  /auth/v1`);
  report("Storage", `${gateway.url}/storage/v1`);
  report("GitHub, Google", `${gateway.url}/provider/v1 (test provider)`);
  report("Realtime", `${gateway.url.replace("http", "ws")}/realtime/v1`);
  report("Functions", `${env.FLOYO_FUNCTIONS_URL}/ingest  /api  /mine  /runs  /jobs`);
  report("QStash", qstash.url);
  return env;
}

/** Postgres with all migrations applied. Kept before it is prepared, so that a broken migration stops it too. */
async function startDatabase(
  options: PlatformOptions & { databaseDir: string; keep: <P extends Part>(part: P) => P },
) {
  const { root, databaseDir, ports, log, keep, throwAway = false } = options;
  const database = await startPostgres({ dataDir: databaseDir, port: ports.db, throwAway, log });
  keep(throwAway ? deletedAtStop(database, databaseDir) : database);
  await ensureAuthSchema({ url: database.url("supabase_auth_admin") });
  await migrate({
    url: database.url("postgres"),
    migrationsDir: join(root, "supabase", "migrations"),
    seedFile: join(root, "supabase", "seed.sql"),
    log,
  });
  return database;
}

/** All results, or the first error once every one has settled: what came up meanwhile is kept and can be stopped. */
async function allOf<T extends readonly Promise<unknown>[]>(
  starting: [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}

function deletedAtStop(database: Part, dataDir: string): Part {
  return {
    async stop() {
      await database.stop();
      await removePostgres({ dataDir });
    },
  };
}
