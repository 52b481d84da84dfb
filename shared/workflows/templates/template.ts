import type { WorkflowDefinitionInput } from "../definition.ts";

export type StepInput = WorkflowDefinitionInput["steps"][number];

/** What workflows are made for, in the order a gallery shows. */
export const TEMPLATE_GROUPS = [
  { key: "files", label: "Files that arrive" },
  { key: "messages", label: "Messages and reminders" },
  { key: "records", label: "Lists and records" },
  { key: "code", label: "Code and releases" },
  { key: "watch", label: "Keep an eye on things" },
] as const;

export type TemplateGroup = (typeof TEMPLATE_GROUPS)[number]["key"];

/** Something that its person fills in or looks over: what is empty there is marked by the checks. */
export interface TemplateAsk {
  /** Id of the step; null: the trigger. */
  step: string | null;
  /** Within the trigger, or within `with` of the step: `settings.channel`. */
  field: string;
  label: string;
  /** What it could be. */
  example: string;
}

/** A workflow that is ready but for its connections and what it asks. */
export interface Template {
  /** Kebab-case; never changes. */
  key: string;
  name: string;
  /** What it is for, one sentence. */
  purpose: string;
  group: TemplateGroup;
  asks: readonly TemplateAsk[];
  /** Ids of `http` steps that mostly need somebody to sign in. */
  signedCalls?: readonly string[];
  definition: WorkflowDefinitionInput;
}

/** Steps that follow one another as they are listed, but for those that say themselves what comes next. */
export function chain(steps: readonly StepInput[]): StepInput[] {
  return steps.map((step, index) =>
    step.next === undefined ? { ...step, next: steps[index + 1]?.id ?? null } : step,
  );
}

/** Settings of a step that uses a service. */
export function use(connector: string, action: string, settings: Record<string, unknown>) {
  return {
    kind: "connector" as const,
    with: { connector, action, settings: settings as Record<string, string> },
  };
}

/** A step that takes a copy of the file which started the run. */
export const TAKE: StepInput = {
  id: "take",
  kind: "file",
  name: "Take a copy of the file",
  with: { do: "take" },
};
export const TAKEN = "{{ steps.take.file }}";
export const TODAY = "{{ $substring($now(), 0, 10) }}";

/** Starts by a file that is new in a folder. */
export function newFile(pattern: string): WorkflowDefinitionInput["trigger"] {
  return {
    kind: "file",
    match: "glob",
    pattern,
    ops: ["created"],
    settleSeconds: 30,
    maxWaitSeconds: 300,
    holdAt: 100,
  };
}

/** Asks which files start it. */
export function askFiles(example: string): TemplateAsk {
  return { step: null, field: "pattern", label: "Which files", example };
}

/** Where in a definition an ask stands: `steps.2.with.settings.channel`. */
export function placeOf(
  { definition }: Template,
  { step, field }: Pick<TemplateAsk, "step" | "field">,
): string {
  if (step === null) return `trigger.${field}`;
  return `steps.${definition.steps.findIndex(({ id }) => id === step)}.with.${field}`;
}
