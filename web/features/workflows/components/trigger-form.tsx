"use client";

import { TRIGGERS } from "@floyo/shared/workflows/trigger.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { Field } from "../../../ui/field.tsx";
import type { DraftTrigger } from "../draft.ts";
import { triggerWords } from "../trigger-words.ts";
import { FileTriggerForm } from "./file-trigger-form.tsx";
import { Select } from "./form-parts.tsx";
import { AbsenceSettings, FailureSettings, PatternSettings } from "./habit-trigger-forms.tsx";
import { InputFieldsForm } from "./input-fields-form.tsx";

export interface TriggerFormProps {
  trigger: DraftTrigger;
  orgId: string;
  workflowId: string;
  isDisabled: boolean;
  /** By their place within the trigger. */
  problems: ReadonlyMap<string, string>;
  onChange: (trigger: DraftTrigger, place: string) => void;
}

/** What starts the workflow. */
export function TriggerForm(props: TriggerFormProps) {
  const { trigger, isDisabled, onChange } = props;
  const { timeZone } = useMoment();
  const known = TRIGGERS.find(({ kind }) => kind === trigger.kind);
  return (
    <div className="grid gap-4">
      <Select
        label="It starts"
        hint={known?.description}
        disabled={isDisabled}
        value={trigger.kind}
        options={TRIGGERS.map(({ kind, label }) => ({ value: kind, label }))}
        onChange={(event) => onChange(firstTrigger(event.target.value, timeZone), "kind")}
      />
      <Settings {...props} />
    </div>
  );
}

function firstTrigger(kind: string, timeZone: string): DraftTrigger {
  switch (kind) {
    case "manual":
      return { kind, fields: [] };
    case "schedule":
      return { kind, cron: "0 9 * * 1", rrule: null, timeZone, missed: "once" };
    case "file":
      return {
        kind,
        match: "glob",
        pattern: "",
        ops: ["created"],
        sourceId: null,
        settleSeconds: 30,
        maxWaitSeconds: 300,
        holdAt: 100,
      };
    case "webhook":
      return { kind, answer: "at-once" };
    case "pattern":
      return { kind, patternKinds: [] };
    default:
      return { kind };
  }
}

function Settings(props: TriggerFormProps) {
  const { trigger, isDisabled, problems, onChange } = props;
  const set = (name: string, value: unknown) => onChange({ ...trigger, [name]: value }, name);
  const text = (name: string) => (typeof trigger[name] === "string" ? (trigger[name] as string) : "");
  switch (trigger.kind) {
    case "manual":
      return <InputFieldsForm {...props} />;
    case "schedule":
      return (
        <div className="grid gap-4 sm:grid-cols-2">
          {trigger.rrule === null || trigger.rrule === undefined ? (
            <Field
              label="Cron line"
              className="[&_input]:font-mono"
              value={text("cron")}
              disabled={isDisabled}
              error={problems.get("cron")}
              hint={triggerWords(trigger)}
              onChange={(event) => set("cron", event.target.value)}
            />
          ) : (
            <Field
              label="Recurrence rule"
              className="[&_input]:font-mono"
              value={text("rrule")}
              disabled={isDisabled}
              error={problems.get("rrule")}
              hint={triggerWords(trigger)}
              onChange={(event) => set("rrule", event.target.value)}
            />
          )}
          <Field
            label="Time zone"
            value={text("timeZone")}
            disabled={isDisabled}
            error={problems.get("timeZone")}
            hint="Times are those of clocks there, in summer and in winter."
            onChange={(event) => set("timeZone", event.target.value)}
          />
          <Select
            label="Times that were missed"
            value={text("missed") || "once"}
            disabled={isDisabled}
            options={[
              { value: "skip", label: "are left out" },
              { value: "once", label: "are made good once" },
              { value: "all", label: "are each made good" },
            ]}
            onChange={(event) => set("missed", event.target.value)}
          />
          <Select
            label="Written as"
            value={typeof trigger.rrule === "string" ? "rrule" : "cron"}
            disabled={isDisabled}
            options={[
              { value: "cron", label: "a cron line" },
              { value: "rrule", label: "a recurrence rule (RFC 5545)" },
            ]}
            onChange={(event) =>
              onChange(
                event.target.value === "cron"
                  ? { ...trigger, cron: "0 9 * * 1", rrule: null }
                  : { ...trigger, cron: null, rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0" },
                "written",
              )
            }
          />
        </div>
      );
    case "file":
      return <FileTriggerForm {...props} />;
    case "webhook":
      return (
        <Select
          label="The caller gets"
          value={text("answer") || "at-once"}
          disabled={isDisabled}
          options={[
            { value: "at-once", label: "an answer at once" },
            { value: "when-done", label: "the output, if the run ends within 30 s" },
          ]}
          onChange={(event) => set("answer", event.target.value)}
        />
      );
    case "failure":
      return <FailureSettings {...props} />;
    case "pattern":
      return <PatternSettings {...props} />;
    case "absence":
      return <AbsenceSettings {...props} />;
    default:
      return null;
  }
}
