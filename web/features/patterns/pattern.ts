import {
  Absence,
  PATTERN_KINDS,
  PatternEvidence,
  PatternRhythm,
  PatternStats,
  PatternStep,
} from "@floyo/shared/mining/pattern.ts";
import { z } from "zod";

// Only what the pages show: a figure that mining adds or drops later must not close them for what it found before.
const Stats = PatternStats.pick({
  support: true,
  days: true,
  starts: true,
  expectedByChance: true,
  lift: true,
  medianDurationMs: true,
  minutesPerMonth: true,
});

/** What a rhythm missed by the last event: when it was due, how often in a row, and when it last came. */
export const Missed = Absence.pick({ expectedAt: true, missed: true, lastHitAt: true });
export type Missed = z.infer<typeof Missed>;

const Common = z.object({
  id: z.uuid(),
  fingerprint: z.string(),
  kind: z.enum(PATTERN_KINDS),
  steps: z.array(PatternStep).min(1),
  rhythm: PatternRhythm.nullable(),
  stats: Stats,
  score: z.number(),
  first_seen_at: z.string(),
  last_seen_at: z.string(),
  withdrawn_at: z.string().nullable(),
});

/** A pattern as the list shows it, without the occurrences it rests on. */
export const ListedPattern = Common.extend({
  expected_days: PatternEvidence.shape.expectedDays,
  time_zone: z.string(),
});

/** A pattern with all its evidence. */
export const PatternDetail = Common.extend({
  org_id: z.uuid(),
  evidence: PatternEvidence,
  absence: Missed.nullable(),
});

/** A routine that was due and did not come, as the feed tells it. */
export const MissedPattern = Common.pick({ id: true, fingerprint: true, kind: true, steps: true }).extend({
  rhythm: PatternRhythm,
  absence: Missed,
});
export type MissedPattern = z.infer<typeof MissedPattern>;

export type ListedPattern = z.infer<typeof ListedPattern>;
export type PatternDetail = z.infer<typeof PatternDetail>;
export type Occurrence = PatternDetail["evidence"]["occurrences"][number];

export const Mute = z.object({ fingerprint: z.string() });
export const StepDays = z.object({ step: z.number(), days: z.number() });
export const PatternId = z.object({ id: z.uuid() });

/** What was suggested because of a pattern. */
export const RelatedSuggestion = z.object({
  id: z.uuid(),
  title: z.string(),
  body: z.string(),
  status: z.enum(["open", "kept", "snoozed", "dismissed"]),
});
export type RelatedSuggestion = z.infer<typeof RelatedSuggestion>;
