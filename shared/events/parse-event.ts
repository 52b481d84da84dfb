import type { z } from "zod";
import { FloyoError } from "../errors.ts";
import { FileEvent, IngestEnvelope } from "./event.ts";
import { parseInstant } from "./instant.ts";
import { quote } from "./text.ts";
import { timeOfUuidV7 } from "./uuid-v7.ts";

/** How long an event may be found again by its id: the age at which its partition may be dropped. */
export const RETENTION_DAYS = 366;
export const MAX_AHEAD_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

export type EventRejectCode =
  | "invalid_event"
  | "duplicate_conflict"
  | "outside_retention"
  | "source_paused"
  | "too_large"
  | "not_captured";

export type EventVerdict =
  | { ok: true; event: FileEvent }
  | { ok: false; code: EventRejectCode; message: string; id: string | null };

/** Judges one raw event. `now` is the server's clock in epoch milliseconds. */
export function parseEvent(raw: unknown, { now }: { now: number }): EventVerdict {
  const parsed = FileEvent.safeParse(raw);
  if (!parsed.success) {
    return { ok: false, code: "invalid_event", message: messageOf(parsed.error, raw), id: idOf(raw) };
  }
  const event = parsed.data;
  const problem =
    retentionProblem("id", timeOfUuidV7(event.id), now) ??
    retentionProblem("occurredAt", parseInstant(event.occurredAt) ?? Number.NaN, now);
  if (problem) return { ok: false, code: "outside_retention", message: problem, id: event.id };
  return { ok: true, event };
}

/** The envelope, or a FloyoError `invalid_input` that names each field that is wrong. */
export function parseEnvelope(raw: unknown): IngestEnvelope {
  const parsed = IngestEnvelope.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new FloyoError("invalid_input", messageOf(parsed.error, raw), {
    issues: parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: wordsOf(issue) })),
  });
}

function retentionProblem(field: string, atMs: number, now: number): string | null {
  const day = () => new Date(atMs).toISOString().slice(0, 16).replace("T", " ");
  if (atMs < now - RETENTION_DAYS * DAY_MS) {
    return `${field} says ${day()} UTC; events older than ${RETENTION_DAYS} days are not kept`;
  }
  if (atMs > now + MAX_AHEAD_MS) {
    return `${field} says ${day()} UTC, more than 5 minutes ahead of us; set the device's clock`;
  }
  return null;
}

function messageOf(error: z.ZodError, raw: unknown): string {
  const issue = error.issues[0];
  if (!issue) return "is not an event";
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return `must be an object, got ${quote(raw)}`;
  const field = issue.path.join(".");
  return field === "" ? wordsOf(issue) : `${field} ${wordsOf(issue)}`;
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== "unrecognized_keys") return issue.message;
  const names = issue.keys.slice(0, 5).map(quote).join(", ");
  return `unknown field${issue.keys.length > 1 ? "s" : ""} ${names}; put what is your own into details`;
}

function idOf(raw: unknown): string | null {
  if (typeof raw !== "object" || raw === null || !("id" in raw)) return null;
  return typeof raw.id === "string" && raw.id.length <= 100 ? raw.id : null;
}
