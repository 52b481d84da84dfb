import {
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
export const PatternDetail = Common.extend({ evidence: PatternEvidence });

export type ListedPattern = z.infer<typeof ListedPattern>;
export type PatternDetail = z.infer<typeof PatternDetail>;
export type Occurrence = PatternDetail["evidence"]["occurrences"][number];
