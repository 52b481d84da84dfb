"use client";

import type { Draft } from "../draft.ts";
import { draftDiff } from "../draft-diff.ts";
import { toText } from "../json-text.ts";

interface DifferencesProps {
  before: Draft;
  after: Draft;
  beforeLabel: string;
  afterLabel: string;
}

const MOST_SHOWN = 60;

/** What differs between two definitions, place by place. */
export function Differences({ before, after, beforeLabel, afterLabel }: DifferencesProps) {
  const found = draftDiff(before, after);
  if (found.length === 0) return <p className="text-[13px] text-soft">They are the same.</p>;
  return (
    <ul className="grid gap-3">
      {found.slice(0, MOST_SHOWN).map(({ place, before: old, after: now }) => (
        <li key={place} className="grid gap-1">
          <code className="break-all font-mono text-[12.5px] font-medium">{place}</code>
          <Side label={beforeLabel} value={old} look="bg-warm-soft text-warm" />
          <Side label={afterLabel} value={now} look="bg-accent-soft text-accent" />
        </li>
      ))}
      {found.length > MOST_SHOWN ? (
        <li className="text-meta text-soft">and {found.length - MOST_SHOWN} more places</li>
      ) : null}
    </ul>
  );
}

function Side({ label, value, look }: { label: string; value: unknown; look: string }) {
  return (
    <div className="grid grid-cols-[64px_minmax(0,1fr)] gap-2">
      <span className="text-meta text-soft">{label}</span>
      <pre
        className={`max-h-40 overflow-auto whitespace-pre-wrap break-words rounded-mark px-2 py-0.5 font-mono text-[12.5px] ${look}`}
      >
        {value === undefined ? "not there" : toText(value) || "empty"}
      </pre>
    </div>
  );
}
