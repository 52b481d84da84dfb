import { type Chaos, type Qstash, startQstash } from "../../supabase/local/qstash/start.ts";
import { readEnv } from "../_http/env.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { readMasterKeys } from "../_secrets/master-keys.ts";
import { createApi } from "../api/api.ts";
import { createConnections } from "../connections/connections.ts";
import { createHooks } from "../hooks/hooks.ts";
import { createIngest } from "../ingest/ingest.ts";
import { type JobsEnv, readJobsEnv } from "../jobs/env.ts";
import { createJobs } from "../jobs/jobs.ts";
import { createMine } from "../mine/mine.ts";
import { createRuns } from "../runs/runs.ts";
import { startDatabase, type TestDatabase } from "./database.ts";
import { type Issuer, startIssuer } from "./issuer.ts";
import { serveFetch } from "./serve-fetch.ts";
import { type Pooler, startPooler } from "./transaction-pooler.ts";

type Served = { fetch(request: Request): Promise<Response>; stop(): Promise<void> };

export interface Stack {
  env: JobsEnv;
  /** The same as text, for a process of its own. */
  variables: Record<string, string>;
  database: TestDatabase;
  pooler: Pooler;
  issuer: Issuer;
  qstash: Qstash;
  api: Served;
  connections: Served;
  hooks: Served;
  ingest: Served;
  jobs: Served;
  mine: Served;
  runs: Served;
  stop(): Promise<void>;
}

export interface StackOptions {
  chaos?: Chaos;
  /** Divides QStash's delays and backoff. (Default: 20) */
  timeScale?: number;
  variables?: Record<string, string>;
  /** Where `/mine` is served instead of here. */
  mine?: (request: Request) => Promise<Response>;
  /** The same for `/runs`. */
  runs?: (request: Request) => Promise<Response>;
  /** Deliveries that QStash has under way at once. (Default: 50) */
  maxParallel?: number;
  /** The database waits for the disk, as measurements need. */
  isDurable?: boolean;
  /** Straight to Postgres, since the pooler does not outlive it. */
  isUnpooled?: boolean;
  /** `address:port` that steps of runs may call. */
  exempt?: readonly string[];
  /** Stands for the services of connectors. */
  devOrigin?: string;
}

const SIGNING_KEYS = {
  current: "sig_test_current_key_that_is_long_enough",
  next: "sig_test_next_key_that_is_long_enough",
};

/** Ed25519, of no use anywhere else. */
export const TEST_AUDIT_KEY = "MC4CAQAwBQYDK2VwBCIEIEB8HRWV3gD6JgVJ3mA5oA0g1x6V3z4m0uQ4m2n8b1pT";

/** The master key of a stack. */
export const TEST_SECRETS_KEYS = `test:${btoa("t".repeat(32))}`;

/**
 * Database behind a pooler in transaction mode, token issuer, QStash and the functions behind one address, all of
 * this process.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const [database, issuer, qstash] = await Promise.all([
    startDatabase({ isDurable: options.isDurable }),
    startIssuer(),
    startQstash({
      port: 0,
      token: "test-token",
      currentSigningKey: SIGNING_KEYS.current,
      nextSigningKey: SIGNING_KEYS.next,
      timeScale: options.timeScale ?? 20,
      chaos: options.chaos ?? null,
      ...(options.maxParallel ? { maxParallel: options.maxParallel } : {}),
      log: () => {},
    }),
  ]);
  const pooler = await startPooler({ url: database.workerUrl });
  const routes = new Map<string, (request: Request) => Promise<Response>>();
  const server = await serveFetch(async (request) => {
    const { pathname } = new URL(request.url);
    const serve = pathname.startsWith("/functions/v1/hooks/") ? hooks.fetch : routes.get(pathname);
    return serve ? serve(request) : new Response(null, { status: 404 });
  });
  const variables = {
    FLOYO_PLATFORM: "local",
    SUPABASE_URL: issuer.supabaseUrl,
    FLOYO_DB_URL: options.isUnpooled ? database.workerUrl : pooler.url,
    FLOYO_FUNCTIONS_URL: `${server.url}/functions/v1`,
    FLOYO_SITE_URL: "http://127.0.0.1:3000",
    QSTASH_URL: qstash.url,
    QSTASH_TOKEN: "test-token",
    QSTASH_CURRENT_SIGNING_KEY: SIGNING_KEYS.current,
    QSTASH_NEXT_SIGNING_KEY: SIGNING_KEYS.next,
    FLOYO_INGEST_PER_MINUTE: "100000",
    FLOYO_JOBS_KEY: "test-key",
    FLOYO_AUDIT_KEY: TEST_AUDIT_KEY,
    ...options.variables,
  };
  const env = readJobsEnv(readEnv(variables), variables);
  const [api, ingest, jobs, mine] = [createApi(env), createIngest(env), createJobs(env), createMine(env)];
  const outbound = createOutbound({ exempt: options.exempt ?? [] });
  const masters = await readMasterKeys(TEST_SECRETS_KEYS);
  const connectionTools = { masters, devOrigin: options.devOrigin ?? null };
  const runs = createRuns(env, { outbound, connections: connectionTools });
  const connections = createConnections(env, { outbound, ...connectionTools });
  const hooks = createHooks(env, { outbound, masters, waitMs: 3000 });
  routes.set("/functions/v1/runs", options.runs ?? runs.fetch);
  routes.set("/functions/v1/api/work", api.fetch);
  routes.set("/functions/v1/connections", connections.fetch);
  routes.set("/functions/v1/ingest", ingest.fetch);
  routes.set("/functions/v1/jobs", jobs.fetch);
  routes.set("/functions/v1/mine", options.mine ?? mine.fetch);
  return {
    env,
    variables,
    database,
    pooler,
    issuer,
    qstash,
    api,
    connections,
    hooks,
    ingest,
    jobs,
    mine,
    runs,
    async stop() {
      await qstash.stop();
      await server.stop();
      await Promise.all([api, connections, hooks, ingest, jobs, mine, runs].map((served) => served.stop()));
      await issuer.stop();
      await pooler.stop();
      await database.stop();
    },
  };
}
