import type { DraftStep, WorkflowDraft } from "../suggestions/suggestion.ts";
import type { WorkflowDefinitionInput } from "./definition.ts";

type StepInput = WorkflowDefinitionInput["steps"][number];
type Settings = Pick<StepInput, "kind" | "with">;

/** Settings of a draft's step that are told by its title, or by nothing that a person could do. */
const NO_FILES: ReadonlySet<string> = new Set(["action", "message", "minutes"]);
const APPROVE = "Approve when it is done.";
/** What can be read into data, and written again. */
const READABLE = /\.(?:csv|tsv|json|xlsx|txt|md)$/i;
const WRITABLE = /\.(?:csv|json|xlsx)$/i;
const TAKE = "take_file";
const TAKEN = `{{ steps.${TAKE}.file }}`;

/**
 * The workflow that a suggestion's draft becomes, bound to the same folders, templates and times. A draft that works on
 * the file which starts it takes a copy of that file, reads it and writes what it is turned into. What no step does yet is
 * asked of a person: a step that waits until they say that it is done, so that the draft runs from the first day.
 */
export function draftFromSuggestion({ name, trigger, steps }: WorkflowDraft): {
  name: string;
  definition: WorkflowDefinitionInput;
} {
  const source = trigger.kind === "file" ? trigger.template : null;
  const made = steps.map((step, index) => ({
    ...stepOf(step, source),
    id: `step_${index + 1}`,
    name: step.title.slice(0, 120),
  }));
  const takes = made.some(({ with: settings }) => JSON.stringify(settings).includes(TAKEN));
  const all = takes ? [takeStep(source ?? ""), ...made] : made;
  return {
    name: name.slice(0, 120),
    definition: {
      version: 1,
      trigger: triggerOf(trigger),
      steps: all.map((step, index) => ({ ...step, next: all[index + 1]?.id ?? null })) as StepInput[],
    },
  };
}

function triggerOf(trigger: WorkflowDraft["trigger"]): WorkflowDefinitionInput["trigger"] {
  if (trigger.kind === "schedule") {
    return { kind: "schedule", rrule: trigger.rrule, timeZone: trigger.timeZone };
  }
  const { op, template, settleSeconds } = trigger;
  // A watched folder sees that a download is there, not that it was one: only logs tell that.
  const ops = op === "downloaded" ? (["created", "downloaded"] as const) : [op];
  return { kind: "file", match: "template", pattern: template, ops: [...ops], settleSeconds };
}

function takeStep(template: string) {
  const name = `Take ${nameOf(template)}`.slice(0, 120);
  return { kind: "file" as const, with: { do: "take" as const }, id: TAKE, name };
}

/** `source`: the template of the file that starts the workflow; null where a time does. */
function stepOf(step: DraftStep, source: string | null): Settings {
  const { kind, title, with: values } = step;
  if (kind === "notify") {
    return {
      kind: "notify",
      with: { title: literal(title), message: literal(values.message ?? filesOf(step).join("\n")) },
    };
  }
  if (
    source !== null &&
    kind === "transform" &&
    READABLE.test(source) &&
    (values.from ?? source) === source
  ) {
    return { kind: "file", with: { do: "read", file: TAKEN } };
  }
  if (source !== null && kind === "store-file" && isConversion(source, values.to ?? "")) {
    return { kind: "file", with: { do: "convert", file: TAKEN, name: nameIn(values.to ?? "") } };
  }
  const files = filesOf(step);
  return { kind: "approval", with: { message: literal([title, ...files, APPROVE].join("\n")) } };
}

function filesOf({ with: values }: DraftStep): string[] {
  return Object.entries(values).flatMap(([field, value]) =>
    NO_FILES.has(field) || value === "" ? [] : [`${field}: ${value}`],
  );
}

function isConversion(from: string, to: string): boolean {
  return READABLE.test(from) && WRITABLE.test(to) && extensionOf(from) !== extensionOf(to);
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".")).toLowerCase();
}

function nameOf(template: string): string {
  return template.slice(template.lastIndexOf("/") + 1);
}

/** The name of what is written: that of the file which came, with the ending that it is turned into. */
function nameIn(template: string): string {
  return `{{ $replace(trigger.name, /\\.[^.]*$/, "") }}${extensionOf(template)}`;
}

/** Braces of a file's name are no expression. */
function literal(text: string): string {
  return text.replaceAll("{{", "\\{{");
}
