"use client";

import { Field } from "../../../ui/field.tsx";
import type { DraftStep } from "../draft.ts";
import { kindOf } from "../step-title.ts";
import { Check, Select } from "./form-parts.tsx";
import { StepSelect } from "./step-select.tsx";

interface StepMoreProps {
  step: DraftStep;
  steps: readonly DraftStep[];
  isDisabled: boolean;
  problems: ReadonlyMap<string, string>;
  onChange: (step: DraftStep, place: string) => void;
  onRename: (id: string) => void;
}

interface Retry {
  tries?: number;
  backoff?: string;
  delaySeconds?: number;
}

/** What a step does when it fails, and the name by which others read its output. */
export function StepMore({ step, steps, isDisabled, problems, onChange, onRename }: StepMoreProps) {
  const onError = (step.onError ?? { do: "stop" }) as { do: string; next?: string };
  const retry = (step.retry ?? {}) as Retry;
  const hasEffect = kindOf(step.kind)?.nature === "effect";
  const setRetry = (change: Retry) =>
    onChange({ ...step, retry: { ...retry, ...change } }, `retry.${Object.keys(change)}`);
  const first = steps.find(({ id }) => id !== step.id)?.id;
  return (
    <details className="group">
      <summary className="w-fit rounded-mark text-[13px] font-medium text-soft hover:text-ink">
        Name, errors and repeats
      </summary>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <Field
          label="Name in expressions"
          hint={`Later steps read it as steps.${step.id}.`}
          className="[&_input]:font-mono [&_input]:text-[13px]"
          key={step.id}
          defaultValue={step.id}
          disabled={isDisabled}
          error={problems.get("id")}
          onBlur={(event) => {
            const wanted = event.target.value.trim();
            const isFree = steps.every(({ id }) => id !== wanted);
            if (/^[a-z][a-z0-9_]{0,39}$/.test(wanted) && isFree) onRename(wanted);
            else event.target.value = step.id;
          }}
        />
        <Select
          label="If it fails for good"
          disabled={isDisabled}
          value={onError.do}
          options={[
            { value: "stop", label: "the run fails" },
            { value: "go-on", label: "go on with the next step" },
            ...(first ? [{ value: "branch", label: "take another way" }] : []),
          ]}
          onChange={(event) =>
            onChange(
              {
                ...step,
                onError:
                  event.target.value === "branch"
                    ? { do: "branch", next: first }
                    : { do: event.target.value },
              },
              "onError",
            )
          }
        />
        {onError.do === "branch" ? (
          <StepSelect
            label="The other way begins with"
            value={onError.next ?? null}
            steps={steps}
            own={step.id}
            none="Choose a step"
            error={problems.get("onError.next")}
            isDisabled={isDisabled}
            onChange={(next) => onChange({ ...step, onError: { do: "branch", next } }, "onError.next")}
          />
        ) : null}
        {hasEffect ? (
          <>
            <Field
              label="Repeats after a failure"
              type="number"
              min={0}
              max={20}
              disabled={isDisabled}
              error={problems.get("retry.tries")}
              value={retry.tries ?? 3}
              onChange={(event) => setRetry({ tries: Number(event.target.value) })}
            />
            <Field
              label="First after (seconds)"
              type="number"
              min={1}
              disabled={isDisabled}
              error={problems.get("retry.delaySeconds")}
              value={retry.delaySeconds ?? 5}
              onChange={(event) => setRetry({ delaySeconds: Number(event.target.value) })}
            />
            <Select
              label="Then"
              disabled={isDisabled}
              value={retry.backoff ?? "exponential"}
              options={[
                { value: "exponential", label: "twice as long each time" },
                { value: "fixed", label: "the same each time" },
              ]}
              onChange={(event) => setRetry({ backoff: event.target.value })}
            />
            <Field
              label="Gives up waiting after (seconds)"
              type="number"
              min={1}
              max={120}
              disabled={isDisabled}
              error={problems.get("timeoutSeconds")}
              value={typeof step.timeoutSeconds === "number" ? step.timeoutSeconds : 30}
              onChange={(event) =>
                onChange({ ...step, timeoutSeconds: Number(event.target.value) }, "timeoutSeconds")
              }
            />
            <div className="sm:col-span-2">
              <Check
                label="May be done twice"
                hint="When nobody knows whether a call arrived, it is sent again instead of asking you."
                isChecked={step.repeatable === true}
                isDisabled={isDisabled}
                onChange={(repeatable) => onChange({ ...step, repeatable }, "repeatable")}
              />
            </div>
          </>
        ) : null}
      </div>
    </details>
  );
}
