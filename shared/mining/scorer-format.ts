import type { EventOp } from "../events/event.ts";
import type { Absence, Pattern } from "./pattern.ts";
import { templateGlob } from "./templates/template.ts";

/** One entry in the words of the open scorer of planted logs: `sequence`, `flow`, `coset`, `periodic`. */
export interface ScoredPattern {
  type: "sequence" | "flow" | "coset" | "periodic";
  steps: { op: string | string[]; path: string }[];
  rrule?: string;
  tz?: string;
  dtstart?: string;
  floyo: Pattern;
}

const OP_WORD: Record<EventOp, string | string[]> = {
  created: "create",
  modified: "modify",
  moved: ["rename", "move"],
  deleted: "delete",
  opened: "open",
  downloaded: "download",
  uploaded: "upload",
  ran: "run",
};

const TYPE_WORD = { sequence: "sequence", flow: "flow", companions: "coset", rhythm: "periodic" } as const;

/** A pattern as the scorer reads it; steps with a rhythm of their own are two entries, the steps and the rhythm. */
export function toScoredPatterns(pattern: Pattern): ScoredPattern[] {
  const steps = pattern.steps.map(({ op, template }) => ({ op: OP_WORD[op], path: templateGlob(template) }));
  const schedule = pattern.rhythm && {
    rrule: pattern.rhythm.rrule,
    tz: pattern.rhythm.timeZone,
    dtstart: pattern.firstSeenAt,
  };
  const entry: ScoredPattern = { type: TYPE_WORD[pattern.kind], steps, floyo: pattern };
  if (!schedule) return [entry];
  if (pattern.kind === "rhythm") return [{ ...entry, ...schedule }];
  return [entry, { ...entry, type: "periodic", ...schedule }];
}

/** A rhythm that did not come, in the same words. */
export interface ScoredAbsence extends Omit<ScoredPattern, "floyo"> {
  expectedAt: string;
  missed: number;
  lastHitAt: string;
  floyo: Absence;
}

export function toScoredAbsence(absence: Absence): ScoredAbsence {
  const { steps, rhythm, expectedAt, missed, lastHitAt } = absence;
  return {
    type: "periodic",
    steps: steps.map(({ op, template }) => ({ op: OP_WORD[op], path: templateGlob(template) })),
    rrule: rhythm.rrule,
    tz: rhythm.timeZone,
    expectedAt,
    missed,
    lastHitAt,
    floyo: absence,
  };
}
