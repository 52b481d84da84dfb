import type { FileEvent } from "../../shared/events/event.ts";
import { uuidV7 } from "../../shared/events/uuid-v7.ts";

/** A valid event a while ago, with a random id of its time. */
export function anEventNow(fields: Partial<FileEvent> & { minutesAgo?: number } = {}): FileEvent {
  const { minutesAgo = 1, ...given } = fields;
  const timeMs = Date.now() - minutesAgo * 60_000;
  return {
    id: uuidV7({ timeMs, bytes: crypto.getRandomValues(new Uint8Array(10)) }),
    occurredAt: new Date(timeMs).toISOString(),
    tz: "Europe/Berlin",
    op: "modified",
    path: "Reports/orders.csv",
    ...given,
  };
}

/** `count` events on as many files, a minute apart, the newest `fromMinutesAgo`. */
export function someEvents(count: number, fromMinutesAgo = 1): FileEvent[] {
  return Array.from({ length: count }, (_, index) =>
    anEventNow({ minutesAgo: fromMinutesAgo + index, path: `Reports/2026/orders-${index}.csv` }),
  );
}

export interface Sent {
  status: number;
  headers: Headers;
  body: {
    accepted: number;
    duplicate: number;
    rejected: { index: number; id?: string; code: string; message: string; retryable: boolean }[];
    error: { code: string; message: string; issues?: { path: string; message: string }[] };
  };
}

/** Sends an ingest request to the function itself. `body` goes as it is; anything but text and bytes as JSON. */
export async function send(
  ingest: { fetch(request: Request): Promise<Response> },
  { bearer, body, headers = {} }: { bearer: string | null; body: unknown; headers?: Record<string, string> },
): Promise<Sent> {
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const response = await ingest.fetch(
    new Request("http://127.0.0.1/functions/v1/ingest", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      body: isRaw ? (body as BodyInit) : JSON.stringify(body),
    }),
  );
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Sent["body"],
  };
}

/** The envelope of a batch, sent now. */
export function envelope(source: string, events: unknown[], sentAt = new Date()): unknown {
  return { source, sentAt: sentAt.toISOString(), events };
}
