import { z } from "zod";
import { FloyoError } from "../../shared/errors.ts";
import { type Endpoint, endpoint, type RequestContext, refusalResponse } from "./endpoint.ts";
import type { Delivery } from "./qstash.ts";
import { Refusal } from "./refusal.ts";

interface DeliveryEndpoint<Body> {
  name: string;
  verify: (request: Request) => Promise<Delivery>;
  body: z.ZodType<Body>;
  run(body: Body, jti: string, context: RequestContext): Promise<Response>;
}

/**
 * An endpoint for QStash: verify → parse → run. What will never work is answered so that QStash stops trying (489), what
 * may work later so that it tries again (503).
 */
export function deliveryEndpoint<Body>(options: DeliveryEndpoint<Body>): {
  fetch(request: Request): Promise<Response>;
} {
  const definition: Endpoint<Delivery, Body> = {
    name: options.name,
    authenticate: (request) => options.verify(request),
    parse: async (_request, delivery) => parseBody(options.body, delivery.body),
    run: (body, delivery, context) => options.run(body, delivery.jti, context),
    refuse: refuseDelivery,
  };
  return endpoint(definition);
}

function parseBody<Body>(schema: z.ZodType<Body>, text: string): Body {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const issues = cause instanceof z.ZodError ? cause.issues : [];
    throw new FloyoError("invalid_input", "the delivery's body is not one this function knows", {
      cause,
      issues: issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
    });
  }
}

function refuseDelivery(error: unknown): Response {
  const response = refusalResponse(error);
  const status = response.status;
  if (status === 401 || status === 405 || status === 429) return response;
  if (status === 503 && error instanceof Refusal) return response;
  if (error instanceof FloyoError && status < 500) {
    const headers = new Headers(response.headers);
    headers.set("upstash-nonretryable-error", "true");
    return new Response(response.body, { status: 489, headers });
  }
  const headers = new Headers(response.headers);
  headers.set("retry-after", "10");
  return new Response(response.body, { status: 503, headers });
}
