"use client";

import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { Help } from "../../../ui/help.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { sourcesQuery } from "../../sources/queries.ts";
import type { Geometry } from "../geometry.ts";
import type { TimelineFilter } from "../timeline-filter.ts";

const OPS = [
  { value: "", label: "All that happened" },
  ...EVENT_OPS.map((op) => ({ value: op, label: op })),
] as const;
const SEEN = [
  { value: "", label: "Seen or inferred" },
  { value: "live", label: "Seen as it happened" },
  { value: "inferred", label: "Inferred later" },
] as const;

interface TimelineControlsProps {
  filter: TimelineFilter;
  geometry: Geometry | undefined;
  onChange: (change: Partial<TimelineFilter>) => void;
}

/** Search, and behind a button what is left out. */
export function TimelineControls({ filter, geometry, onChange }: TimelineControlsProps) {
  const active = [filter.op, filter.source, filter.seen, filter.from, filter.to].filter(
    (value) => value !== "",
  ).length;
  const [isOpen, setIsOpen] = useState(active > 0);
  const id = useId();
  return (
    <div className="grid gap-2">
      <div className="flex gap-2">
        <SearchField
          label="Search events"
          placeholder="Search files and tools"
          value={filter.q}
          onChange={(q) => onChange({ q })}
        />
        <Button aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
          Filters{active > 0 ? ` · ${active}` : ""}
        </Button>
      </div>
      <div id={id} hidden={!isOpen} className={isOpen ? "flex flex-wrap items-end gap-2" : ""}>
        {isOpen ? <Filters filter={filter} onChange={onChange} hasActive={active > 0} /> : null}
      </div>
      <p role="status" className="sr-only">
        {geometry ? `${geometry.events} events` : ""}
      </p>
    </div>
  );
}

function Filters({
  filter,
  hasActive,
  onChange,
}: Omit<TimelineControlsProps, "geometry"> & { hasActive: boolean }) {
  const { db } = useBrowserDb();
  const sources = useQuery(sourcesQuery(db)).data ?? [];
  return (
    <>
      <SelectField
        label="What happened"
        value={filter.op}
        options={OPS}
        onChange={(op) => onChange({ op })}
      />
      <SelectField
        label="Source"
        value={filter.source}
        options={[
          { value: "", label: "All sources" },
          ...sources.map((source) => ({ value: source.id, label: source.name })),
        ]}
        onChange={(source) => onChange({ source })}
      />
      <div className="flex items-center gap-1.5">
        <SelectField
          label="How it is known"
          value={filter.seen}
          options={SEEN}
          onChange={(seen) => onChange({ seen })}
        />
        <Help about="inferred">
          Nobody was listening when it happened: it was found afterwards by comparing the folder with how it
          was before. It has happened; its time is the latest possible.
        </Help>
      </div>
      <DayField label="From" value={filter.from} max={filter.to} onChange={(from) => onChange({ from })} />
      <DayField label="To" value={filter.to} min={filter.from} onChange={(to) => onChange({ to })} />
      {hasActive ? (
        <Button look="ghost" onClick={() => onChange({ op: "", source: "", seen: "", from: "", to: "" })}>
          Clear
        </Button>
      ) : null}
    </>
  );
}

interface DayFieldProps {
  label: string;
  value: string;
  min?: string;
  max?: string;
  onChange: (value: string) => void;
}

function DayField({ label, value, min, max, onChange }: DayFieldProps) {
  return (
    <label className="flex items-center gap-1.5 text-meta text-soft">
      {label}
      <input
        type="date"
        value={value}
        min={min || undefined}
        max={max || undefined}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-[34px] rounded-control border border-line bg-panel px-2 text-[13px] text-ink pointer-coarse:min-h-11"
      />
    </label>
  );
}
