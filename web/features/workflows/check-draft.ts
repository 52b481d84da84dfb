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

/** `now` in epoch milliseconds. A draft without a step may be saved: it is published later. */
export function checkDraft(
  draft: Draft,
  { now, workflowId }: { now: number; workflowId: string },
): CheckedDraft {
  const { issues } = checkDefinition(draft, { now, workflowId });
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
