import { setTimeout as wait } from "node:timers/promises";
import { FloyoError } from "@floyo/shared/errors.ts";
import { z } from "zod";

const ErrorAnswer = z.object({ error: z.object({ message: z.string() }) });

export interface IngestTarget {
  source: string;
  key: string;
  url: string;
}

const MAX_ATTEMPTS = 6;
const MAX_WAIT_MS = 60_000;

/**
 * Asks the ingest function with the key, and gives the JSON of its answer; waits and asks again on 429, 5xx and a lost
 * connection. Throws what was answered else.
 */
export async function askIngest(
  { key, url }: IngestTarget,
  { path = "", body }: { path?: string; body?: () => string },
): Promise<unknown> {
  const ask = () =>
    fetch(`${url}${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${key}`, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: body() } : {}),
    });
  for (let attempt = 1; ; attempt++) {
    const answer = await ask().catch((cause: unknown) => String(cause));
    if (typeof answer !== "string" && answer.ok) return answer.json();
    const canRetry = typeof answer === "string" || answer.status === 429 || answer.status >= 500;
    if (!canRetry || attempt === MAX_ATTEMPTS) throw await refusal(url, answer);
    await wait(waitMs(typeof answer === "string" ? null : answer.headers.get("retry-after"), attempt));
  }
}

function waitMs(retryAfter: string | null, attempt: number): number {
  const asked = Number(retryAfter) * 1000;
  if (retryAfter !== null && Number.isFinite(asked)) return Math.min(MAX_WAIT_MS, asked);
  return Math.min(MAX_WAIT_MS, 250 * 2 ** attempt);
}

async function refusal(url: string, answer: Response | string): Promise<FloyoError> {
  const again = "What was sent before is kept; run the same command again to go on.";
  if (typeof answer === "string") {
    return new FloyoError("unavailable", `${url} cannot be reached (${answer}). ${again}`);
  }
  const body = ErrorAnswer.safeParse(await answer.json().catch(() => null));
  const said = body.success ? body.data.error.message : answer.statusText;
  const code =
    answer.status === 401 ? "unauthorized" : answer.status >= 500 ? "unavailable" : "invalid_input";
  return new FloyoError(code, `${url} answered ${answer.status}: ${said}. ${again}`);
}
