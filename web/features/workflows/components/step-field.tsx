"use client";

import type { FormField } from "@floyo/shared/workflows/step-kind.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatSpan } from "../../../lib/format-time.ts";
import { Field } from "../../../ui/field.tsx";
import type { DraftStep } from "../draft.ts";
import { fromText, toText } from "../json-text.ts";
import { workflowNamesQuery } from "../queries.ts";
import { CasesField } from "./cases-field.tsx";
import { ConnectionSelect } from "./connection-select.tsx";
import { Check, Select, TextArea } from "./form-parts.tsx";
import { PairsField } from "./pairs-field.tsx";
import { StepSelect } from "./step-select.tsx";

export interface StepFieldProps {
  field: FormField;
  step: DraftStep;
  steps: readonly DraftStep[];
  orgId: string;
  workflowId: string;
  isDisabled: boolean;
  /** What is wrong in this step, by its place within `with`. */
  problems: ReadonlyMap<string, string>;
  onChange: (value: unknown) => void;
}

const TEMPLATE_HINT = "{{ expression }} stands for a value, as in {{ trigger.path }}.";

/** One setting of a step, as the table of step kinds says how to ask for it. */
export function StepField(props: StepFieldProps) {
  const { field, step, steps, isDisabled, problems, onChange } = props;
  const value = step.with[field.field];
  const common = { label: field.label, hint: field.help, error: problems.get(field.field) };
  switch (field.input) {
    case "expression":
      return (
        <TextArea
          {...common}
          isCode
          disabled={isDisabled}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "template":
      return (
        <TextArea
          {...common}
          hint={field.help ?? TEMPLATE_HINT}
          isCode
          disabled={isDisabled}
          value={textOf(value)}
          onChange={(event) =>
            onChange(
              event.target.value === "" && step.kind === "delay"
                ? null
                : event.target.value.replace(/\n/g, ""),
            )
          }
        />
      );
    case "long-template":
      return (
        <TextArea
          {...common}
          hint={field.help ?? TEMPLATE_HINT}
          disabled={isDisabled}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "json":
      return (
        <JsonField {...common} key={step.id} value={value} isDisabled={isDisabled} onChange={onChange} />
      );
    case "pairs":
      return (
        <PairsField
          {...common}
          value={typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}}
          isText={field.field === "headers"}
          isDisabled={isDisabled}
          onChange={onChange}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          disabled={isDisabled}
          value={textOf(value)}
          options={(field.options ?? []).map((option) => ({ value: option, label: option }))}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "number":
    case "seconds":
      return (
        <Field
          {...common}
          type="number"
          inputMode="numeric"
          min={1}
          disabled={isDisabled}
          hint={
            field.input === "seconds" && typeof value === "number" ? formatSpan(value * 1000) : field.help
          }
          label={field.input === "seconds" ? `${field.label} (seconds)` : field.label}
          value={typeof value === "number" ? value : ""}
          onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
        />
      );
    case "yes-no":
      return (
        <Check label={field.label} isChecked={value === true} isDisabled={isDisabled} onChange={onChange} />
      );
    case "step":
      return (
        <StepSelect
          {...common}
          value={typeof value === "string" ? value : null}
          steps={steps}
          own={step.id}
          none={field.field === "body" ? "Nothing" : "The end"}
          isDisabled={isDisabled}
          onChange={onChange}
        />
      );
    case "cases":
      return (
        <CasesField
          value={Array.isArray(value) ? value : []}
          steps={steps}
          own={step.id}
          isDisabled={isDisabled}
          problems={problems}
          onChange={onChange}
        />
      );
    case "workflow":
      return <WorkflowField {...props} />;
    case "connection":
      return (
        <ConnectionSelect
          {...props}
          label={field.label}
          connector={field.connector ?? "http"}
          {...(field.connector === "http" ? { none: "Nobody" } : {})}
          value={value}
          error={problems.get(field.field)}
        />
      );
    case "connector":
    case "action":
      // Steps that use a service have fields of their own: connector-fields.tsx.
      return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

interface JsonFieldProps {
  label: string;
  hint: string | undefined;
  error: string | undefined;
  value: unknown;
  isDisabled: boolean;
  onChange: (value: unknown) => void;
}

function JsonField({ value, isDisabled, onChange, ...rest }: JsonFieldProps) {
  const [typed, setTyped] = useState(() => toText(value));
  // Undo, or another person's draft, changed it from outside.
  const text = JSON.stringify(fromText(typed)) === JSON.stringify(value ?? null) ? typed : toText(value);
  return (
    <TextArea
      {...rest}
      hint={rest.hint ?? "JSON, or a text. {{ expression }} stands for a value."}
      isCode
      disabled={isDisabled}
      value={text}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(fromText(event.target.value));
      }}
    />
  );
}

function WorkflowField({ field, step, orgId, workflowId, isDisabled, problems, onChange }: StepFieldProps) {
  const { db } = useBrowserDb();
  const names = useQuery(workflowNamesQuery(db)).data ?? [];
  const others = names.filter((one) => one.org_id === orgId && one.id !== workflowId);
  return (
    <Select
      label={field.label}
      error={problems.get(field.field)}
      disabled={isDisabled}
      value={textOf(step.with[field.field])}
      options={[
        { value: "", label: others.length === 0 ? "There is no other workflow" : "Choose a workflow" },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
