import type { DryStep } from "@floyo/shared/workflows/dry-run/dry-run.ts";
import type { Draft, DraftStep } from "../workflows/draft.ts";

export interface Preview {
  label: string;
  text: string;
  isWarm: boolean;
}

/** What these kinds compute is their result; of the others one wants to see what they would send. */
const COMPUTED = new Set(["set", "transform"]);
const ASKED = new Set(["transform", "branch", "for-each"]);
const SHOWN_CHARACTERS = 300;

/** Whether anything in a draft has to be computed, so that an example of it tells something. */
export function hasExpressions({ steps }: Pick<Draft, "steps">): boolean {
  return steps.some(
    (step) => ASKED.has(step.kind) || untilOf(step) !== null || JSON.stringify(step.with).includes("{{"),
  );
}

/** What the expressions of a step came to in a trial; null where it has none. Times are said in `timeZone`. */
export function previewOf(step: DraftStep, tried: DryStep, timeZone: string): Preview | null {
  const found = step.kind === "for-each" ? entriesOf(tried) : null;
  if (tried.error) {
    const text = [tried.error.message, ...(found ? [found] : [])].join("\n");
    return { label: "With an example it would fail", text: cut(text), isWarm: true };
  }
  const text = found ?? textOf(step, tried, timeZone);
  return text === null ? null : { label: "With an example", text: cut(text), isWarm: false };
}

function textOf(step: DraftStep, tried: DryStep, timeZone: string): string | null {
  if (COMPUTED.has(step.kind)) return written(tried.output);
  if (step.kind === "branch") return waysOf(step, tried);
  if (step.kind === "delay") {
    const { at } = (tried.output ?? {}) as { at?: string };
    return untilOf(step) !== null && at !== undefined ? timeWords(at, timeZone) : null;
  }
  const filled = Object.entries((tried.input ?? {}) as Record<string, unknown>).filter(([name]) =>
    JSON.stringify(step.with[name] ?? "").includes("{{"),
  );
  return filled.length === 0 ? null : written(Object.fromEntries(filled));
}

/** `paid: false`, a line for each condition; those after the first that holds are not asked. */
function waysOf(step: DraftStep, { output }: DryStep): string {
  const { way } = output as { way: number | null };
  const cases = step.with.cases as { name?: string; when: string }[];
  const asked = way === null ? cases : cases.slice(0, way + 1);
  const lines = asked.map(({ name, when }, index) => `${name?.trim() || when.trim()}: ${index === way}`);
  const rest = cases.length - asked.length;
  return [...lines, ...(rest > 0 ? [`${rest} more: not asked`] : [])].join("\n");
}

/** `3 entries, the first: {"price": 4}`. */
function entriesOf({ input }: DryStep): string | null {
  const { items } = (input ?? {}) as { items?: unknown[] };
  if (!items) return null;
  if (items.length === 0) return "no entry";
  return `${items.length === 1 ? "1 entry" : `${items.length} entries`}, the first: ${written(items[0])}`;
}

function untilOf({ kind, with: { until } }: DraftStep): string | null {
  return kind === "delay" && typeof until === "string" && until.trim() !== "" ? until : null;
}

function timeWords(at: string, timeZone: string): string {
  const words = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" });
  return `${words.format(Date.parse(at))} (${timeZone})`;
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)} …` : text;
}
