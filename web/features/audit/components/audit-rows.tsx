"use client";

import { formatClock, formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { actionWords, detailWords } from "../actions-of-log.ts";
import type { AuditEntry } from "../queries.ts";

interface AuditRowsProps {
  rows: AuditEntry[];
  /** Whoever is known behind a pseudonym. */
  people: readonly { id: string; name: string }[];
  onActor: (actor: string) => void;
}

/** Rows of the log: when, who did what, from where, and whether it is in the chain. */
export function AuditRows({ rows, people, onActor }: AuditRowsProps) {
  return (
    <ol className="-my-1 divide-y divide-line">
      {rows.map((row) => (
        <li key={row.id} className="grid gap-x-4 gap-y-1 py-3 sm:grid-cols-[150px_1fr_auto]">
          <When at={row.at} />
          <div className="min-w-0">
            <p className="break-words">
              <Who row={row} onActor={onActor} /> {actionWords(row.action)}
              {detailWords(row.details) ? (
                <span className="text-soft"> · {detailWords(row.details)}</span>
              ) : null}
            </p>
            <p className="break-words text-meta text-soft" title={row.user_agent ?? undefined}>
              {[targetWords(row.target, people), row.ip, row.device].filter(Boolean).join(" · ")}
            </p>
          </div>
          <p className={`text-meta ${row.seq === null ? "text-warm" : "text-soft"}`}>
            {row.seq === null ? "waits for its seal" : `sealed, link ${row.seq}`}
          </p>
        </li>
      ))}
    </ol>
  );
}

function When({ at }: { at: string }) {
  const moment = useMoment();
  const ms = Date.parse(at);
  return (
    <time dateTime={at} className="text-[13px] text-soft">
      {formatDay(ms, moment)} <span className="font-mono text-meta">{formatClock(ms, moment.timeZone)}</span>
    </time>
  );
}

function Who({ row, onActor }: { row: AuditEntry; onActor: (actor: string) => void }) {
  if (!row.actor_id) return <span className="font-medium">Floyo</span>;
  const id = row.actor_id;
  return (
    <button
      type="button"
      onClick={() => onActor(id)}
      data-prints
      title="Show what this person did"
      className="rounded-mark font-medium underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      {row.actor_name || row.actor_email || "Somebody who is gone"}
    </button>
  );
}

/** What it was done to: a member by name where the page knows it, else the kind and the id as the log has them. */
function targetWords(target: string, people: AuditRowsProps["people"]): string {
  const [kind = "", id = ""] = target.split(":");
  const name = people.find((person) => person.id === id)?.name;
  if (kind === "member" && name) return name;
  return kind === "organisation" ? "" : `${kind.replace("_", " ")} ${id.slice(0, 8)}`;
}
