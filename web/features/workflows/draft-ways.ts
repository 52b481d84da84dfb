import { stepKind } from "@floyo/shared/workflows/step-kinds.ts";
import type { Draft, DraftStep } from "./draft.ts";
import { addStep, newStep, withDefaults } from "./draft-steps.ts";
import { kindOf } from "./step-title.ts";

/** Stands for what starts the workflow, among the names of steps; no step can be called so. */
export const START = "(start)";

/** A place in a step that says where it leads: `next`, `onError.next`, `with.body`, `with.cases.0.next`. */
export interface WayPlace {
  /** The step's id, or `START`. */
  from: string;
  place: string;
}

export interface Way extends WayPlace {
  /** null: the run, or the round of the loop, ends there. */
  to: string | null;
  /** When it is taken; empty for the plain way on. */
  label: string;
}

/** Every way out of a step, those to the end too: what its kind decides first, then the way on, then that of an error. */
export function waysOf(draftStep: DraftStep): Way[] {
  const step = withDefaults(draftStep);
  const kind = kindOf(step.kind)?.kind;
  const decided = kind ? stepKind(kind).leadsTo(step.with) : [];
  const onError = step.onError as { do?: string; next?: string } | undefined;
  return [
    ...decided.map(([place, to]) => ({
      from: step.id,
      place: `with.${place}`,
      to: to ?? null,
      label: labelOf(step, place),
    })),
    { from: step.id, place: "next", to: step.next ?? null, label: ON[step.kind] ?? "" },
    ...(onError?.do === "branch"
      ? [{ from: step.id, place: "onError.next", to: onError.next ?? null, label: "if it fails" }]
      : []),
  ];
}

const ON: Record<string, string> = {
  branch: "otherwise",
  "for-each": "after the last",
  approval: "if approved",
};

interface Case {
  name?: string;
  when?: string;
  next?: string | null;
}

function labelOf({ with: settings }: DraftStep, place: string): string {
  if (place === "body") return "each";
  if (place === "ifRejected") return "if rejected";
  const number = Number(/^cases\.(\d+)\.next$/.exec(place)?.[1]);
  const taken = (settings.cases as Case[] | undefined)?.[number];
  return taken?.name?.trim() || taken?.when?.trim() || `way ${number + 1}`;
}

/** The draft with one way leading elsewhere; null is the end. What starts the workflow leads to its first step. */
export function leadTo(draft: Draft, { from, place }: WayPlace, to: string | null): Draft {
  if (from === START) return beginWith(draft, to);
  return { ...draft, steps: draft.steps.map((step) => (step.id === from ? leading(step, place, to) : step)) };
}

function beginWith(draft: Draft, id: string | null): Draft {
  const first = draft.steps.find((step) => step.id === id);
  if (!first) return draft;
  return { ...draft, steps: [first, ...draft.steps.filter((step) => step !== first)] };
}

function leading(step: DraftStep, place: string, to: string | null): DraftStep {
  if (place === "next") return { ...step, next: to };
  if (place === "onError.next") {
    return { ...step, onError: to === null ? { do: "stop" } : { do: "branch", next: to } };
  }
  const settings = withDefaults(step).with;
  const taken = /^with\.cases\.(\d+)\.next$/.exec(place);
  if (!taken) return { ...step, with: { ...settings, [place.slice("with.".length)]: to } };
  const cases = (settings.cases as Case[]).map((way, index) =>
    index === Number(taken[1]) ? { ...way, next: to } : way,
  );
  return { ...step, with: { ...settings, cases } };
}

/** The draft with a step of this kind on a way: it leads on to where the way led. */
export function addStepOnWay(draft: Draft, kind: string, way: WayPlace): { draft: Draft; id: string } {
  const index = draft.steps.findIndex(({ id }) => id === way.from);
  const from = draft.steps[index];
  if (!from) return addStep(draft, kind, -1);
  if (way.place === "next") return addStep(draft, kind, index);
  const to = waysOf(from).find(({ place }) => place === way.place)?.to ?? null;
  const added = newStep(draft, kind, to);
  const { steps } = leadTo(draft, way, added.id);
  return {
    draft: { ...draft, steps: steps.toSpliced(placeOf(draft, index, way, to), 0, added) },
    id: added.id,
  };
}

/** Where the list shows it: before what it leads to, else right below its loop, else at the end. Never first. */
function placeOf({ steps }: Draft, from: number, { place }: WayPlace, to: string | null): number {
  const target = steps.findIndex(({ id }) => id === to);
  if (target > 0) return target;
  return place === "with.body" ? from + 1 : steps.length;
}
