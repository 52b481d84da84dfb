import type { z } from "zod";
import { checkConnectors } from "./check-connectors.ts";
import { checkExpressions } from "./check-expressions.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkWays } from "./check-ways.ts";
import { type StepOf, WorkflowDefinition } from "./definition.ts";
import type { DefinitionIssue } from "./issue.ts";
import { MAX_DEFINITION_BYTES } from "./parts.ts";
import { nextDue } from "./schedule.ts";

const MAX_ISSUES = 100;

export interface CheckedDefinition {
  /** null when it has not even the form of one. */
  definition: WorkflowDefinition | null;
  /** Errors first; a definition with an error is not published. */
  issues: DefinitionIssue[];
}

/**
 * What is wrong with a definition, each with its place: form, ways that lead back or nowhere, expressions, times that
 * never come; and warnings. `now` (epoch ms) is where the search for due times begins, `workflowId` the workflow itself.
 */
export function checkDefinition(
  raw: unknown,
  { now, workflowId }: { now: number; workflowId?: string },
): CheckedDefinition {
  const size = typeof raw === "object" ? (JSON.stringify(raw)?.length ?? 0) : 0;
  if (size > MAX_DEFINITION_BYTES) {
    const message = `a definition has at most 256 KiB, this one has ${Math.ceil(size / 1024)}`;
    return { definition: null, issues: [error("", "too_large", message)] };
  }
  const parsed = WorkflowDefinition.safeParse(raw);
  if (!parsed.success) {
    return { definition: null, issues: parsed.error.issues.slice(0, MAX_ISSUES).map(ofSchema) };
  }
  const definition = parsed.data;
  const issues = [
    ...(definition.steps.length === 0
      ? [error("steps", "no_steps", "add a step: without one nothing happens")]
      : []),
    ...checkWays(definition),
    ...checkTrigger(definition, { now, workflowId }),
    ...checkSettings(definition, workflowId),
    ...checkConnectors(definition),
    ...checkExpressions(definition),
    ...checkSecrets(definition),
  ];
  const order = issues.sort(
    (left, right) => Number(left.severity === "warning") - Number(right.severity === "warning"),
  );
  return { definition, issues: order.slice(0, MAX_ISSUES) };
}

function error(place: string, code: string, message: string): DefinitionIssue {
  return { place, code, message, severity: "error" };
}

function ofSchema(issue: z.core.$ZodIssue): DefinitionIssue {
  const place = issue.path.join(".");
  if (issue.code === "invalid_union" && place.endsWith("kind")) {
    const what = place.startsWith("trigger") ? "trigger" : "step";
    return error(place, "unknown_kind", `there is no ${what} of this kind`);
  }
  return error(place, "invalid", issue.message);
}

function checkTrigger(
  { trigger }: WorkflowDefinition,
  { now, workflowId }: { now: number; workflowId?: string },
): DefinitionIssue[] {
  if (trigger.kind === "failure" && workflowId !== undefined && trigger.workflowId === workflowId) {
    return [error("trigger.workflowId", "calls_itself", "a workflow cannot be started by its own failure")];
  }
  if (trigger.kind !== "schedule") return [];
  if ((trigger.cron === null) === (trigger.rrule === null)) {
    return [error("trigger", "invalid", "give a cron line or a recurrence rule, one of both")];
  }
  if (!isZone(trigger.timeZone)) {
    return [
      error("trigger.timeZone", "invalid", `"${trigger.timeZone}" is not a time zone, such as Europe/Berlin`),
    ];
  }
  const place = trigger.cron === null ? "trigger.rrule" : "trigger.cron";
  try {
    if (nextDue(trigger, { after: now, startsAt: now }) !== null) return [];
    return [error(place, "never_due", "this time never comes, as 31 February does not")];
  } catch (cause) {
    return [error(place, "invalid", cause instanceof Error ? cause.message : String(cause))];
  }
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

function checkFileStep(
  { with: settings }: StepOf<"file">,
  index: number,
  trigger: WorkflowDefinition["trigger"]["kind"],
): DefinitionIssue[] {
  const place = `steps.${index}.with`;
  if (settings.do === "take") {
    const message = "only a workflow that a file starts has one to take; change its start, or this step";
    return trigger === "file" ? [] : [error(`${place}.do`, "no_file", message)];
  }
  const needsFile = settings.do !== "write";
  const needsName = settings.do !== "read";
  return [
    ...(needsFile && settings.file === null
      ? [error(`${place}.file`, "invalid", "name a file, such as {{ steps.take.file }}")]
      : []),
    ...(needsName && settings.name.trim() === ""
      ? [error(`${place}.name`, "invalid", "give a name, such as list.csv")]
      : []),
  ];
}

function checkSettings(
  { trigger, steps, onFailure }: WorkflowDefinition,
  workflowId: string | undefined,
): DefinitionIssue[] {
  const issues = steps.flatMap((step, index): DefinitionIssue[] => {
    if (step.kind === "delay" && (step.with.seconds === null) === (step.with.until === null)) {
      return [error(`steps.${index}.with`, "invalid", "say how long, or until when, one of both")];
    }
    if (step.kind === "file") return checkFileStep(step, index, trigger.kind);
    if (step.kind === "call-workflow" && step.with.workflowId === workflowId) {
      return [
        error(`steps.${index}.with.workflowId`, "calls_itself", "a workflow that calls itself has no end"),
      ];
    }
    if (step.kind === "http" && !step.with.url.startsWith("{{") && !/^https?:\/\//i.test(step.with.url)) {
      return [error(`steps.${index}.with.url`, "invalid", "an address begins with https://")];
    }
    if (step.kind === "http" && /^http:/i.test(step.with.url)) {
      const message = "only https addresses are called; this one will be refused";
      return [{ place: `steps.${index}.with.url`, code: "not_https", message, severity: "warning" }];
    }
    return [];
  });
  if (onFailure.workflowId !== null && onFailure.workflowId === workflowId) {
    issues.push(error("onFailure.workflowId", "calls_itself", "choose another workflow for failures"));
  }
  return issues;
}
