import type { Draft, DraftStep } from "./draft.ts";

/** What a new step of a kind begins with. */
const FIRST_SETTINGS: Record<string, Record<string, unknown>> = {
  set: { values: {} },
  transform: { expression: "" },
  branch: { cases: [{ name: "", when: "", next: null }] },
  "for-each": { items: "", body: null, maxItems: 100 },
  delay: { seconds: 3600, until: null },
  approval: { message: "", ifRejected: null, expiresSeconds: 604_800 },
  http: { method: "GET", url: "", headers: {}, query: {}, body: null, file: null, connectionId: null },
  file: {
    do: "take",
    file: null,
    format: "by-name",
    hasHeader: true,
    data: null,
    name: "",
    expiresSeconds: 3600,
  },
  connector: { connector: "slack", action: "post-message", connectionId: null, settings: {} },
  notify: { by: "floyo", to: "maker", title: "", message: "", connectionId: null },
  "call-workflow": { workflowId: "", input: {}, waits: true },
};

/** A step with every setting that was left out as a new step has it: so it is shown, and so it runs. */
export function withDefaults(step: DraftStep): DraftStep {
  return { ...step, with: { ...FIRST_SETTINGS[step.kind], ...step.with } };
}

export function emptyDraft(): Draft {
  return { version: 1, trigger: { kind: "manual", fields: [] }, steps: [] };
}

/** A step of this kind, under a name that is free, which leads to `next`. */
export function newStep(draft: Draft, kind: string, next: string | null): DraftStep {
  const id = freeId(draft, kind.replaceAll("-", "_"));
  return { id, kind, name: "", with: structuredClone(FIRST_SETTINGS[kind] ?? {}), next };
}

/** The draft with a step of this kind after the one at `after`, on its way (-1: before all others). */
export function addStep(draft: Draft, kind: string, after: number): { draft: Draft; id: string } {
  const before = draft.steps[after];
  const first = draft.steps[0];
  const added = newStep(draft, kind, before ? (before.next ?? null) : (first?.id ?? null));
  const steps = draft.steps.map((step) => (step === before ? { ...step, next: added.id } : step));
  steps.splice(after + 1, 0, added);
  return { draft: { ...draft, steps }, id: added.id };
}

/** The draft without that step; what led to it leads to what came after it, and it begins there if it began with it. */
export function removeStep(draft: Draft, id: string): Draft {
  const gone = draft.steps.find((step) => step.id === id);
  const next = gone?.next ?? null;
  const rest = draft.steps.filter((step) => step.id !== id).map((step) => redirect(step, id, next));
  const first = gone === draft.steps[0] ? rest.find((step) => step.id === next) : undefined;
  const steps = first ? [first, ...rest.filter((step) => step !== first)] : rest;
  return { ...draft, steps };
}

/** The draft with a step called otherwise, in every place that leads to it or reads its output. */
export function renameStep(draft: Draft, id: string, to: string): Draft {
  const reads = new RegExp(`\\b(steps|errors)\\.${id}\\b`, "g");
  const inTexts = mapTexts(draft, (text) => text.replace(reads, `$1.${to}`)) as Draft;
  const steps = inTexts.steps.map((step) => ({
    ...redirect(step, id, to),
    id: step.id === id ? to : step.id,
  }));
  return { ...inTexts, steps };
}

function redirect(step: DraftStep, from: string, to: string | null): DraftStep {
  const moved = (value: unknown) => (value === from ? to : value);
  const settings = { ...step.with };
  for (const place of ["body", "ifRejected"]) {
    if (step.kind !== "http" && place in settings) settings[place] = moved(settings[place]);
  }
  if (Array.isArray(settings.cases)) {
    settings.cases = settings.cases.map((way) => ({ ...way, next: moved(way.next) }));
  }
  const onError = step.onError as { do?: string; next?: string } | undefined;
  const leadsThere = onError?.do === "branch" && onError.next === from;
  return {
    ...step,
    with: settings,
    ...(step.next === from ? { next: to } : {}),
    ...(leadsThere ? { onError: to === null ? { do: "stop" } : { do: "branch", next: to } } : {}),
  };
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((child) => mapTexts(child, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapTexts(child, change)]));
}

function freeId(draft: Draft, wanted: string): string {
  const taken = new Set(draft.steps.map(({ id }) => id));
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    if (!taken.has(`${wanted}_${number}`)) return `${wanted}_${number}`;
  }
}
