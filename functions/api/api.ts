import { FloyoError } from "../../shared/errors.ts";
import { openDatabase } from "../_db/client.ts";
import { markPublished } from "../_db/mark-published.ts";
import { owedJobs } from "../_db/owed-jobs.ts";
import { sessionMay } from "../_db/session-may.ts";
import { type Caller, callerOfSession, readBearer } from "../_http/caller.ts";
import { endpoint, json } from "../_http/endpoint.ts";
import type { Env } from "../_http/env.ts";
import { createLimit } from "../_http/limits.ts";
import { createPublisher } from "../_http/publish.ts";
import { createTokenVerifier, unauthorized } from "../_http/token.ts";

const PER_MINUTE = 60;

/**
 * `POST /api/work`: publishes what the caller's commands owe the queue (a mail, an export, an erasure), so that it begins
 * now and not with the next tick. It decides nothing and may be called as often as one likes.
 */
export function createApi(env: Env): { fetch(request: Request): Promise<Response>; stop(): Promise<void> } {
  const sql = openDatabase(env.FLOYO_DB_URL);
  const verifyToken = createTokenVerifier({ supabaseUrl: env.SUPABASE_URL });
  const limit = createLimit({
    name: "api",
    perMinute: PER_MINUTE,
    redisUrl: env.UPSTASH_REDIS_REST_URL,
    redisToken: env.UPSTASH_REDIS_REST_TOKEN,
  });
  const publish = createPublisher({
    qstashUrl: env.QSTASH_URL,
    qstashToken: env.QSTASH_TOKEN,
    functionsUrl: env.FLOYO_FUNCTIONS_URL,
  });

  const { fetch } = endpoint<Caller, null>({
    name: "api",
    allowedOrigin: new URL(env.FLOYO_SITE_URL).origin,
    async authenticate(request) {
      if (!new URL(request.url).pathname.endsWith("/api/work")) {
        throw new FloyoError("not_found", "there is POST /api/work and nothing else");
      }
      const bearer = await readBearer(request);
      if (bearer.kind === "key") throw unauthorized("a key may not do that; send an access token");
      const session = await verifyToken(bearer.token);
      return callerOfSession(session.userId, await sessionMay(sql, session));
    },
    limit: ({ userId }) => limit(userId),
    parse: async () => null,
    async run(_input, { userId }, context) {
      const owed = await owedJobs(sql, userId);
      let published = 0;
      for (const job of owed) {
        try {
          await publish(job.topic, job);
          await markPublished(sql, job);
          published++;
        } catch (error) {
          context.log.error({ event: "publish failed", outboxId: job.id }, error);
        }
      }
      return json({ published });
    },
  });

  return { fetch, stop: () => sql.end({ timeout: 5 }) };
}
