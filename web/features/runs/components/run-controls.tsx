"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { workflowNamesQuery } from "../../workflows/queries.ts";
import type { RunFilter } from "../run-filter.ts";
import { RUN_STATUSES, STATUS_WORDS } from "../status-words.ts";

interface RunControlsProps {
  filter: RunFilter;
  onChange: (change: Partial<RunFilter>) => void;
}

/** Which runs are shown: by state, workflow, days, and what people know of them. */
export function RunControls({ filter, onChange }: RunControlsProps) {
  const { db } = useBrowserDb();
  const names = useQuery(workflowNamesQuery(db)).data ?? [];
  const isUnlisted = filter.workflow !== "" && names.every(({ id }) => id !== filter.workflow);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="min-w-0 flex-1 basis-52">
        <SearchField
          label="Find runs by workflow, error, file or id"
          placeholder="Workflow, error, file or id"
          value={filter.q}
          onChange={(q) => onChange({ q })}
        />
      </div>
      <SelectField
        label="State"
        value={filter.status}
        options={[
          { value: "", label: "Every state" },
          ...RUN_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] ?? value })),
          { value: "dead", label: "failed at a limit" },
        ]}
        onChange={(status) => onChange({ status: status as RunFilter["status"] })}
      />
      {names.length > 0 || isUnlisted ? (
        <div className="max-w-56 [&>select]:max-w-full">
          <SelectField
            label="Workflow"
            value={filter.workflow}
            options={[
              { value: "", label: "Every workflow" },
              ...names.map(({ id, name }) => ({ value: id, label: name })),
              ...(isUnlisted ? [{ value: filter.workflow, label: "This workflow" }] : []),
            ]}
            onChange={(workflow) => onChange({ workflow })}
          />
        </div>
      ) : null}
      <Day label="From" value={filter.since} onChange={(since) => onChange({ since })} />
      <Day label="Until" value={filter.until} onChange={(until) => onChange({ until })} />
    </div>
  );
}

interface DayProps {
  label: string;
  value: string;
  onChange: (day: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <label className="flex items-center gap-1.5 text-[13px] text-soft">
      {label}
      <input
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-[34px] rounded-control border border-line bg-panel px-2 text-[13px] text-ink hover:border-line-strong pointer-coarse:min-h-11"
      />
    </label>
  );
}
