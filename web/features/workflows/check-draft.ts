import { checkDefinition } from "@floyo/shared/workflows/check-definition.ts";
import type { Draft } from "./draft.ts";

/** Something about a draft that is wrong, or worth a second look, and where: `steps.2.with.url`. */
export interface Problem {
  place: string;
  message: string;
}

export interface CheckedDraft {
  /** While there is one, nothing is saved. */
  errors: Problem[];
  warnings: Problem[];
}

/**
 * `now` in epoch milliseconds. A draft without a step may be saved: it is published later. Where a field is empty that must
 * not be, the rest is looked at all the same, so that everything which is missing is told at once.
 */
export function checkDraft(
  draft: Draft,
  { now, workflowId }: { now: number; workflowId: string },
): CheckedDraft {
  const checked = checkDefinition(draft, { now, workflowId });
  const more =
    checked.definition === null
      ? checkDefinition(filledIn(draft, checked.issues), { now, workflowId }).issues
      : [];
  const places = new Set(checked.issues.map(({ place }) => place));
  const issues = [...checked.issues, ...more.filter(({ place }) => !places.has(place))];
  const found = issues.map(({ place, message, severity }) => ({
    place,
    message: sayPlainly(message),
    severity,
  }));
  return {
    errors: found.filter(({ severity, place }) => severity === "error" && place !== "steps"),
    warnings: found.filter(({ severity }) => severity === "warning"),
  };
}

/** The schema's words for what is missing, as a form says them. */
function sayPlainly(message: string): string {
  if (/expected string to have >=1/.test(message)) return "This is missing.";
  const plain = message.replace(/^Invalid input: expected/, "should be").replace(/, received/, ", is");
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.!?]$/.test(plain) ? "" : "."}`;
}

/** What stands for an empty field while the others are looked at, by the last part of its place. */
const STAND_INS: Record<string, string> = {
  url: "https://example.com",
  workflowId: "00000000-0000-4000-8000-000000000000",
  expression: "1",
  items: "1",
  when: "1",
};

function filledIn(draft: Draft, empty: readonly { place: string }[]): Draft {
  const filled = JSON.parse(JSON.stringify(draft)) as Draft;
  for (const { place } of empty) {
    const path = place.split(".");
    const name = path.pop() ?? "";
    let holder: unknown = filled;
    for (const part of path) holder = (holder as Record<string, unknown> | null | undefined)?.[part];
    if (typeof holder !== "object" || holder === null) continue;
    const fields = holder as Record<string, unknown>;
    if (fields[name] === "") fields[name] = STAND_INS[name] ?? "x";
  }
  return filled;
}
