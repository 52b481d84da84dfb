import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
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
  const { root, dataDir, ports, report, log, throwAway = false, recycle = false } = options;
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

  const database = keep(
    await startPostgres({
      dataDir: databaseDir,
      port: ports.db,
      throwAway,
      log: prefixed("postgres"),
    }),
  );
  if (throwAway) started[started.length - 1] = deletedAtStop(database, databaseDir);
  const [mail, , redis] = await Promise.all([
    startMail({ port: ports.mail, log: prefixed("mail") }).then(keep),
    startQstash({
      port: ports.qstash,
      stateFile: join(dataDir, "qstash.sqlite"),
      token: secrets.qstashToken,
      currentSigningKey: secrets.qstashCurrentSigningKey,
      nextSigningKey: secrets.qstashNextSigningKey,
      timeScale: options.timeScale ?? 1,
      chaos: options.chaos ?? null,
      log: prefixed("qstash"),
    }).then(keep),
    startRedis({
      port: ports.redis,
      token: secrets.redisToken,
      redisUrl: process.env.REDIS_URL || undefined,
      log: prefixed("redis"),
    }).then(keep),
    prepareDatabase({ root, databaseUrl: database.url, log: prefixed("postgres") }),
  ]);
  report("Postgres 17", `postgresql://127.0.0.1:${ports.db}/postgres`);
  report("QStash", `http://127.0.0.1:${ports.qstash}`);
  report("Redis", `http://127.0.0.1:${ports.redis} (${redis.engine})`);
  report("Mails", `http://127.0.0.1:${ports.mail}`);

  const env = platformEnv({ ports, keys, secrets, databaseUrl: database.url });
  const verifyToken = createVerifyToken({ keys, issuer: `${env.SUPABASE_URL}/auth/v1` });
  const realtime = keep(
    await startRealtime({
      databaseUrl: database.url("supabase_realtime_admin"),
      verifyToken,
      keys,
      log: prefixed("realtime"),
    }),
  );
  const functions = keep(await startFunctions({ root, env: functionsEnv(env), recycle, log }));
  const gateway = keep(
    await startGateway({
      port: ports.api,
      databaseUrl: database.url,
      keys,
      siteUrl: env.FLOYO_SITE_URL,
      redirectAllowList: [`${env.FLOYO_SITE_URL}/auth/confirm`],
      sendMail: (message) => mail.send(message),
      realtime,
      functions,
      log: prefixed("gateway"),
    }),
  );
  report("REST and Auth", `${gateway.url}/rest/v1  /auth/v1`);
  report("Realtime", `${gateway.url.replace("http", "ws")}/realtime/v1`);
  report("Functions", `${env.FLOYO_FUNCTIONS_URL}/ingest  /mine  /jobs`);
  return env;
}

async function prepareDatabase({
  root,
  databaseUrl,
  log,
}: {
  root: string;
  databaseUrl: Awaited<ReturnType<typeof startPostgres>>["url"];
  log: (line: string) => void;
}): Promise<void> {
  await ensureAuthSchema({ url: databaseUrl("supabase_auth_admin") });
  await migrate({
    url: databaseUrl("postgres"),
    migrationsDir: join(root, "supabase", "migrations"),
    seedFile: join(root, "supabase", "seed.sql"),
    log,
  });
}

function deletedAtStop(database: Part, dataDir: string): Part {
  return {
    async stop() {
      await database.stop();
      await removePostgres({ dataDir });
    },
  };
}
