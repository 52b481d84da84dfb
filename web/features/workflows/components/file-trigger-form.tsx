"use client";

import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Field } from "../../../ui/field.tsx";
import { sourcesQuery } from "../../sources/queries.ts";
import { Check, Select } from "./form-parts.tsx";
import type { TriggerFormProps } from "./trigger-form.tsx";

const TIMES = [
  ["settleSeconds", "Quiet for (seconds)", "before it starts"],
  ["maxWaitSeconds", "At the latest after (seconds)", "even while it is not quiet"],
  ["holdAt", "Ask from", "files at once"],
] as const;

/** Which files start the workflow, where they lie, and how long they must have been quiet. */
export function FileTriggerForm({ trigger, isDisabled, problems, onChange }: TriggerFormProps) {
  const set = (name: string, value: unknown) => onChange({ ...trigger, [name]: value }, name);
  const ops = Array.isArray(trigger.ops) ? (trigger.ops as string[]) : [];
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Field
          label="Path"
          className="[&_input]:font-mono [&_input]:text-[13px]"
          value={String(trigger.pattern ?? "")}
          placeholder={trigger.match === "template" ? "Invoices/invoice-{number}.pdf" : "Invoices/*.pdf"}
          disabled={isDisabled}
          error={problems.get("pattern")}
          hint="Within the source: Invoices/*.pdf. Without a folder it fits at any depth."
          onChange={(event) => set("pattern", event.target.value)}
        />
        <Select
          label="Written as"
          value={String(trigger.match ?? "glob")}
          disabled={isDisabled}
          options={[
            { value: "glob", label: "a glob (*.pdf)" },
            { value: "template", label: "a name of a pattern ({date})" },
          ]}
          onChange={(event) => set("match", event.target.value)}
        />
      </div>
      <SourceField
        value={typeof trigger.sourceId === "string" ? trigger.sourceId : null}
        isDisabled={isDisabled}
        onChange={(sourceId) => set("sourceId", sourceId)}
      />
      <fieldset>
        <legend className="text-[13px] font-medium">When it is</legend>
        <div className="flex flex-wrap gap-x-4">
          {EVENT_OPS.map((op) => (
            <Check
              key={op}
              label={op}
              isDisabled={isDisabled}
              isChecked={ops.includes(op)}
              onChange={(isOn) =>
                set(
                  "ops",
                  EVENT_OPS.filter((one) => (one === op ? isOn : ops.includes(one))),
                )
              }
            />
          ))}
        </div>
        {problems.has("ops") ? <p className="text-meta text-warm">Choose at least one.</p> : null}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-3">
        {TIMES.map(([name, label, hint]) => (
          <Field
            key={name}
            label={label}
            hint={hint}
            type="number"
            min={0}
            disabled={isDisabled}
            error={problems.get(name)}
            value={typeof trigger[name] === "number" ? (trigger[name] as number) : ""}
            onChange={(event) => set(name, event.target.value === "" ? null : Number(event.target.value))}
          />
        ))}
      </div>
    </>
  );
}

interface SourceFieldProps {
  value: string | null;
  isDisabled: boolean;
  onChange: (sourceId: string | null) => void;
}

/** One of the person's own sources; a colleague's choice is theirs to see. */
function SourceField({ value, isDisabled, onChange }: SourceFieldProps) {
  const { db } = useBrowserDb();
  const sources = (useQuery(sourcesQuery(db)).data ?? []).filter(({ kind }) => kind !== "import");
  const isForeign = value !== null && sources.every(({ id }) => id !== value);
  return (
    <Select
      label="Source"
      hint="Only your own files start it, and those of colleagues who allow it."
      disabled={isDisabled}
      value={value ?? ""}
      options={[
        { value: "", label: "Every source in this organisation" },
        ...sources.map(({ id, name }) => ({ value: id, label: name })),
        ...(isForeign ? [{ value, label: "A source of somebody else" }] : []),
      ]}
      onChange={(event) => onChange(event.target.value || null)}
    />
  );
}
