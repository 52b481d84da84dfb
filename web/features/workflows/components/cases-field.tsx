"use client";

import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import type { DraftStep } from "../draft.ts";
import { TextArea } from "./form-parts.tsx";
import { StepSelect } from "./step-select.tsx";

interface Way {
  name?: string;
  when?: string;
  next?: string | null;
}

interface CasesFieldProps {
  value: readonly Way[];
  steps: readonly DraftStep[];
  own: string;
  isDisabled: boolean;
  problems: ReadonlyMap<string, string>;
  onChange: (value: Way[]) => void;
}

/** The ways of a branch: each a condition and the step it leads to. */
export function CasesField({ value, steps, own, isDisabled, problems, onChange }: CasesFieldProps) {
  const change = (index: number, way: Way) => onChange(value.with(index, way));
  return (
    <fieldset className="grid gap-3" disabled={isDisabled}>
      <legend className="mb-1.5 text-[13px] font-medium">Ways, the first that holds is taken</legend>
      {value.map((way, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a way has nothing else that stays while it is typed.
        <div key={index} className="grid gap-3 rounded-control border border-line p-3">
          <TextArea
            label={`If (${index + 1})`}
            isCode
            value={way.when ?? ""}
            error={problems.get(`cases.${index}.when`)}
            placeholder="input.amount > 100"
            onChange={(event) => change(index, { ...way, when: event.target.value })}
          />
          <div className="grid gap-3 sm:grid-cols-2">
            <Field
              label="Name of the way"
              value={way.name ?? ""}
              maxLength={120}
              onChange={(event) => change(index, { ...way, name: event.target.value })}
            />
            <StepSelect
              label="Then"
              value={way.next ?? null}
              steps={steps}
              own={own}
              error={problems.get(`cases.${index}.next`)}
              isDisabled={isDisabled}
              onChange={(next) => change(index, { ...way, next })}
            />
          </div>
          {value.length > 1 ? (
            <div>
              <Button look="ghost" onClick={() => onChange(value.toSpliced(index, 1))}>
                Remove way {index + 1}
              </Button>
            </div>
          ) : null}
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...value, { name: "", when: "", next: null }])}>Add a way</Button>
      </div>
    </fieldset>
  );
}
