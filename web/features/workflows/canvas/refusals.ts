import { checkWays } from "@floyo/shared/workflows/check-ways.ts";
import type { WorkflowDefinition } from "@floyo/shared/workflows/definition.ts";
import type { Draft } from "../draft.ts";
import { withDefaults } from "../draft-steps.ts";
import { leadTo, type WayPlace } from "../draft-ways.ts";
import { kindOf } from "../step-title.ts";

/** Why a way must not lead there, by the checks of a definition: it would lead back, or into or out of a loop. null: it may. */
export function refusal(draft: Draft, way: WayPlace, to: string | null): string | null {
  return asker(draft, way)(to);
}

/** For each step: why the way must not lead there, or null. O(steps²). */
export function refusals(draft: Draft, way: WayPlace): ReadonlyMap<string, string | null> {
  const ask = asker(draft, way);
  return new Map(draft.steps.map(({ id }) => [id, ask(id)]));
}

function asker(draft: Draft, way: WayPlace): (to: string | null) => string | null {
  const before = new Set(faults(draft));
  return (to) => {
    if (way.from === to) return "A step cannot lead to itself: a run would never end.";
    const added = faults(leadTo(draft, way, to)).find((message) => !before.has(message));
    return added ? `${added.charAt(0).toUpperCase()}${added.slice(1)}.` : null;
  };
}

function faults(draft: Draft): string[] {
  return checkWays(waysOnly(draft))
    .filter(({ code }) => code === "cycle" || code === "in_and_out")
    .map(({ message }) => message);
}

/** Safe: checkWays reads the id, the kind and what leads on, and all of that has its defaults here. */
function waysOnly(draft: Draft): WorkflowDefinition {
  const steps = draft.steps
    .filter(({ kind }) => kindOf(kind))
    .map((step) => ({
      ...withDefaults(step),
      next: step.next ?? null,
      onError: step.onError ?? { do: "stop" },
    }));
  return { ...draft, steps } as unknown as WorkflowDefinition;
}
