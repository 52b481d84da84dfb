import type { Broker } from "../broker.ts";
import { RequestError } from "../request-error.ts";

/** A request as a route sees it. */
export interface RouteRequest {
  method: string;
  /** Path and query exactly as they came: a destination inside must not be normalised. */
  target: string;
  /** The parts of the path that the route's pattern captured, decoded. */
  parts: string[];
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body: Buffer;
  callerIp: string;
}

/** What a route answers; without `json` the body is empty. */
export interface Reply {
  status: number;
  json?: unknown;
}

/** One call of the API. `pattern` is matched against the path, or the whole target when it ends in a destination. */
export interface Route {
  methods: string[];
  pattern: RegExp;
  handle(broker: Broker, request: RouteRequest): Reply;
}

export function ok(json?: unknown): Reply {
  return { status: 200, json };
}

/** The body as JSON; a 400 that says so when it is none. */
export function parseJson(request: RouteRequest): unknown {
  try {
    return JSON.parse(request.body.toString());
  } catch {
    throw new RequestError(400, "the body is not valid JSON");
  }
}

/** A whole number from the query, between 1 and `most`; `fallback` when it is absent. */
export function countParameter(
  query: URLSearchParams,
  { fallback, most }: { fallback: number; most: number },
): number {
  const text = query.get("count");
  if (text === null) return fallback;
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw new RequestError(400, `invalid count "${text}": from 1 to ${most}`);
  return Math.min(most, Number(text));
}

/** A cursor that an earlier page gave out; infinity for the first page. */
export function cursorParameter(query: URLSearchParams): number {
  const text = query.get("cursor");
  if (!text) return Number.MAX_SAFE_INTEGER;
  if (!/^\d+$/.test(text)) throw new RequestError(400, `invalid cursor "${text}"`);
  return Number(text);
}
