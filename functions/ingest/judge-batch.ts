import { FloyoError } from "../../shared/errors.ts";
import { correctSkew, MAX_TOLERATED_SKEW_MS } from "../../shared/events/correct-skew.ts";
import type { IngestEnvelope } from "../../shared/events/event.ts";
import { parseInstant } from "../../shared/events/instant.ts";
import {
  type EventRejectCode,
  MAX_AHEAD_MS,
  parseEvent,
  RETENTION_DAYS,
} from "../../shared/events/parse-event.ts";
import type { JudgedEvent, RefusedEvent } from "../_db/ingest-events.ts";
import { isTokenisedPath } from "./tokenised-path.ts";

/** Refused events larger than this are remembered by their hash only. */
const MAX_KEPT_CHARACTERS = 20_000;
const DAY_MS = 86_400_000;

export interface Verdict {
  index: number;
  id?: string;
  code: EventRejectCode;
  message: string;
  /** Whether the same event may be taken later. */
  retryable: boolean;
}

/**
 * Judges every event of an envelope by itself: the good ones with their time corrected, the bad ones with a verdict and
 * what is kept of them. Throws `invalid_input` when `sentAt` is so far off that no clock can be corrected by it.
 */
export function judgeBatch(
  envelope: IngestEnvelope,
  { receivedAt }: { receivedAt: number },
): { events: JudgedEvent[]; rejects: RefusedEvent[]; verdicts: Verdict[] } {
  const sentAt = parseInstant(envelope.sentAt) ?? Number.NaN;
  if (!(Math.abs(receivedAt - sentAt) <= RETENTION_DAYS * DAY_MS)) {
    throw new FloyoError("invalid_input", "sentAt is more than a year off; set the device's clock", {
      issues: [{ path: "sentAt", message: `must be near ${new Date(receivedAt).toISOString()}` }],
    });
  }
  const events: JudgedEvent[] = [];
  const rejects: RefusedEvent[] = [];
  const verdicts: Verdict[] = [];
  envelope.events.forEach((raw, index) => {
    const parsed = parseEvent(raw, { now: receivedAt });
    if (!parsed.ok) {
      const id = parsed.id === null ? null : storable(parsed.id);
      const message = storable(parsed.message).slice(0, 1000);
      const json = JSON.stringify(raw);
      rejects.push({ i: index, id, code: parsed.code, message, raw: json, keep: canKeep(json) });
      const retryable = parsed.code === "outside_retention" && isEarly(raw, receivedAt);
      verdicts.push({ index, ...(id === null ? {} : { id }), code: parsed.code, message, retryable });
      return;
    }
    const event = parsed.event;
    events.push({
      i: index,
      ...timesOf(event.occurredAt, { sentAt, receivedAt }),
      plain: ![event.path, event.fromPath ?? event.path].every(isTokenisedPath),
      e: event,
    });
  });
  return { events, rejects, verdicts };
}

/** `was` is the client's own time where it had to be corrected. */
function timesOf(said: string, { sentAt, receivedAt }: { sentAt: number; receivedAt: number }) {
  if (Math.abs(receivedAt - sentAt) <= MAX_TOLERATED_SKEW_MS) return { at: said, was: null };
  const corrected = correctSkew({ sentAt, receivedAt, occurredAt: parseInstant(said) ?? receivedAt });
  return { at: new Date(corrected.occurredAt).toISOString(), was: said };
}

/** Ahead of our clock by less than a day: the same event is good once its time has come. */
function isEarly(raw: unknown, receivedAt: number): boolean {
  if (typeof raw !== "object" || raw === null || !("occurredAt" in raw)) return false;
  const at = typeof raw.occurredAt === "string" ? (parseInstant(raw.occurredAt) ?? 0) : 0;
  return at > receivedAt + MAX_AHEAD_MS && at < receivedAt + DAY_MS;
}

/** jsonb holds neither NUL nor half of a UTF-16 pair; JSON writes both as escapes. */
function canKeep(json: string): boolean {
  return json.length <= MAX_KEPT_CHARACTERS && !/\\u(?:0000|d[89a-f][0-9a-f]{2})/i.test(json);
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}
