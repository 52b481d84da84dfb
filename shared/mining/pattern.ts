import { z } from "zod";
import { EVENT_OPS } from "../events/event-ops.ts";
import {
  MAX_DAYS_KEPT,
  MAX_EVENT_IDS_PER_OCCURRENCE,
  MAX_OCCURRENCES_KEPT,
  MAX_STEPS,
} from "./pattern-limits.ts";

export const PATTERN_KINDS = ["sequence", "rhythm", "flow", "companions"] as const;

const Iso = z.string().max(40);
const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** One step: what is done to which files. `template` is a path with `{date}`-like variables, see `templates.ts`. */
export const PatternStep = z.object({
  op: z.enum(EVENT_OPS),
  template: z.string().max(4096),
  /** The program that does it most often, when the log says so. */
  tool: z.string().max(200).optional(),
  /** Local time of day, `HH:MM`, when the steps keep to one. */
  usualTime: z.string().max(5).optional(),
  /** Median time since the step before. */
  gapMs: z.number().optional(),
  /** Share of the occurrences that have the step; left out when all have it. */
  share: z.number().min(0).max(1).optional(),
  /** It is missing in more than 15 % of the occurrences. */
  optional: z.boolean().optional(),
});

export const PatternRhythm = z.object({
  /** RFC 5545 rule in local time of `timeZone`, e.g. `FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=56`. */
  rrule: z.string().max(200),
  timeZone: z.string().max(64),
  /** The first hit, from which intervals count: RFC 5545's DTSTART. */
  startsAt: Iso.optional(),
  toleranceMinutes: z.number(),
  /** Days of the rule on which it happened, of all days of the rule from the first hit to the log's end. */
  hits: z.number().int(),
  expected: z.number().int(),
  /** Since when the rule holds, where something else held before. */
  validFrom: LocalDate.optional(),
});

export const PatternStats = z.object({
  /** Occurrences: with all steps, or with six of ten, as `share` of a step tells. */
  support: z.number().int(),
  /** Distinct local days with an occurrence. */
  days: z.number().int(),
  /** How often its first step (for companions its rarest) was done at all, with or without the rest. */
  starts: z.number().int(),
  /** Days expected by chance under the null model, and how many times more there are. */
  expectedByChance: z.number(),
  lift: z.number(),
  /** Probability of as many by chance, corrected for everything that was tested; not below 1e-300. */
  pValue: z.number(),
  perMonth: z.number(),
  medianDurationMs: z.number(),
  minutesPerMonth: z.number(),
});

export const PatternEvidence = z.object({
  timeZone: z.string().max(64),
  /** The newest occurrences, oldest first. `hit`: on a day and at a time of the rhythm (true when there is none). */
  occurrences: z
    .array(
      z.object({
        startedAt: Iso,
        date: LocalDate,
        eventIds: z.array(z.string().max(36)).max(MAX_EVENT_IDS_PER_OCCURRENCE),
        /** The file of each step, as it was named that day. */
        paths: z.array(z.string().max(1024)).max(MAX_EVENT_IDS_PER_OCCURRENCE),
        hit: z.boolean(),
      }),
    )
    .max(MAX_OCCURRENCES_KEPT),
  /** The newest days of the rule, oldest first: "the last 11 Mondays". Empty without a rhythm. */
  expectedDays: z.array(z.object({ date: LocalDate, hit: z.boolean() })).max(MAX_DAYS_KEPT),
  /** Starts of all occurrences by hour of the local week, Monday 0:00 first. */
  weekHours: z.array(z.number().int()).length(168).optional(),
});

/** A routine that the log shows, with what it rests on. */
export const Pattern = z.object({
  fingerprint: z.string().max(64),
  kind: z.enum(PATTERN_KINDS),
  steps: z.array(PatternStep).min(1).max(MAX_STEPS),
  rhythm: PatternRhythm.optional(),
  stats: PatternStats,
  evidence: PatternEvidence,
  /** Surprise, for ranking; comparable within one run only. */
  score: z.number(),
  firstSeenAt: Iso,
  lastSeenAt: Iso,
});

export type Pattern = z.infer<typeof Pattern>;
export type PatternKind = Pattern["kind"];
export type PatternStep = z.infer<typeof PatternStep>;
export type PatternRhythm = z.infer<typeof PatternRhythm>;

/** A rhythm that was expected and did not come. Listed beside the patterns. */
export const Absence = z.object({
  fingerprint: z.string().max(64),
  kind: z.enum(PATTERN_KINDS),
  steps: z.array(PatternStep).min(1).max(MAX_STEPS),
  rhythm: PatternRhythm,
  /** When the last missed one was due; how many in a row did not come; when it last came. */
  expectedAt: Iso,
  missed: z.number().int().min(1),
  lastHitAt: Iso,
});

export type Absence = z.infer<typeof Absence>;
