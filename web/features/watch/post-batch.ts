import { FloyoError } from "@floyo/shared/errors.ts";
import type { FileEvent } from "@floyo/shared/events/event.ts";
import type { RejectedEvent } from "@floyo/shared/events/watch/judge-sent.ts";
import { z } from "zod";

const MOST_WAIT_S = 3_600;
const REFUSED_FOR_NOW = new Set([408, 413, 425, 429]);

const Answer = z.object({
  accepted: z.int(),
  duplicate: z.int(),
  rejected: z
    .array(
      z.object({
        index: z.int(),
        code: z.enum([
          "invalid_event",
          "duplicate_conflict",
          "outside_retention",
          "source_paused",
          "too_large",
          "not_captured",
          "not_captured",
        ]),
        retryable: z.boolean(),
      }),
    )
    .max(1000),
});
const ErrorAnswer = z.object({ error: z.object({ message: z.string() }) });

/** How one try to send a batch ended. */
export type Posted =
  | { kind: "judged"; accepted: number; rejected: RejectedEvent[] }
  /** Try the same again later. `retryAfterMs`: as long as the service asked for. */
  | { kind: "later"; reason: "offline" | "busy" | "too large"; retryAfterMs: number | null }
  | { kind: "signed out" }
  | { kind: "no source" }
  /** Something that sending again does not change by itself. */
  | { kind: "refused"; message: string };

interface PostOptions {
  url: string;
  token: () => Promise<string>;
  fetch: typeof fetch;
  nowMs: number;
  signal: AbortSignal;
}

/** Sends a batch once. Only a stop by `signal` throws. */
export async function postBatch(
  { source, events }: { source: string; events: readonly FileEvent[] },
  { url, token, fetch, nowMs, signal }: PostOptions,
): Promise<Posted> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${await token()}`, "content-type": "application/json" },
      body: JSON.stringify({ source, sentAt: new Date(nowMs).toISOString(), events }),
      signal,
    });
    if (response.ok) return judged(await response.json());
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof FloyoError && error.code === "unauthorized") return { kind: "signed out" };
    return { kind: "later", reason: "offline", retryAfterMs: null };
  }
  return refused(response);
}

function judged(body: unknown): Posted {
  const answer = Answer.safeParse(body);
  if (answer.success)
    return { kind: "judged", accepted: answer.data.accepted, rejected: answer.data.rejected };
  return { kind: "refused", message: "Floyo answered in a way that this page does not know. Load it again." };
}

async function refused(response: Response): Promise<Posted> {
  const { status } = response;
  if (status === 401) return { kind: "signed out" };
  if (status === 404) return { kind: "no source" };
  if (status >= 500 || REFUSED_FOR_NOW.has(status)) {
    const asked = Number(response.headers.get("retry-after"));
    return {
      kind: "later",
      reason: status === 413 ? "too large" : "busy",
      retryAfterMs: asked > 0 ? Math.min(asked, MOST_WAIT_S) * 1000 : null,
    };
  }
  const body = ErrorAnswer.safeParse(await response.json().catch(() => null));
  return {
    kind: "refused",
    message: body.success ? body.data.error.message : `Floyo answered with status ${status}.`,
  };
}
