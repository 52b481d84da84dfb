import { FloyoError } from "@floyo/shared/errors.ts";
import type { FileEvent } from "@floyo/shared/events/event.ts";
import { z } from "zod";
import { errorCodeOfStatus } from "../../lib/error-code.ts";
import { retryDelay } from "../../lib/retry-delay.ts";
import { IngestAnswer } from "./verdicts.ts";

const MOST_TRIES = 8;
const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504, 546]);
const ErrorAnswer = z.object({ error: z.object({ message: z.string() }) });

export interface SendOptions {
  url: string;
  fetch: typeof fetch;
  token: () => Promise<string>;
  now: () => number;
  /** Waits, and hears that the person stopped the import. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  onWaiting: (message: string | null) => void;
  signal: AbortSignal;
}

/**
 * Sends one batch until ingest has answered it. A limit, a pause of the service or a lost line is waited out with
 * back-off (or as long as `Retry-After` asks); sending a batch twice adds nothing. Any other answer throws.
 */
export async function sendBatch(
  batch: { source: string; events: readonly FileEvent[] },
  options: SendOptions,
): Promise<IngestAnswer> {
  for (let failures = 0; ; failures++) {
    const response = await tryOnce(batch, options);
    if (response?.ok) {
      options.onWaiting(null);
      return IngestAnswer.parse(await response.json());
    }
    const isRetried = response === null || RETRIED.has(response.status);
    if (!isRetried || failures + 1 >= MOST_TRIES) throw await refusal(response);
    const delay = waitFor(response, failures);
    options.onWaiting(reasonToWait(response, delay));
    await options.wait(delay, options.signal);
  }
}

async function tryOnce(
  { source, events }: { source: string; events: readonly FileEvent[] },
  { url, fetch, token, now, signal }: SendOptions,
): Promise<Response | null> {
  const authorization = `Bearer ${await token()}`;
  try {
    return await fetch(url, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ source, sentAt: new Date(now()).toISOString(), events }),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    return null; // the line was lost: fetch tells no more than that
  }
}

function waitFor(response: Response | null, failures: number): number {
  const asked = Number(response?.headers.get("retry-after"));
  return asked > 0 ? Math.min(asked, 120) * 1000 : retryDelay(failures + 1, 1);
}

function reasonToWait(response: Response | null, delay: number): string {
  const seconds = Math.ceil(delay / 1000);
  const reason =
    response === null
      ? "The connection was lost."
      : response.status === 429
        ? "You send faster than the limit allows."
        : "Floyo is busy.";
  return `${reason} Going on in ${seconds} s; nothing is lost.`;
}

async function refusal(response: Response | null): Promise<FloyoError> {
  if (response === null) {
    return new FloyoError("unavailable", "The connection is lost. What was taken so far is kept.");
  }
  const body = ErrorAnswer.safeParse(await response.json().catch(() => null));
  const message = body.success ? body.data.error.message : `Floyo answered with status ${response.status}.`;
  return new FloyoError(errorCodeOfStatus(response.status), message);
}
