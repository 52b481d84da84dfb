"use client";

import type { DraftStep } from "../draft.ts";
import { stepTitle } from "../step-title.ts";
import { Select } from "./form-parts.tsx";

interface StepSelectProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value: string | null;
  steps: readonly DraftStep[];
  /** The step that asks: it cannot lead to itself. */
  own: string;
  none?: string;
  isDisabled: boolean;
  onChange: (id: string | null) => void;
}

/** The step that something leads to. */
export function StepSelect({
  value,
  steps,
  own,
  none = "The end",
  isDisabled,
  onChange,
  ...rest
}: StepSelectProps) {
  const others = steps.filter(({ id }) => id !== own);
  const isKnown = value === null || others.some(({ id }) => id === value);
  return (
    <Select
      {...rest}
      error={isKnown ? rest.error : `There is no step “${value}”.`}
      value={value ?? ""}
      disabled={isDisabled}
      options={[
        { value: "", label: none },
        ...others.map((step) => ({
          value: step.id,
          label: `${steps.indexOf(step) + 1}. ${stepTitle(step)}`,
        })),
        ...(isKnown ? [] : [{ value: value ?? "", label: value ?? "" }]),
      ]}
      onChange={(event) => onChange(event.target.value || null)}
    />
  );
}
