"use client";

import { SearchField } from "../../../ui/search-field.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import type { PatternFilter } from "../pattern-filter.ts";

const SORTS = [
  { value: "surprise", label: "Most surprising" },
  { value: "minutes", label: "Most minutes" },
  { value: "last", label: "Last seen" },
] as const;

const SHOWS = [
  { value: "found", label: "Found" },
  { value: "stopped", label: "Stopped" },
  { value: "withdrawn", label: "Withdrawn" },
] as const;

interface PatternControlsProps {
  filter: PatternFilter;
  onChange: (change: Partial<PatternFilter>) => void;
}

/** Search, order, and which patterns at all. */
export function PatternControls({ filter, onChange }: PatternControlsProps) {
  return (
    <div className="grid gap-2 sm:flex">
      <SearchField
        label="Search patterns"
        placeholder="Search files and tools"
        value={filter.q}
        onChange={(q) => onChange({ q })}
      />
      <div className="grid grid-cols-2 gap-2 sm:flex">
        <SelectField
          label="Order"
          value={filter.sort}
          options={SORTS}
          onChange={(sort) => onChange({ sort })}
        />
        <SelectField
          label="Which patterns"
          value={filter.show}
          options={SHOWS}
          onChange={(show) => onChange({ show })}
        />
      </div>
    </div>
  );
}
