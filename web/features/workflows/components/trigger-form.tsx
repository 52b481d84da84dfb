"use client";

import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { TRIGGERS } from "@floyo/shared/workflows/trigger.ts";
import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { DraftTrigger } from "../draft.ts";
import { workflowNamesQuery } from "../queries.ts";
import { triggerWords } from "../trigger-words.ts";
import { Check, Select } from "./form-parts.tsx";
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
  // Only what starts runs is offered; what a draft brought along stays, and says what it cannot do.
  const offered = TRIGGERS.filter(({ kind, startsRuns }) => startsRuns || kind === trigger.kind);
  return (
    <div className="grid gap-4">
      <Select
        label="It starts"
        hint={known?.description}
        disabled={isDisabled}
        value={trigger.kind}
        options={offered.map(({ kind, label }) => ({ value: kind, label }))}
        onChange={(event) => onChange(firstTrigger(event.target.value, timeZone), "kind")}
      />
      {known?.startsRuns === false ? (
        <Notice tone="warm" role="status">
          Floyo does not start runs by this yet. Until it does, start them with Run, or choose a schedule.
        </Notice>
      ) : null}
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
      return <FileSettings {...props} />;
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
    default:
      return null;
  }
}

function FileSettings({ trigger, isDisabled, problems, onChange }: TriggerFormProps) {
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
          hint="As the sources name it."
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
        {(
          [
            ["settleSeconds", "Quiet for (seconds)", "before it starts"],
            ["maxWaitSeconds", "At the latest after (seconds)", "even while it is not quiet"],
            ["holdAt", "Ask from", "files at once"],
          ] as const
        ).map(([name, label, hint]) => (
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

function FailureSettings({ trigger, orgId, workflowId, isDisabled, onChange }: TriggerFormProps) {
  const { db } = useBrowserDb();
  const names = useQuery(workflowNamesQuery(db)).data ?? [];
  return (
    <Select
      label="Workflow"
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
