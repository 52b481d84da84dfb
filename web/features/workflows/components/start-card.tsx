"use client";

import { Field } from "../../../ui/field.tsx";
import type { DraftTrigger, Edited } from "../draft.ts";
import { START } from "../draft-ways.ts";
import { TriggerForm } from "./trigger-form.tsx";

interface StartCardProps {
  edited: Edited;
  orgId: string;
  workflowId: string;
  isDisabled: boolean;
  /** By their place within the trigger. */
  problems: ReadonlyMap<string, string>;
  onRename: (name: string) => void;
  onChange: (trigger: DraftTrigger, place: string) => void;
}

/** The first part of the form: the workflow's name, and what starts it. */
export function StartCard({ edited, isDisabled, onRename, ...rest }: StartCardProps) {
  return (
    <section
      aria-labelledby="trigger-title"
      id="trigger"
      data-step={START}
      tabIndex={-1}
      className="card grid scroll-mt-6 gap-4 px-4 py-4 sm:px-[22px] sm:py-5"
    >
      <h2 id="trigger-title" className="sr-only">
        Name and start
      </h2>
      <Field
        label="Name of the workflow"
        value={edited.name}
        maxLength={120}
        required
        disabled={isDisabled}
        onChange={(event) => onRename(event.target.value)}
      />
      <TriggerForm trigger={edited.draft.trigger} isDisabled={isDisabled} {...rest} />
    </section>
  );
}
