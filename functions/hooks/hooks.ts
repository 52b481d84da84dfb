import { openDatabase } from "../_db/client.ts";
import { openFiles } from "../_files/open-files.ts";
import { createBackground } from "../_http/background.ts";
import { refusalResponse } from "../_http/endpoint.ts";
import type { Env } from "../_http/env.ts";
import { createLimit } from "../_http/limits.ts";
import { createPublisher } from "../_http/publish.ts";
import { Refusal } from "../_http/refusal.ts";
import type { Outbound } from "../_outbound/outbound.ts";
import { openRunner } from "../_runs/open-runner.ts";
import type { MasterKeys } from "../_secrets/master-keys.ts";
import { openKeyring } from "./keyring.ts";
import { makeSecretEndpoint } from "./make-secret.ts";
import { receiveEndpoint } from "./receive.ts";

/**
 * A worker that many senders wait for is held up by its connections before its processor: with two it starts fewer
 * runs a second (`npm run bench:engine`: 0.050 of the step floor, with four 0.060).
 */
const CONNECTIONS = 4;
const PATH = /\/hooks\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\/secrets)?$/;

export interface HooksOptions {
  outbound: Outbound;
  masters: MasterKeys;
  /** Stands for the services that connections are for, in development and tests. */
  devOrigin?: string | null;
  leaseMs?: number;
  /** How long a sender that wants the output waits. (Default: 30 s) */
  waitMs?: number;
}

/** What other programs call: `/hooks/<workflow>` starts a run, `/hooks/<workflow>/secrets` makes a secret to sign with. */
export function createHooks(
  env: Env,
  { outbound, masters, devOrigin = null, leaseMs, waitMs }: HooksOptions,
): { fetch(request: Request): Promise<Response>; stop(): Promise<void> } {
  const sql = openDatabase(env.FLOYO_DB_URL, CONNECTIONS);
  const background = createBackground();
  const publish = createPublisher(env);
  const receive = receiveEndpoint({
    sql,
    background,
    waitMs,
    keyring: openKeyring(sql, masters),
    runner: openRunner({
      sql,
      outbound,
      files: openFiles(env),
      connections: { masters, devOrigin },
      publish,
      leaseMs,
    }),
    limit: createLimit({
      name: "hooks",
      perMinute: env.FLOYO_HOOKS_PER_MINUTE,
      redisUrl: env.UPSTASH_REDIS_REST_URL,
      redisToken: env.UPSTASH_REDIS_REST_TOKEN,
    }),
  });
  const makeSecret = makeSecretEndpoint(env, { sql, masters });

  return {
    async fetch(request) {
      const [, workflowId, secrets] = PATH.exec(new URL(request.url).pathname) ?? [];
      if (workflowId === undefined) {
        await request.body?.cancel();
        return refusalResponse(
          new Refusal({ code: "not_found", message: "an address here is /hooks/ and the id of a workflow" }),
        );
      }
      return secrets ? makeSecret(request, workflowId) : receive(request, workflowId);
    },
    async stop() {
      await background.whenIdle();
      await sql.end({ timeout: 5 });
    },
  };
}
