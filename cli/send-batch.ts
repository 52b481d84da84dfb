import { setTimeout as wait } from "node:timers/promises";
import { FloyoError } from "@floyo/shared/errors.ts";
import type { FileEvent } from "@floyo/shared/events/event.ts";
import { z } from "zod";

const IngestVerdict = z.object({
  accepted: z.number(),
  duplicate: z.number(),
  rejected: z.array(z.object({ index: z.number(), code: z.string(), message: z.string() })),
});
const ErrorAnswer = z.object({ error: z.object({ message: z.string() }) });

export type IngestVerdict = z.infer<typeof IngestVerdict>;

export interface IngestTarget {
  source: string;
  key: string;
  url: string;
}

const MAX_ATTEMPTS = 6;
const MAX_WAIT_MS = 60_000;

/** Sends one batch; waits and sends again on 429, 5xx and a lost connection, which is safe since ids never change. */
export async function sendBatch(target: IngestTarget, events: readonly FileEvent[]): Promise<IngestVerdict> {
  for (let attempt = 1; ; attempt++) {
    const answer = await post(target, events).catch((cause: unknown) => String(cause));
    if (typeof answer !== "string" && answer.ok) return IngestVerdict.parse(await answer.json());
    const canRetry = typeof answer === "string" || answer.status === 429 || answer.status >= 500;
    if (!canRetry || attempt === MAX_ATTEMPTS) throw await refusal(target, answer);
    await wait(waitMs(typeof answer === "string" ? null : answer.headers.get("retry-after"), attempt));
  }
}

function post(target: IngestTarget, events: readonly FileEvent[]): Promise<Response> {
  return fetch(target.url, {
    method: "POST",
    headers: { authorization: `Bearer ${target.key}`, "content-type": "application/json" },
    body: JSON.stringify({ source: target.source, sentAt: new Date().toISOString(), events }),
  });
}

function waitMs(retryAfter: string | null, attempt: number): number {
  const asked = Number(retryAfter) * 1000;
  if (retryAfter !== null && Number.isFinite(asked)) return Math.min(MAX_WAIT_MS, asked);
  return Math.min(MAX_WAIT_MS, 250 * 2 ** attempt);
}

async function refusal(target: IngestTarget, answer: Response | string): Promise<FloyoError> {
  const again = "What was sent before is kept; run the same command again to go on.";
  if (typeof answer === "string") {
    return new FloyoError("unavailable", `${target.url} cannot be reached (${answer}). ${again}`);
  }
  const body = ErrorAnswer.safeParse(await answer.json().catch(() => null));
  const said = body.success ? body.data.error.message : answer.statusText;
  const code =
    answer.status === 401 ? "unauthorized" : answer.status >= 500 ? "unavailable" : "invalid_input";
  return new FloyoError(code, `${target.url} answered ${answer.status}: ${said}. ${again}`);
}
