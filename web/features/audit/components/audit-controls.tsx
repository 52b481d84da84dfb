"use client";

import { useMutation } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { downloadText } from "../../../lib/download-text.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { ACTION_WORDS } from "../actions-of-log.ts";
import type { AuditFilter } from "../audit-filter.ts";
import { everyEntry } from "../queries.ts";

interface AuditControlsProps {
  orgId: string;
  filter: AuditFilter;
  people: readonly { id: string; name: string }[];
  onChange: (filter: AuditFilter) => void;
}

/** What is shown, by action, person and days; and all of it as a file. */
export function AuditControls({ orgId, filter, people, onChange }: AuditControlsProps) {
  const known = filter.actor !== null && people.every(({ id }) => id !== filter.actor);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SelectField
        label="Action"
        value={filter.action ?? ""}
        options={[
          { value: "", label: "Every action" },
          ...Object.entries(ACTION_WORDS).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(action) => onChange({ ...filter, action: action || null })}
      />
      <SelectField
        label="Person"
        value={filter.actor ?? ""}
        options={[
          { value: "", label: "Everybody" },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
          ...(known ? [{ value: filter.actor ?? "", label: "This person" }] : []),
        ]}
        onChange={(actor) => onChange({ ...filter, actor: actor || null })}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Day label="From" value={filter.since} onChange={(since) => onChange({ ...filter, since })} />
        <Day label="Until" value={filter.until} onChange={(until) => onChange({ ...filter, until })} />
      </div>
      <Exports orgId={orgId} filter={filter} />
    </div>
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null;
  onChange: (day: string | null) => void;
}) {
  return (
    <label className="flex items-center gap-1.5 text-[13px] text-soft">
      {label}
      <input
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
        className="min-h-[34px] rounded-control border border-line bg-panel px-2 text-[13px] text-ink hover:border-line-strong pointer-coarse:min-h-11"
      />
    </label>
  );
}

function Exports({ orgId, filter }: { orgId: string; filter: AuditFilter }) {
  const { db } = useBrowserDb();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const save = useMutation({
    mutationFn: async (format: "csv" | "json") => {
      const [rows, { auditCsv, auditJson }] = await Promise.all([
        everyEntry(db(), orgId, filter),
        import("../export-log.ts"),
      ]);
      if (format === "csv") downloadText("floyo-audit-log.csv", auditCsv(rows), "text/csv");
      else downloadText("floyo-audit-log.json", auditJson(rows), "application/json");
      return rows.length;
    },
    onSuccess: (count) => show({ title: count === 1 ? "1 row saved" : `${count} rows saved` }),
    onError: (error) => warn({ title: "The log was not saved", detail: error.message }),
  });
  return (
    <div className="ms-auto flex gap-2">
      <Button disabled={save.isPending} onClick={() => save.mutate("csv")}>
        CSV
      </Button>
      <Button disabled={save.isPending} onClick={() => save.mutate("json")}>
        JSON
      </Button>
    </div>
  );
}
