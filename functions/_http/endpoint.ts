import { errorBodyOf, statusOf } from "../../shared/errors.ts";
import { type Log, openLog, requestIdOf } from "./log.ts";
import { Refusal } from "./refusal.ts";

/** The one version of the API so far; a client may name it, every response does. */
export const API_VERSION = "2026-11-22";

export interface RequestContext {
  requestId: string;
  log: Log;
  /** Epoch milliseconds at which the request arrived. */
  receivedAt: number;
}

export interface Endpoint<Caller, Input> {
  name: string;
  /** (Default: POST) */
  method?: "GET" | "POST";
  /** The origin that may call from a browser. Without it the endpoint answers no preflight. */
  allowedOrigin?: string;
  /** Who calls; throws `unauthorized`. */
  authenticate(request: Request, context: RequestContext): Promise<Caller>;
  /** Throws 429 before anything of the body is read. */
  limit?(caller: Caller, context: RequestContext): Promise<void>;
  /** Reads and checks the body; throws `invalid_input`, 413, 415. */
  parse(request: Request, caller: Caller, context: RequestContext): Promise<Input>;
  run(input: Input, caller: Caller, context: RequestContext): Promise<Response>;
  /** How an error is answered; callers other than people and devices may want another way. */
  refuse?(error: unknown): Response;
}

/** An endpoint of one method: authenticate → limit → parse → run, in this order, and one place that answers errors. */
export function endpoint<Caller, Input>(
  options: Endpoint<Caller, Input>,
): {
  fetch(request: Request): Promise<Response>;
} {
  const refuse = options.refuse ?? refusalResponse;
  return {
    async fetch(request) {
      const startedAt = performance.now();
      const requestId = requestIdOf(request);
      const context = {
        requestId,
        log: openLog({ fn: options.name, requestId }),
        receivedAt: Date.now(),
      };
      const response = await answer(options, request, context).catch((error: unknown) => {
        if (isOurs(error)) context.log.error({}, error);
        return refuse(error);
      });
      if (request.body && !request.bodyUsed) await request.body.cancel().catch(() => {});
      for (const [name, value] of Object.entries(commonHeaders(options, requestId))) {
        response.headers.set(name, value);
      }
      const ms = Math.round(performance.now() - startedAt);
      context.log.info({ method: request.method, status: response.status, ms });
      return response;
    },
  };
}

/** The JSON body of a success. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
  });
}

/** `{ error: { code, message, issues? } }` with the status and headers that belong to it. */
export function refusalResponse(error: unknown): Response {
  const response = json(errorBodyOf(error), error instanceof Refusal ? error.status : statusOf(error));
  for (const [name, value] of Object.entries(error instanceof Refusal ? error.headers : {})) {
    response.headers.set(name, value);
  }
  return response;
}

async function answer<Caller, Input>(
  options: Endpoint<Caller, Input>,
  request: Request,
  context: RequestContext,
): Promise<Response> {
  if (request.method === "OPTIONS" && options.allowedOrigin) return new Response(null, { status: 204 });
  const method = options.method ?? "POST";
  if (request.method !== method) {
    throw new Refusal({
      code: "invalid_input",
      status: 405,
      message: `${options.name} takes ${method}, got ${request.method}`,
      headers: { allow: options.allowedOrigin ? `${method}, OPTIONS` : method },
    });
  }
  refuseUnknownVersion(request);
  const caller = await options.authenticate(request, context);
  await options.limit?.(caller, context);
  const input = await options.parse(request, caller, context);
  return options.run(input, caller, context);
}

/** Whether an error has more to tell than its answer says. */
function isOurs(error: unknown): boolean {
  return statusOf(error) >= 500 && !(error instanceof Refusal && error.cause === undefined);
}

function refuseUnknownVersion(request: Request): void {
  const version = request.headers.get("floyo-version");
  if (version === null || version === API_VERSION) return;
  throw new Refusal({
    code: "invalid_input",
    message: `Floyo-Version must be ${API_VERSION}; leave the header out for the newest`,
  });
}

function commonHeaders(
  options: { allowedOrigin?: string; method?: string },
  requestId: string,
): Record<string, string> {
  const headers: Record<string, string> = {
    "floyo-version": API_VERSION,
    "x-request-id": requestId,
    "cache-control": "no-store",
  };
  if (!options.allowedOrigin) return headers;
  return {
    ...headers,
    vary: "Origin",
    "access-control-allow-origin": options.allowedOrigin,
    "access-control-allow-methods": options.method ?? "POST",
    "access-control-allow-headers":
      "authorization, apikey, content-type, content-encoding, floyo-version, x-request-id, x-client-info",
    "access-control-expose-headers": "floyo-version, retry-after, x-request-id",
    "access-control-max-age": "600",
  };
}
