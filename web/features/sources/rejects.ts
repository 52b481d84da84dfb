import { parseInstant } from "@floyo/shared/events/instant.ts";
import type { EventRejectCode } from "@floyo/shared/events/parse-event.ts";
import { MAX_AHEAD_MS } from "@floyo/shared/events/parse-event.ts";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows } from "../../lib/db.ts";

const SHOWN = 50;

const Reject = z.object({
  id: z.number(),
  source_id: z.uuid(),
  event_id: z.string().nullable(),
  code: z.enum([
    "invalid_event",
    "duplicate_conflict",
    "outside_retention",
    "source_paused",
    "too_large",
    "not_captured",
  ]),
  message: z.string(),
  body: z.unknown(),
  created_at: z.string(),
});
type Reject = z.infer<typeof Reject>;

/** An event that was refused. `isTaken`: it came again later and was taken then. */
export type RefusedEvent = Reject & { isTaken: boolean };

export const rejectKeys = { all: ["rejects"] as const };

/** The newest refused events. */
export function rejectsQuery(db: DbSource) {
  return queryOptions({ queryKey: rejectKeys.all, queryFn: () => listRejects(db()) });
}

async function listRejects(db: Db): Promise<RefusedEvent[]> {
  const rejects = parseRows(
    Reject,
    await db
      .from("ingest_rejects")
      .select("id,source_id,event_id,code,message,body,created_at")
      .order("id", { ascending: false })
      .limit(SHOWN),
  );
  const retried = rejects.flatMap(({ code, event_id }) =>
    code === "outside_retention" && z.uuid().safeParse(event_id).success ? [event_id as string] : [],
  );
  if (retried.length === 0) return rejects.map((reject) => ({ ...reject, isTaken: false }));
  const taken = parseRows(
    z.object({ id: z.string() }),
    await db.from("events").select("id").in("id", retried),
  );
  const ids = new Set(taken.map(({ id }) => id));
  return rejects.map((reject) => ({
    ...reject,
    isTaken: reject.code === "outside_retention" && ids.has(reject.event_id ?? ""),
  }));
}

/** What the refused event was about, where that was kept. */
export function pathOf({ body }: Pick<Reject, "body">): string | null {
  const parsed = z.object({ path: z.string() }).safeParse(body);
  return parsed.success ? parsed.data.path : null;
}

/** Whether the very same event would be taken now: it came from the future, and its time has come. */
export function canSendAgain(
  { code, body, isTaken }: Pick<RefusedEvent, "code" | "body" | "isTaken">,
  now: number,
) {
  if (isTaken || code !== "outside_retention") return false;
  const parsed = z.object({ occurredAt: z.string() }).safeParse(body);
  const at = parsed.success ? parseInstant(parsed.data.occurredAt) : null;
  return at !== null && at <= now + MAX_AHEAD_MS && at > now - 366 * 86_400_000;
}

/** What each kind of refusal means, and what mends it. */
export const REJECT_WORDS: Record<EventRejectCode, { title: string; fix: string }> = {
  invalid_event: {
    title: "Not a whole event",
    fix: "Mend the program that sends it; sending it again as it is changes nothing.",
  },
  outside_retention: {
    title: "Too old, or in the future",
    fix: "Floyo takes a year and a day. If it came from the future, set the clock of that device and send it again.",
  },
  duplicate_conflict: {
    title: "Another event has its id",
    fix: "The first one stays. Two programs may share ids: each has to make its own.",
  },
  source_paused: { title: "The source was paused", fix: "Resume it; what came meanwhile is not kept." },
  not_captured: {
    title: "Ruled out by you",
    fix: "Your privacy rules leave it out; nothing of it is kept.",
  },
  too_large: { title: "Too much in one event", fix: "Let the program send shorter details." },
};
