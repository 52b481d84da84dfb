import type { WorkflowDraft } from "../suggestions/suggestion.ts";
import type { WorkflowDefinitionInput } from "./definition.ts";

type StepInput = WorkflowDefinitionInput["steps"][number];

/** Settings of a draft's step that are told by its title, or by nothing that a person could do. */
const NO_FILES: ReadonlySet<string> = new Set(["action", "message", "minutes"]);
const APPROVE = "Approve when it is done.";

/**
 * The workflow that a suggestion's draft becomes, bound to the same folders, templates and times. What no step does yet is
 * asked of a person: a step that waits until they say that it is done, so that the draft runs from the first day.
 */
export function draftFromSuggestion({ name, trigger, steps }: WorkflowDraft): {
  name: string;
  definition: WorkflowDefinitionInput;
} {
  const ids = steps.map((_step, index) => `step_${index + 1}`);
  return {
    name: name.slice(0, 120),
    definition: {
      version: 1,
      trigger: triggerOf(trigger),
      steps: steps.map((step, index) => ({
        ...stepOf(step),
        id: ids[index] ?? "",
        name: step.title.slice(0, 120),
        next: ids[index + 1] ?? null,
      })) as StepInput[],
    },
  };
}

function triggerOf(trigger: WorkflowDraft["trigger"]): WorkflowDefinitionInput["trigger"] {
  if (trigger.kind === "schedule") {
    return { kind: "schedule", rrule: trigger.rrule, timeZone: trigger.timeZone };
  }
  const { op, template, settleSeconds } = trigger;
  return { kind: "file", match: "template", pattern: template, ops: [op], settleSeconds };
}

function stepOf({
  kind,
  title,
  with: values,
}: WorkflowDraft["steps"][number]): Pick<StepInput, "kind" | "with"> {
  const files = Object.entries(values).flatMap(([field, value]) =>
    NO_FILES.has(field) || value === "" ? [] : [`${field}: ${value}`],
  );
  if (kind === "notify") {
    return {
      kind: "notify",
      with: { title: literal(title), message: literal(values.message ?? files.join("\n")) },
    };
  }
  return { kind: "approval", with: { message: literal([title, ...files, APPROVE].join("\n")) } };
}

/** Braces of a file's name are no expression. */
function literal(text: string): string {
  return text.replaceAll("{{", "\\{{");
}
