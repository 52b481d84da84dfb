import { FloyoError } from "@floyo/shared/errors.ts";
import { parseEvent } from "@floyo/shared/events/parse-event.ts";
import { postBatch } from "./post-batch.ts";

/** Sends one refused event once more, unchanged. Throws why it was not taken. */
export async function sendAgain(
  { source_id, body }: { source_id: string; body: unknown },
  { url, token }: { url: string; token: () => Promise<string> },
): Promise<void> {
  const nowMs = Date.now();
  const verdict = parseEvent(body, { now: nowMs });
  if (!verdict.ok) throw new FloyoError("invalid_input", `It would be refused again: ${verdict.message}.`);
  const posted = await postBatch(
    { source: source_id, events: [verdict.event] },
    { url, token, fetch: (...request) => fetch(...request), nowMs, signal: new AbortController().signal },
  );
  if (posted.kind === "judged" && posted.rejected.length === 0) return;
  const paused = posted.kind === "judged" && posted.rejected[0]?.code === "source_paused";
  throw new FloyoError(
    "unavailable",
    paused
      ? "Its source is paused. Resume it first."
      : posted.kind === "judged"
        ? "It was refused again."
        : "Floyo could not take it just now. Try again in a minute.",
  );
}
