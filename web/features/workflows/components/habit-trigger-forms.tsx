"use client";

import { PATTERN_KINDS } from "@floyo/shared/mining/pattern.ts";
import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { habitsQuery } from "../habits.ts";
import { workflowNamesQuery } from "../queries.ts";
import { Check, Select } from "./form-parts.tsx";
import type { TriggerFormProps } from "./trigger-form.tsx";

/** Which kinds of new patterns start the workflow; none chosen: each. */
export function PatternSettings({ trigger, isDisabled, onChange }: TriggerFormProps) {
  const kinds = Array.isArray(trigger.patternKinds) ? (trigger.patternKinds as string[]) : [];
  return (
    <fieldset>
      <legend className="text-[13px] font-medium">Patterns of the kind</legend>
      <div className="flex flex-wrap gap-x-4">
        {PATTERN_KINDS.map((kind) => (
          <Check
            key={kind}
            label={kind}
            isDisabled={isDisabled}
            isChecked={kinds.includes(kind)}
            onChange={(isOn) =>
              onChange(
                {
                  ...trigger,
                  patternKinds: PATTERN_KINDS.filter((one) => (one === kind ? isOn : kinds.includes(one))),
                },
                "patternKinds",
              )
            }
          />
        ))}
      </div>
      <p className="text-meta text-soft">
        None chosen: each of them. Only your own patterns start it, and those of colleagues who allow it.
      </p>
    </fieldset>
  );
}

/** Which habit must be missed. */
export function AbsenceSettings({ trigger, isDisabled, onChange }: TriggerFormProps) {
  const { db } = useBrowserDb();
  const habits = useQuery(habitsQuery(db)).data ?? [];
  const chosen = String(trigger.patternFingerprint ?? "");
  const isForeign = chosen !== "" && habits.every(({ fingerprint }) => fingerprint !== chosen);
  return (
    <Select
      label="Habit"
      hint="A habit counts as missed when its time and its tolerance have passed."
      value={chosen}
      disabled={isDisabled}
      options={[
        { value: "", label: "Any habit with a time" },
        ...habits.map(({ fingerprint, label }) => ({ value: fingerprint, label })),
        ...(isForeign ? [{ value: chosen, label: "A habit of somebody else, or one that ended" }] : []),
      ]}
      onChange={(event) =>
        onChange({ ...trigger, patternFingerprint: event.target.value || null }, "patternFingerprint")
      }
    />
  );
}

/** Whose failure starts the workflow. */
export function FailureSettings({ trigger, orgId, workflowId, isDisabled, onChange }: TriggerFormProps) {
  const { db } = useBrowserDb();
  const names = useQuery(workflowNamesQuery(db)).data ?? [];
  return (
    <Select
      label="Workflow"
      hint="What this workflow does or calls itself starts nothing when it fails."
      value={String(trigger.workflowId ?? "")}
      disabled={isDisabled}
      options={[
        { value: "", label: "Any other" },
        ...names
          .filter((one) => one.org_id === orgId && one.id !== workflowId)
          .map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange({ ...trigger, workflowId: event.target.value || null }, "workflowId")}
    />
  );
}
