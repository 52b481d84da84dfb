"use client";

import { useId, useMemo, useState } from "react";
import { buttonClass } from "../../../ui/button.tsx";
import { CONTROL_CLASS } from "../../../ui/field.tsx";
import { Menu } from "../../../ui/menu.tsx";
import { kindChoices } from "../components/add-step.tsx";
import type { Draft } from "../draft.ts";
import { START, type Way } from "../draft-ways.ts";
import { stepTitle } from "../step-title.ts";
import { refusals } from "./refusals.ts";

interface WayControlsProps {
  draft: Draft;
  /** As it was when its ways changed last: typing elsewhere asks no way anew. */
  wayDraft: Draft;
  way: Way;
  onLead: (to: string | null) => void;
  onAdd: (kind: string) => void;
}

/** One way of the chosen step: where it goes on to, and a step put on it. What it must not lead to says why. */
export function WayControls({ draft, wayDraft, way, onLead, onAdd }: WayControlsProps) {
  const id = useId();
  const { from, place } = way;
  const [isAsked, setAsked] = useState(false);
  const refused = useMemo(
    () => (isAsked ? refusals(wayDraft, { from, place }) : null),
    [isAsked, wayDraft, from, place],
  );
  const isStart = from === START;
  const label = isStart ? "Begins with" : way.label ? `Goes on to, ${way.label}` : "Goes on to";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] content-end items-end gap-x-1.5 gap-y-0.5">
      <label htmlFor={id} className="col-span-2 truncate text-meta text-soft">
        {label}
      </label>
      <select
        id={id}
        className={`${CONTROL_CLASS} min-h-[34px] text-[13px]`}
        value={way.to ?? ""}
        onFocus={() => setAsked(true)}
        onBlur={() => setAsked(false)}
        onChange={(event) => onLead(event.target.value || null)}
      >
        {isStart && draft.steps.length > 0 ? null : (
          <option value="">{NONE[place]?.[onErrorOf(draft, from)] ?? "The end"}</option>
        )}
        {draft.steps
          .filter((step) => step.id !== from)
          .map((step) => {
            const reason = step.id === way.to ? null : refused?.get(step.id);
            return (
              <option key={step.id} value={step.id} disabled={Boolean(reason)}>
                {draft.steps.indexOf(step) + 1}. {stepTitle(step)}
                {reason ? ` (${reason})` : ""}
              </option>
            );
          })}
      </select>
      <Menu
        align="end"
        trigger={{
          className: buttonClass("secondary", "px-2.5! text-[15px]"),
          "aria-label": `Add a step, ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
          children: "+",
        }}
        parts={[{ choices: kindChoices(onAdd) }]}
      />
    </div>
  );
}

/** What an error without a way of its own does. */
const NONE: Record<string, Record<string, string>> = {
  "onError.next": { stop: "The run fails", "go-on": "The next step, all the same" },
};

function onErrorOf({ steps }: Draft, from: string): string {
  const onError = steps.find(({ id }) => id === from)?.onError as { do?: string } | undefined;
  return onError?.do === "go-on" ? "go-on" : "stop";
}
