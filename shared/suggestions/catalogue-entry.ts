import type { Pattern, PatternKind, PatternStep } from "../mining/pattern.ts";
import { fileName, folderName } from "./explain.ts";
import type { DraftStep, DraftTrigger, WorkflowDraft } from "./suggestion.ts";

/** One thing Floyo can offer to do. */
export interface CatalogueEntry {
  id: string;
  kinds: readonly PatternKind[];
  /** How well it fits: 0 not at all, 1 as a last resort, up to 10 for a pattern it was made for. */
  fits(pattern: Pattern): number;
  title(pattern: Pattern): string;
  /** What would happen instead of the person's own steps, one sentence. */
  offer(pattern: Pattern): string;
  draft(pattern: Pattern): WorkflowDraft;
}

export function firstStep(pattern: Pattern): PatternStep {
  const step = pattern.steps[0];
  if (!step) throw new RangeError("a pattern has at least one step");
  return step;
}

export function lastStep(pattern: Pattern): PatternStep {
  return pattern.steps.at(-1) ?? firstStep(pattern);
}

export function hasOp(pattern: Pattern, ...ops: PatternStep["op"][]): boolean {
  return pattern.steps.some((step) => ops.includes(step.op));
}

/** The first step whose file name ends in one of the extensions. */
export function stepWith(pattern: Pattern, extensions: string): PatternStep | undefined {
  const pattern_ = new RegExp(`\\.(?:${extensions})$`, "i");
  return pattern.steps.find((step) => pattern_.test(step.template));
}

/** Whether a name or folder holds one of the words, in any language given. */
export function mentions(pattern: Pattern, words: string): boolean {
  const pattern_ = new RegExp(`(?<![a-zäöü])(?:${words})`, "i");
  return pattern.steps.some((step) => pattern_.test(step.template));
}

/** Starts when the first file of the pattern appears, once it has been quiet for half a minute. */
export function onFile(pattern: Pattern): DraftTrigger {
  const { op, template } = firstStep(pattern);
  return { kind: "file", op, template, settleSeconds: 30 };
}

/** Starts at the pattern's own time, or when its first file appears where it has no rhythm. */
export function onRhythm(pattern: Pattern): DraftTrigger {
  if (!pattern.rhythm) return onFile(pattern);
  return { kind: "schedule", rrule: pattern.rhythm.rrule, timeZone: pattern.rhythm.timeZone };
}

export function step(kind: DraftStep["kind"], title: string, values: Record<string, string>): DraftStep {
  return { kind, title, with: values };
}

export function uploadStep(pattern: Pattern): DraftStep {
  const uploaded = pattern.steps.findLast(({ op }) => op === "uploaded") ?? lastStep(pattern);
  const target = folderName(uploaded.template) || "the same folder";
  return step("connector", `Upload ${fileName(uploaded.template)} to ${target}`, {
    action: "upload",
    file: uploaded.template,
    folder: folderName(uploaded.template),
  });
}

export function moveStep(pattern: Pattern): DraftStep {
  const moved = pattern.steps.findLast(({ op }) => op === "moved") ?? lastStep(pattern);
  return step(
    "store-file",
    `Put it into ${folderName(moved.template) || "place"} as ${fileName(moved.template)}`,
    {
      from: firstStep(pattern).template,
      to: moved.template,
    },
  );
}

export function notifyStep(title: string, message: string): DraftStep {
  return step("notify", title, { message });
}
