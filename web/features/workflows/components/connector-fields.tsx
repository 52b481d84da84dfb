"use client";

import type { Action } from "@floyo/shared/connectors/connector.ts";
import { CONNECTORS, findAction, findConnector } from "@floyo/shared/connectors/connectors.ts";
import type { DraftStep } from "../draft.ts";
import { ConnectionSelect } from "./connection-select.tsx";
import { Select } from "./form-parts.tsx";
import { StepField, type StepFieldProps } from "./step-field.tsx";

const SERVICES = CONNECTORS.filter(({ actions }) => actions.length > 0);

interface ConnectorFieldsProps extends Omit<StepFieldProps, "field" | "onChange"> {
  onChange: (step: DraftStep, place: string) => void;
}

/** The settings of a step that uses a service: service, action, connection, and the form that the action asks for. */
export function ConnectorFields(props: ConnectorFieldsProps) {
  const { step, isDisabled, problems, onChange } = props;
  const chosen = findConnector(textOf(step.with.connector));
  const action = findAction(textOf(step.with.connector), textOf(step.with.action));
  const settings = (step.with.settings ?? {}) as Record<string, unknown>;
  const set = (changed: object, place: string) =>
    onChange({ ...step, with: { ...step.with, ...changed } }, place);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Service"
          disabled={isDisabled}
          error={problems.get("connector")}
          value={chosen?.key ?? ""}
          options={[
            ...(chosen ? [] : [{ value: "", label: "Choose a service" }]),
            ...SERVICES.map(({ key, name }) => ({ value: key, label: name })),
          ]}
          onChange={(event) => set(beginAction(event.target.value), "connector")}
        />
        <Select
          label="Action"
          disabled={isDisabled || !chosen}
          error={problems.get("action")}
          hint={action?.description}
          value={action?.key ?? ""}
          options={(chosen?.actions ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(event) => set(beginAction(chosen?.key ?? "", event.target.value), "action")}
        />
      </div>
      {chosen ? (
        <ConnectionSelect
          connector={chosen.key}
          value={step.with.connectionId}
          orgId={props.orgId}
          isDisabled={isDisabled}
          error={problems.get("connectionId")}
          onChange={(connectionId) => set({ connectionId }, "connectionId")}
        />
      ) : null}
      {action?.form.map((field) => (
        <StepField
          {...props}
          key={`${action.key} ${field.field}`}
          field={field}
          step={{ ...step, with: shownSettings(action, settings) }}
          problems={within(problems)}
          onChange={(value) =>
            set({ settings: withSetting(settings, field.field, value) }, `settings.${field.field}`)
          }
        />
      ))}
      {action ? <p className="text-meta text-soft">Later steps read: {action.gives}.</p> : null}
    </>
  );
}

/** Another service or action begins anew: what is left out takes the default of its schema. */
function beginAction(connectorKey: string, actionKey?: string): object {
  const first = findConnector(connectorKey)?.actions[0]?.key ?? "";
  const begun = { connector: connectorKey, action: actionKey ?? first, settings: {} };
  return actionKey === undefined ? { ...begun, connectionId: null } : begun;
}

/** A text that was emptied is left out, so that the default of the schema stands for it. */
function withSetting(settings: Record<string, unknown>, field: string, value: unknown) {
  const { [field]: _, ...others } = settings;
  return value === "" ? others : { ...settings, [field]: value };
}

/** What is shown: fields of JSON need a value. */
function shownSettings(action: Action | null, settings: Record<string, unknown>): Record<string, unknown> {
  const none = (action?.form ?? []).filter(({ input }) => input === "json").map(({ field }) => [field, null]);
  return { ...Object.fromEntries(none), ...settings };
}

function within(problems: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...problems].flatMap(([place, message]) => {
      const inner = /^settings\.([^.]+)/.exec(place)?.[1];
      return inner === undefined ? [] : [[inner, message] as const];
    }),
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
