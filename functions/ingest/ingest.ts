import { type IngestEnvelope, MAX_EVENTS_PER_BATCH } from "../../shared/events/event.ts";
import { parseEnvelope } from "../../shared/events/parse-event.ts";
import { openDatabase } from "../_db/client.ts";
import { type IngestAnswer, ingestEvents } from "../_db/ingest-events.ts";
import { markPublished } from "../_db/mark-published.ts";
import { readJson } from "../_http/body.ts";
import type { Caller } from "../_http/caller.ts";
import { endpoint, json, type RequestContext } from "../_http/endpoint.ts";
import type { Env } from "../_http/env.ts";
import { createLimit } from "../_http/limits.ts";
import { createPublisher, type Job } from "../_http/publish.ts";
import { Refusal, unavailable } from "../_http/refusal.ts";
import { createTokenVerifier } from "../_http/token.ts";
import { judgeBatch, type Verdict } from "./judge-batch.ts";
import { noSource, requireOwnSource } from "./own-source.ts";
import { rulesEndpoint } from "./tell-rules.ts";
import { whoSends } from "./who-sends.ts";

const LAG_RETRY_S = 30;

/** `POST /ingest`: stores a batch of events and gives one verdict each; below it, the rules of a source. See docs/api.md. */
export function createIngest(env: Env): {
  fetch(request: Request): Promise<Response>;
  stop(): Promise<void>;
} {
  const sql = openDatabase(env.FLOYO_DB_URL);
  const authenticate = whoSends(sql, createTokenVerifier({ supabaseUrl: env.SUPABASE_URL }));
  const allowedOrigin = new URL(env.FLOYO_SITE_URL).origin;
  const limit = createLimit({
    name: "ingest",
    perMinute: env.FLOYO_INGEST_PER_MINUTE,
    redisUrl: env.UPSTASH_REDIS_REST_URL,
    redisToken: env.UPSTASH_REDIS_REST_TOKEN,
  });
  const publish = createPublisher(env);

  const rules = rulesEndpoint({ sql, allowedOrigin, authenticate, limit });
  const batches = endpoint<Caller, IngestEnvelope>({
    name: "ingest",
    allowedOrigin,
    authenticate,
    limit: (caller) => limit(caller.limitKey),
    parse: async (request) => readEnvelope(await readJson(request)),
    async run(envelope, caller, context) {
      requireOwnSource(caller, envelope.source);
      const batch = judgeBatch(envelope, context);
      const answer = await ingestEvents(sql, {
        userId: caller.userId,
        sourceId: envelope.source,
        receivedAt: context.receivedAt,
        events: batch.events,
        rejects: batch.rejects,
      }).catch((cause: unknown) => {
        throw unavailable("the batch could not be stored just now; send it again", 5, cause);
      });
      if (answer.status === "stored") {
        await Promise.all([
          answer.job && publishJob("mine", answer.job, context),
          answer.files && publishJob("files", answer.files, context),
        ]);
      }
      return json(bodyOf(answer, envelope, batch.verdicts));
    },
  });

  /** A message that is not sent now is sent by the next tick; a client need not wait or know. */
  async function publishJob(topic: string, job: Job, context: RequestContext): Promise<void> {
    try {
      await publish(topic, job);
      await markPublished(sql, job);
    } catch (error) {
      context.log.error({ event: "publish failed", outboxId: job.id }, error);
    }
  }

  return {
    fetch: (request) => (new URL(request.url).pathname.endsWith("/rules") ? rules : batches).fetch(request),
    stop: () => sql.end({ timeout: 5 }),
  };
}

/** Too many events is answered like too many bytes, since the remedy is the same: split the batch. */
function readEnvelope(body: unknown): IngestEnvelope {
  const count = typeof body === "object" && body !== null && "events" in body ? body.events : null;
  if (Array.isArray(count) && count.length > MAX_EVENTS_PER_BATCH) {
    throw new Refusal({
      code: "limit_exceeded",
      status: 413,
      message: `at most ${MAX_EVENTS_PER_BATCH} events per batch, got ${count.length}; split it`,
    });
  }
  return parseEnvelope(body);
}

const PROBLEMS = {
  duplicate_conflict: {
    code: "duplicate_conflict",
    message: "this id was stored before with another content; the first one stays",
  },
  plain_path: {
    code: "invalid_event",
    message: "the source is tokenised and takes no readable path; tokenise path and fromPath on the device",
  },
  not_captured: {
    code: "not_captured",
    message: "the person ruled this operation or path out under Settings, Privacy; nothing of it was kept",
  },
  too_large: { code: "too_large", message: "details take more than 64 KiB once stored; send less" },
} as const;

function bodyOf(answer: IngestAnswer, envelope: IngestEnvelope, verdicts: readonly Verdict[]) {
  if (answer.status === "no_source") throw noSource();
  if (answer.status === "lagging") {
    throw unavailable("your earlier events are still being worked through; send again later", LAG_RETRY_S);
  }
  if (answer.status === "paused") {
    const rejected = envelope.events.map((raw, index) => ({
      index,
      ...withId(raw),
      code: "source_paused",
      message: "the source is paused; nothing was kept",
      retryable: false,
    }));
    return { accepted: 0, duplicate: 0, rejected };
  }
  const refused = answer.refused.map(({ index, problem }) => ({
    index,
    ...withId(envelope.events[index]),
    ...PROBLEMS[problem],
    retryable: false,
  }));
  const rejected = [...verdicts, ...refused].sort((left, right) => left.index - right.index);
  return { accepted: answer.accepted, duplicate: answer.duplicate, rejected };
}

function withId(raw: unknown): { id?: string } {
  if (typeof raw !== "object" || raw === null || !("id" in raw)) return {};
  return typeof raw.id === "string" && raw.id.length <= 100 ? { id: raw.id.toWellFormed() } : {};
}
