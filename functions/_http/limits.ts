import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { Refusal } from "./refusal.ts";

export interface LimitOptions {
  /** Names the limit in Redis. */
  name: string;
  perMinute: number;
  /** Without them, or while Redis is away, each isolate counts for itself. */
  redisUrl?: string;
  redisToken?: string;
  /** How long a request waits for Redis. (Default: 400 ms) */
  timeoutMs?: number;
  /** Epoch milliseconds. */
  now?: () => number;
}

/** Throws 429 with `Retry-After` once a key has used its minute up. Never fails because Redis does. */
export type Limit = (key: string) => Promise<void>;

const WINDOW_MS = 60_000;
const REDIS_TIMEOUT_MS = 400;
/** After a failure Redis is left alone this long, so that its absence costs one request in many 400 ms, not each. */
const REDIS_REST_MS = 5_000;
const MAX_KEYS = 10_000;

export function createLimit(options: LimitOptions): Limit {
  const now = options.now ?? Date.now;
  const here = createLocalLimit(options.perMinute, now);
  const shared = createSharedLimit(options);
  let sharedFrom = 0;
  return async (key) => {
    if (shared && now() >= sharedFrom) {
      try {
        const verdict = await shared.limit(await nameless(key));
        if (verdict.reason !== "timeout") {
          if (!verdict.success) throw tooMany(options.perMinute, verdict.reset - now());
          return;
        }
      } catch (error) {
        if (error instanceof Refusal) throw error;
      }
      sharedFrom = now() + REDIS_REST_MS;
    }
    const waitMs = here(key);
    if (waitMs > 0) throw tooMany(options.perMinute, waitMs);
  };
}

function createSharedLimit({
  name,
  perMinute,
  redisUrl,
  redisToken,
  timeoutMs,
}: LimitOptions): Ratelimit | null {
  if (!redisUrl || !redisToken) return null;
  return new Ratelimit({
    redis: new Redis({ url: redisUrl, token: redisToken, retry: { retries: 0 }, enableTelemetry: false }),
    limiter: Ratelimit.slidingWindow(perMinute, "60 s"),
    prefix: `floyo:limit:${name}`,
    timeout: timeoutMs ?? REDIS_TIMEOUT_MS,
    analytics: false,
  });
}

/** A key may be a person's id, and nothing outside the database names a person. */
async function nameless(key: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return Array.from(new Uint8Array(hash, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A fixed window per key; gives the milliseconds to wait, 0 when the request may pass. */
function createLocalLimit(perMinute: number, now: () => number): (key: string) => number {
  const windows = new Map<string, { endsAt: number; used: number }>();
  return (key) => {
    const at = now();
    const window = windows.get(key);
    if (window && window.endsAt > at) {
      window.used++;
      return window.used > perMinute ? window.endsAt - at : 0;
    }
    if (windows.size >= MAX_KEYS) windows.clear();
    windows.set(key, { endsAt: at + WINDOW_MS, used: 1 });
    return 0;
  };
}

/** Clients that were refused together should not come back together. */
function tooMany(perMinute: number, waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000)) + Math.floor(Math.random() * 3);
  return new Refusal({
    code: "limit_exceeded",
    message: `at most ${perMinute} requests a minute; come back in ${seconds} s`,
    headers: { "retry-after": String(seconds) },
  });
}
