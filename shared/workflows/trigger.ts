import { z } from "zod";
import { EVENT_OPS } from "../events/event-ops.ts";
import { PATTERN_KINDS } from "../mining/pattern.ts";

const FieldName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, "use letters, digits and _, beginning with a small letter");

/** One question of the form that starts a run by hand. */
export const InputField = z.object({
  name: FieldName,
  label: z.string().min(1).max(120),
  type: z.enum(["text", "long-text", "number", "yes-no", "date", "choice"]),
  required: z.boolean().default(false),
  /** For `choice` alone. */
  options: z.array(z.string().min(1).max(200)).max(100).default([]),
  help: z.string().max(500).default(""),
});

/** Somebody presses "Run". */
export const ManualTrigger = z.object({
  kind: z.literal("manual"),
  fields: z.array(InputField).max(30).default([]),
});

/** The clock of a zone, by a cron line or a recurrence rule (RFC 5545), one of both. */
export const ScheduleTrigger = z.object({
  kind: z.literal("schedule"),
  cron: z.string().max(100).nullable().default(null),
  rrule: z.string().max(300).nullable().default(null),
  timeZone: z.string().min(1).max(64),
  /** Times that passed while nothing could run: forgotten, made good once, or each made good (at most 100). */
  missed: z.enum(["skip", "once", "all"]).default("once"),
});

/** A signed POST (Standard Webhooks) to the workflow's own address. */
export const WebhookTrigger = z.object({
  kind: z.literal("webhook"),
  /** The sender gets 202 at once, or the run's output if it ends within 30 s. */
  answer: z.enum(["at-once", "when-done"]).default("at-once"),
});

/** A watcher sees a file, in a source of somebody who allowed this workflow to hear of it. */
export const FileTrigger = z.object({
  kind: z.literal("file"),
  /** A path template of the patterns (`Invoices/invoice-{n}.pdf`) or a glob (`Invoices/*.pdf`). */
  match: z.enum(["template", "glob"]),
  pattern: z.string().min(1).max(1024),
  ops: z.array(z.enum(EVENT_OPS)).min(1).max(EVENT_OPS.length),
  /** null: every source of the person in the workflow's organisation. */
  sourceId: z.uuid().nullable().default(null),
  /** Quiet for so long before a run starts … */
  settleSeconds: z.number().int().min(0).max(3600).default(30),
  /** … but never later than this after the first event. */
  maxWaitSeconds: z.number().int().min(0).max(86_400).default(300),
  /** So many files at once are held until somebody confirms. */
  holdAt: z.number().int().min(2).max(1000).default(100),
});

/** A new pattern is found in one's events. */
export const PatternTrigger = z.object({
  kind: z.literal("pattern"),
  patternKinds: z.array(z.enum(PATTERN_KINDS)).max(PATTERN_KINDS.length).default([]),
});

/** A habit is missed: its time passed and nothing came. */
export const AbsenceTrigger = z.object({
  kind: z.literal("absence"),
  /** null: any habit. */
  patternFingerprint: z.string().max(64).nullable().default(null),
});

/** A run of another workflow fails. */
export const FailureTrigger = z.object({
  kind: z.literal("failure"),
  /** null: any other workflow of the organisation. */
  workflowId: z.uuid().nullable().default(null),
});

export const Trigger = z.discriminatedUnion("kind", [
  ManualTrigger,
  ScheduleTrigger,
  WebhookTrigger,
  FileTrigger,
  PatternTrigger,
  AbsenceTrigger,
  FailureTrigger,
]);

export type Trigger = z.infer<typeof Trigger>;
export type TriggerKind = Trigger["kind"];
export type FileTrigger = z.infer<typeof FileTrigger>;
export type InputField = z.infer<typeof InputField>;

/** What a trigger is called and says of itself, in the order a menu shows. */
export const TRIGGERS: readonly {
  kind: TriggerKind;
  label: string;
  description: string;
}[] = [
  {
    kind: "manual",
    label: "By hand",
    description: "Somebody presses Run and fills in a form.",
  },
  {
    kind: "schedule",
    label: "On a schedule",
    description: "At set times, by the clock of a place.",
  },
  {
    kind: "file",
    label: "When a file changes",
    description: "A watched folder sees a file that fits.",
  },
  {
    kind: "webhook",
    label: "From another program",
    description: "A signed request to an address of its own.",
  },
  {
    kind: "absence",
    label: "When a habit is missed",
    description: "Something that always happens did not.",
  },
  {
    kind: "pattern",
    label: "When a pattern is found",
    description: "Floyo finds a new habit.",
  },
  {
    kind: "failure",
    label: "When another workflow fails",
    description: "A run of it ends with an error.",
  },
];
