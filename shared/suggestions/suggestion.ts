import { z } from "zod";
import { EVENT_OPS } from "../events/event-ops.ts";
import { PATTERN_KINDS } from "../mining/pattern.ts";

const Template = z.string().max(4096);
const Text = z.string().max(2000);

/** What starts the workflow: a file that appears, or the clock of a zone. */
export const DraftTrigger = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("file"),
    op: z.enum(EVENT_OPS),
    template: Template,
    settleSeconds: z.number().int(),
  }),
  z.object({ kind: z.literal("schedule"), rrule: z.string().max(200), timeZone: z.string().max(64) }),
]);

/** One thing the workflow does, bound to the person's own folders and names. `with` depends on the kind. */
export const DraftStep = z.object({
  kind: z.enum(["transform", "connector", "notify", "store-file", "wait-for-file", "open", "approval"]),
  title: Text,
  with: z.record(z.string(), z.string()),
});

/** A workflow that could be made of a suggestion; data only. */
export const WorkflowDraft = z.object({
  name: Text,
  trigger: DraftTrigger,
  steps: z.array(DraftStep).min(1).max(12),
});

/** What the draft would have done over the evidence. `fired` = matched + extra. */
export const Backtest = z.object({
  fired: z.number().int(),
  /** Times it would have fired for what the person then did by hand. */
  matched: z.number().int(),
  /** Times it would have fired and the person did nothing. */
  extra: z.number().int(),
  /** Times the person did it and the draft would have slept. */
  missed: z.number().int(),
  from: z.string().max(40),
  to: z.string().max(40),
});

export const Explanation = z.object({
  /** When and what, in one sentence: "On 9 of the last 11 Mondays, about 08:56, …". */
  sentence: Text,
  kind: z.enum(PATTERN_KINDS),
  /** "Last 11 Mondays"; null without a rhythm. */
  daysTitle: Text.nullable(),
  days: z.array(z.object({ date: z.string().max(10), hit: z.boolean() })).max(60),
  /** Facts behind it, each a short sentence. */
  reasons: z.array(Text).max(8),
  steps: z
    .array(
      z.object({
        op: z.enum(EVENT_OPS),
        template: Template,
        usualTime: z.string().max(5).optional(),
        gapMs: z.number().optional(),
      }),
    )
    .max(12),
  /** Patterns of the same kind in the same folder, told by this one. */
  similar: z.array(z.object({ patternFingerprint: z.string().max(64), sentence: Text })).max(20),
});

/** A pattern that could run by itself, in the person's words. */
export const Suggestion = z.object({
  /** Unique per person; the pattern's own, so that what was dismissed stays so while the pattern grows. */
  fingerprint: z.string().max(64),
  patternFingerprint: z.string().max(64),
  catalogueId: z.string().max(64),
  title: Text,
  body: Text,
  explanation: Explanation,
  draft: WorkflowDraft,
  backtest: Backtest,
  minutesPerMonth: z.number(),
});

export type Suggestion = z.infer<typeof Suggestion>;
export type WorkflowDraft = z.infer<typeof WorkflowDraft>;
export type DraftStep = z.infer<typeof DraftStep>;
export type DraftTrigger = z.infer<typeof DraftTrigger>;
export type Backtest = z.infer<typeof Backtest>;
export type Explanation = z.infer<typeof Explanation>;
