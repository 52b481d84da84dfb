import type { Step, WorkflowDefinition, WorkflowDefinitionInput } from "../definition.ts";
import type { Trigger } from "../trigger.ts";
import { type Gap, redactSettings } from "./redact-settings.ts";
import { redactText } from "./redact-text.ts";

export interface SharedDefinition {
  definition: WorkflowDefinitionInput;
  /** What was taken out, for whoever uses it to fill in. */
  gaps: Gap[];
}

/**
 * A definition as a stranger may see it: what it does, and nothing of whose it is. Steps, ways, conditions, expressions and
 * messages stay; connections, workflows, sources, addresses, paths, folders, channels, headers, recipients and literal values
 * go, and out of texts whatever has the form of them. It is no whole definition any more, but keeps the outline of one.
 */
export function redactDefinition({
  trigger,
  steps,
  onFailure,
  limits,
}: WorkflowDefinition): SharedDefinition {
  const gaps: Gap[] = [];
  const starts = redactTrigger(trigger, gaps);
  const shared = steps.map((step, index) => redactStep(step, index, gaps));
  if (onFailure.workflowId !== null) {
    gaps.push({ place: "onFailure.workflowId", label: "Workflow that runs on failure" });
  }
  const definition = {
    version: 1,
    trigger: starts,
    steps: shared,
    onFailure: { notify: onFailure.notify, workflowId: null },
    limits,
  } as WorkflowDefinitionInput;
  return { definition, gaps };
}

function redactStep(step: Step, index: number, gaps: Gap[]): object {
  const { id, kind, name, next, onError, retry, timeoutSeconds, repeatable } = step;
  const place = `steps.${index}.with`;
  return {
    id,
    kind,
    name: redactText(name),
    with: redactSettings(step, place, gaps),
    next,
    onError,
    retry,
    timeoutSeconds,
    repeatable,
  };
}

function redactTrigger(trigger: Trigger, gaps: Gap[]): object {
  switch (trigger.kind) {
    case "manual":
      return {
        kind: "manual",
        fields: trigger.fields.map((field) => ({
          ...field,
          label: redactText(field.label),
          help: redactText(field.help),
          options: field.options.map(redactText),
        })),
      };
    case "file":
      gaps.push({ place: "trigger.pattern", label: "Which files" });
      return { ...trigger, pattern: "", sourceId: null };
    case "absence":
      if (trigger.patternFingerprint !== null) {
        gaps.push({ place: "trigger.patternFingerprint", label: "Which habit" });
      }
      return { ...trigger, patternFingerprint: null };
    case "failure":
      if (trigger.workflowId !== null) gaps.push({ place: "trigger.workflowId", label: "Which workflow" });
      return { ...trigger, workflowId: null };
    default:
      return trigger;
  }
}
