import type { z } from "zod";
import { FloyoError } from "../../shared/errors.ts";
import { openDatabase } from "../_db/client.ts";
import { markPublished } from "../_db/mark-published.ts";
import { owedJobs } from "../_db/owed-jobs.ts";
import { sessionMay } from "../_db/session-may.ts";
import { openFiles } from "../_files/open-files.ts";
import { readJson } from "../_http/body.ts";
import { type Caller, callerOfSession, readBearer } from "../_http/caller.ts";
import { endpoint, json, type RequestContext } from "../_http/endpoint.ts";
import type { Env } from "../_http/env.ts";
import { createLimit } from "../_http/limits.ts";
import { createPublisher } from "../_http/publish.ts";
import { createTokenVerifier, unauthorized } from "../_http/token.ts";
import { approvalsEndpoint } from "./approvals.ts";
import { sharedEndpoint } from "./shared.ts";
import { unsubscribeEndpoint } from "./unsubscribe.ts";
import { finishUpload, openUpload, UploadBody, UploadDoneBody } from "./uploads.ts";

const PER_MINUTE = 60;
/** A burst of files that was let start asks for two of these each. */
const UPLOADS_PER_MINUTE = 600;
const SMALL = { maxBytes: 4096 };

/**
 * `POST /api/work` publishes what the caller's commands owe the queue (a mail, an export, an erasure), so that it begins
 * now and not with the next tick: it decides nothing and may be called as often as one likes. `POST /api/uploads` and
 * `/api/uploads/done` hand over a file that a run of the caller's waits for; `/api/unsubscribe` stops mails and
 * `/api/approvals` answers what a run asks, each by a signed link; `/api/shared` gives what a workflow's link shows.
 */
export function createApi(env: Env): { fetch(request: Request): Promise<Response>; stop(): Promise<void> } {
  const sql = openDatabase(env.FLOYO_DB_URL);
  const verifyToken = createTokenVerifier({ supabaseUrl: env.SUPABASE_URL });
  const limitOf = (name: string, perMinute: number) =>
    createLimit({
      name,
      perMinute,
      redisUrl: env.UPSTASH_REDIS_REST_URL,
      redisToken: env.UPSTASH_REDIS_REST_TOKEN,
    });
  const publish = createPublisher(env);
  const uploads = { sql, files: openFiles(env), publish };
  const [limitWork, limitUploads] = [limitOf("api", PER_MINUTE), limitOf("uploads", UPLOADS_PER_MINUTE)];

  async function authenticate(request: Request): Promise<Caller> {
    const bearer = await readBearer(request);
    if (bearer.kind === "key") throw unauthorized("a key may not do that; send an access token");
    const session = await verifyToken(bearer.token);
    return callerOfSession(session.userId, await sessionMay(sql, session));
  }

  const common = { name: "api", allowedOrigin: new URL(env.FLOYO_SITE_URL).origin, authenticate };
  const work = endpoint<Caller, null>({
    ...common,
    limit: ({ userId }) => limitWork(userId),
    parse: async () => null,
    run: async (_input, { userId }, context) => json({ published: await publishOwed(userId, context) }),
  });
  const open = endpoint<Caller, z.infer<typeof UploadBody>>({
    ...common,
    limit: ({ userId }) => limitUploads(userId),
    parse: async (request) => parsed(UploadBody, await readJson(request, SMALL)),
    run: (body, { userId }) => openUpload(body, userId, uploads),
  });
  const done = endpoint<Caller, z.infer<typeof UploadDoneBody>>({
    ...common,
    limit: ({ userId }) => limitUploads(userId),
    parse: async (request) => parsed(UploadDoneBody, await readJson(request, SMALL)),
    run: (body, { userId }, context) => finishUpload(body, userId, uploads, context),
  });
  const nowhere = endpoint<never, null>({
    ...common,
    async authenticate() {
      const known = "POST /api/work, /api/uploads and /api/uploads/done";
      throw new FloyoError("not_found", `there is ${known}, and nothing else`);
    },
    parse: async () => null,
    run: async () => json(null),
  });

  const stop = unsubscribeEndpoint({ sql, limit: limitOf("unsubscribe", PER_MINUTE) });
  const answer = approvalsEndpoint({ sql, limit: limitOf("approvals", PER_MINUTE), publishOwed });

  const shared = sharedEndpoint({ sql, limit: limitOf("shared", PER_MINUTE) });

  async function publishOwed(userId: string, context: RequestContext): Promise<number> {
    let published = 0;
    for (const job of await owedJobs(sql, userId)) {
      try {
        await publish(job.topic, job);
        await markPublished(sql, job);
        published++;
      } catch (error) {
        context.log.error({ event: "publish failed", outboxId: job.id }, error);
      }
    }
    return published;
  }

  return {
    fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith("/api/unsubscribe")) return stop.fetch(request);
      if (pathname.endsWith("/api/approvals")) return answer.fetch(request);
      if (pathname.endsWith("/api/shared")) return shared.fetch(request);
      if (pathname.endsWith("/api/work")) return work.fetch(request);
      if (pathname.endsWith("/api/uploads")) return open.fetch(request);
      return (pathname.endsWith("/api/uploads/done") ? done : nowhere).fetch(request);
    },
    stop: () => sql.end({ timeout: 5 }),
  };
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new FloyoError("invalid_input", "the body is not what this address takes", {
    issues: read.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
  });
}
