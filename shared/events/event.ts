import { z } from "zod";
import { detailsProblem } from "./details.ts";
import { EVENT_OPS } from "./event-ops.ts";
import { parseInstant } from "./instant.ts";
import { pathProblem } from "./path.ts";
import { hasControlCharacter, hasLoneSurrogate, quote } from "./text.ts";
import { isTimeZone } from "./time-zone.ts";
import { isUuid, isUuidV7 } from "./uuid-v7.ts";

export const MAX_EVENTS_PER_BATCH = 1000;
export const MAX_TOOL_LENGTH = 200;

/** A text whose problem, if any, is said by `problem` in plain words. */
function text(problem: (value: string) => string | null) {
  return z
    .string({ error: (issue) => `must be text, got ${quote(issue.input)}` })
    .superRefine((value, context) => {
      const message = problem(value);
      if (message) context.addIssue({ code: "custom", message });
    });
}

function wholeNumber(max: number) {
  const message = `must be a whole number from 0 to ${max}`;
  return z.int({ error: message }).min(0, message).max(max, message);
}

const Instant = text((value) =>
  parseInstant(value) === null
    ? `${quote(value)} is not a time with its offset; write it like 2026-11-08T09:00:00+01:00`
    : null,
);

const Path = text(pathProblem);

/** One thing that happened to one file, in the form that travels and is stored. */
export const FileEvent = z
  .strictObject({
    /** Made by the client, for ever the idempotency key. */
    id: text((value) =>
      isUuidV7(value) ? null : `${quote(value)} is not a UUID version 7; the client makes it once per event`,
    ).transform((value) => value.toLowerCase()),
    /** The client's own time. */
    occurredAt: Instant,
    tz: text((value) =>
      isTimeZone(value) ? null : `${quote(value)} is not an IANA time zone like Europe/Berlin`,
    ),
    op: z.enum(EVENT_OPS, {
      error: (issue) => `must be one of ${EVENT_OPS.join(", ")}, got ${quote(issue.input)}`,
    }),
    path: Path,
    fromPath: Path.optional(),
    tool: text((value) => {
      if (value === "" || value.length > MAX_TOOL_LENGTH)
        return `must have 1 to ${MAX_TOOL_LENGTH} characters`;
      if (hasControlCharacter(value) || hasLoneSurrogate(value))
        return `${quote(value)} holds a character no name has`;
      return null;
    }).optional(),
    size: wholeNumber(Number.MAX_SAFE_INTEGER).optional(),
    durationMs: wholeNumber(2 ** 31 - 1).optional(),
    /** Found by comparing snapshots, not seen happening. */
    inferred: z.boolean({ error: "must be true or false" }).optional(),
    details: z
      .custom<Record<string, unknown>>()
      .superRefine((value, context) => {
        const message = detailsProblem(value);
        if (message) context.addIssue({ code: "custom", message });
      })
      .optional(),
  })
  .superRefine((event, context) => {
    if (event.fromPath !== undefined && event.op !== "moved") {
      context.addIssue({
        code: "custom",
        path: ["fromPath"],
        message: `belongs to op moved only, not ${event.op}`,
      });
    }
  });

export type FileEvent = z.infer<typeof FileEvent>;
export type EventOp = FileEvent["op"];

/** What `POST /functions/v1/ingest` takes. Each event is judged on its own by `parseEvent`. */
export const IngestEnvelope = z.strictObject({
  source: text((value) => (isUuid(value) ? null : `${quote(value)} is not the UUID of a source`)),
  sentAt: Instant,
  events: z
    .array(z.unknown(), { error: "must be a list of events" })
    .min(1, "holds no event; send 1 to 1000 per batch")
    .max(MAX_EVENTS_PER_BATCH, {
      error: (issue) =>
        `at most ${MAX_EVENTS_PER_BATCH} events per batch, got ${Array.isArray(issue.input) ? issue.input.length : "more"}`,
    }),
});

export type IngestEnvelope = z.infer<typeof IngestEnvelope>;
