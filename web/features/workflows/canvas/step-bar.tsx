"use client";

import { Button } from "../../../ui/button.tsx";
import type { Draft } from "../draft.ts";
import { START, type Way, waysOf } from "../draft-ways.ts";
import { stepTitle } from "../step-title.ts";
import { WayControls } from "./way-controls.tsx";

interface StepBarProps {
  draft: Draft;
  /** As it was when its ways changed last. */
  wayDraft: Draft;
  picked: string | null;
  mayEdit: boolean;
  onOpen: (id: string) => void;
  onLead: (way: Way, to: string | null) => void;
  onAdd: (way: Way, kind: string) => void;
  onRemove: (id: string) => void;
}

/** What can be done with the step that is chosen in the picture: the same as by drawing, for every way it has. */
export function StepBar(props: StepBarProps) {
  const { draft, wayDraft, picked, mayEdit, onOpen, onLead, onAdd, onRemove } = props;
  const step = draft.steps.find(({ id }) => id === picked);
  if (!step && picked !== START) {
    return (
      <p className="text-meta text-soft">
        {mayEdit
          ? "Choose a step to see where it goes on to. Arrow keys go from step to step, Enter opens the form, Delete removes a step."
          : "Choose a step to see its form. Arrow keys go from step to step."}
      </p>
    );
  }
  const id = step?.id ?? START;
  const ways = step ? waysOf(step) : [startWay(draft)];
  const catchesErrors = ways.some(({ place }) => place === "onError.next");
  return (
    <div className="@container grid gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 text-[13px] font-semibold break-words">
          {step ? `${draft.steps.indexOf(step) + 1}. ${stepTitle(step)}` : "The beginning"}
        </p>
        <div className="flex gap-2">
          <Button onClick={() => onOpen(id)}>{mayEdit ? "Edit" : "Show its form"}</Button>
          {step && mayEdit ? (
            <Button look="ghost" aria-label={`Remove ${stepTitle(step)}`} onClick={() => onRemove(step.id)}>
              Remove
            </Button>
          ) : null}
        </div>
      </div>
      {mayEdit ? (
        <div className="grid gap-x-4 gap-y-2 @md:grid-cols-2">
          {[...ways, ...(step && !catchesErrors ? [errorWay(step.id)] : [])].map((way) => (
            <WayControls
              key={way.place}
              draft={draft}
              wayDraft={wayDraft}
              way={way}
              onLead={(to) => onLead(way, to)}
              onAdd={(kind) => onAdd(way, kind)}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function startWay({ steps }: Draft): Way {
  return { from: START, place: "next", to: steps[0]?.id ?? null, label: "" };
}

/** The way that an error may be given; until then the run stops there. */
function errorWay(from: string): Way {
  return { from, place: "onError.next", to: null, label: "if it fails" };
}
