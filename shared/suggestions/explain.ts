import type { Pattern, PatternStep } from "../mining/pattern.ts";
import { describeRule } from "./describe-rule.ts";

const OP_WORDS: Record<PatternStep["op"], string> = {
  created: "created",
  modified: "changed",
  moved: "moved",
  deleted: "deleted",
  opened: "opened",
  downloaded: "downloaded",
  uploaded: "uploaded",
  ran: "run",
};

/** What was done, as people say it: a modified file was changed. */
export function opWord(op: PatternStep["op"]): string {
  return OP_WORDS[op];
}

/** What a rule counts, as a title goes on after "Last 11": "Mondays", "Tuesdays, every second week". */
export function countedWords(rrule: string): string {
  const { noun, detail } = describeRule(rrule);
  return detail === "" ? noun : `${noun}, ${detail}`;
}

/** What a sentence is made of: a pattern, or as much of one as a list reads. */
export interface Explainable extends Pick<Pattern, "kind" | "steps" | "firstSeenAt"> {
  rhythm?: Pattern["rhythm"] | undefined;
  stats: Pick<Pattern["stats"], "days" | "medianDurationMs">;
  evidence: Pick<Pattern["evidence"], "expectedDays">;
}

/** The whole pattern in one sentence with its numbers and the person's files. */
export function explainPattern(pattern: Explainable): string {
  return `${when(pattern)}, ${what(pattern)}.`;
}

function when(pattern: Explainable): string {
  const { rhythm, evidence, stats } = pattern;
  if (!rhythm) return `On ${stats.days} days since ${dateWords(pattern.firstSeenAt)}`;
  const hits = evidence.expectedDays.filter(({ hit }) => hit).length;
  const { preposition, noun, detail, time } = describeRule(rhythm.rrule);
  const about = rhythm.toleranceMinutes > 20 ? "around" : "about";
  const count = `${hits} of the last ${evidence.expectedDays.length} ${noun}`;
  return [
    preposition === "" ? count : `${preposition} ${count}`,
    ...(detail === "" ? [] : [detail]),
    ...(time === null ? [] : [`${about} ${time}`]),
  ].join(", ");
}

function what(pattern: Explainable): string {
  if (pattern.kind === "companions") {
    const files = pattern.steps.map((step) => fileName(step.template));
    const ops = [...new Set(pattern.steps.map((step) => opWord(step.op)))];
    return `${joinWords(files)} were ${joinWords(ops, "or")} usually within ${spanWords(pattern.stats.medianDurationMs)} of each other`;
  }
  return pattern.steps
    .map((step, index) => {
      const place = step.op === "moved" ? ` to ${folderName(step.template) || "the top folder"}` : "";
      const name = step.op === "moved" ? fileName(step.template) : nameFor(pattern, step);
      const act = `${name} was ${opWord(step.op)}${place}`;
      return index === 0 ? act : `then ${act}${gapWords(step.gapMs)}`;
    })
    .join(", ");
}

/** The name alone, or with its folder when another step has a file of the same name. */
function nameFor(pattern: Explainable, step: PatternStep): string {
  const name = fileName(step.template);
  const isShared = pattern.steps.some(
    (other) => other.template !== step.template && fileName(other.template) === name,
  );
  return isShared ? step.template.split("/").slice(-2).join("/") : name;
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

function dateWords(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

function gapWords(gapMs: number | undefined): string {
  return gapMs === undefined ? "" : ` ${spanWords(gapMs)} later`;
}

export function spanWords(spanMs: number): string {
  const minutes = Math.round(spanMs / 60_000);
  if (minutes < 1) return "a minute";
  if (minutes < 90) return `${minutes} minute${minutes === 1 ? "" : "s"}`;
  return `${Math.round(minutes / 60)} hours`;
}

export function fileName(template: string): string {
  return template.slice(template.lastIndexOf("/") + 1);
}

export function folderName(template: string): string {
  return template.includes("/") ? template.slice(0, template.lastIndexOf("/")) : "";
}

export function joinWords(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
