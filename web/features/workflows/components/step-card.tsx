"use client";

import type { ReactNode } from "react";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import type { DraftStep } from "../draft.ts";
import { withDefaults } from "../draft-steps.ts";
import { kindOf, stepTitle } from "../step-title.ts";
import { ConnectorFields } from "./connector-fields.tsx";
import { StepField } from "./step-field.tsx";
import { StepMore } from "./step-more.tsx";
import { StepSelect } from "./step-select.tsx";

interface StepCardProps {
  number: number;
  step: DraftStep;
  steps: readonly DraftStep[];
  orgId: string;
  workflowId: string;
  isDisabled: boolean;
  /** By their place within the step. */
  problems: ReadonlyMap<string, string>;
  /** What its expressions come to. */
  preview: ReactNode;
  onChange: (step: DraftStep, place: string) => void;
  onRename: (id: string) => void;
  onRemove: () => void;
}

/** One step of the form: its settings, where it leads, and what it does when it fails. */
export function StepCard(props: StepCardProps) {
  const step = withDefaults(props.step);
  const { number, steps, orgId, workflowId, isDisabled, problems, onChange, onRemove, onRename } = props;
  const kind = kindOf(step.kind);
  const [first] = kind?.form ?? [];
  const form = (kind?.form ?? []).filter(
    (field) => !field.for || field.for.includes(String(step.with[first?.field ?? ""])),
  );
  const within = new Map(
    [...problems].flatMap(([place, message]) =>
      place.startsWith("with.") ? [[place.slice(5), message] as const] : [],
    ),
  );
  return (
    <section
      id={`step-${step.id}`}
      data-step={step.id}
      tabIndex={-1}
      aria-labelledby={`step-${step.id}-title`}
      className={`card grid scroll-mt-6 gap-4 px-4 py-4 sm:px-[22px] sm:py-5 ${problems.size > 0 ? "border-warm!" : ""}`}
    >
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex min-w-0 gap-3">
          <span
            aria-hidden="true"
            className="grid size-7 shrink-0 place-items-center rounded-control bg-accent-soft text-[13px] font-semibold text-accent"
          >
            {number}
          </span>
          <div className="min-w-0">
            <h3 id={`step-${step.id}-title`} className="break-words text-card font-semibold tracking-tight">
              {stepTitle(step)}
            </h3>
            <p className="text-[13px] text-soft">
              {kind?.description ?? `A kind of step that this page does not know: ${step.kind}`}
            </p>
          </div>
        </div>
        {isDisabled ? null : (
          <Button look="ghost" aria-label={`Remove step ${number}`} onClick={onRemove}>
            Remove
          </Button>
        )}
      </div>
      <Field
        label="Name"
        value={step.name ?? ""}
        placeholder={kind?.label}
        maxLength={120}
        disabled={isDisabled}
        error={problems.get("name")}
        onChange={(event) => onChange({ ...step, name: event.target.value }, "name")}
      />
      {step.kind === "connector" ? (
        <ConnectorFields {...props} problems={within} />
      ) : (
        form.map((field) => (
          <StepField
            key={field.field}
            field={field}
            step={step}
            steps={steps}
            orgId={orgId}
            workflowId={workflowId}
            isDisabled={isDisabled}
            problems={within}
            onChange={(value) =>
              onChange({ ...step, with: { ...step.with, [field.field]: value } }, field.field)
            }
          />
        ))
      )}
      {props.preview}
      <StepSelect
        label={step.kind === "branch" ? "If none holds" : "Then"}
        value={step.next ?? null}
        steps={steps}
        own={step.id}
        error={problems.get("next")}
        isDisabled={isDisabled}
        onChange={(next) => onChange({ ...step, next }, "next")}
      />
      <StepMore
        step={step}
        steps={steps}
        isDisabled={isDisabled}
        problems={problems}
        onChange={onChange}
        onRename={onRename}
      />
      <Unplaced problems={problems} kind={form.map(({ field }) => field)} />
    </section>
  );
}

/** What is wrong with no field of its own to stand under. */
function Unplaced({ problems, kind }: { problems: ReadonlyMap<string, string>; kind: readonly string[] }) {
  const shown = new Set([
    "id",
    "name",
    "next",
    "onError.next",
    "timeoutSeconds",
    "retry.tries",
    "retry.delaySeconds",
  ]);
  const rest = [...problems].filter(
    ([place]) =>
      !shown.has(place) &&
      !kind.some((field) => place === `with.${field}`) &&
      !/^with\.(cases\.\d+\.(when|next)|settings\.[^.]+(\..*)?)$/.test(place),
  );
  if (rest.length === 0) return null;
  return (
    <ul className="grid gap-1 text-meta text-warm">
      {rest.map(([place, message]) => (
        <li key={place}>
          <code className="font-mono">{place}</code>: {message}
        </li>
      ))}
    </ul>
  );
}
