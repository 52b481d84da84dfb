"use client";

import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { CONTROL_CLASS } from "../../../ui/field.tsx";
import { fromText, toText } from "../json-text.ts";

interface PairsFieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value: Record<string, unknown>;
  /** Values that must stay texts, as those of headers. */
  isText: boolean;
  isDisabled: boolean;
  onChange: (value: Record<string, unknown>) => void;
}

interface Pair {
  key: string;
  text: string;
}

/** Names and values, one pair a line. */
export function PairsField(props: PairsFieldProps) {
  const { label, hint, error, value, isText, isDisabled, onChange } = props;
  const [kept, setKept] = useState<Pair[]>([]);
  // Two lines of one name, or one without, are no object: they live here until they are one.
  const pairs = isSame(kept, value, isText) ? kept : pairsOf(value, isText);

  function change(next: Pair[]): void {
    setKept(next);
    onChange(objectOf(next, isText));
  }

  return (
    <fieldset className="grid gap-1.5" disabled={isDisabled}>
      <legend className="mb-1.5 text-[13px] font-medium">{label}</legend>
      {pairs.map((pair, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else that stays while it is typed.
        <div key={index} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-2">
          <input
            aria-label={`${label}: name ${index + 1}`}
            placeholder="name"
            className={`${CONTROL_CLASS} font-mono text-[13px]`}
            value={pair.key}
            onChange={(event) => change(pairs.with(index, { ...pair, key: event.target.value }))}
          />
          <input
            aria-label={`${label}: value ${index + 1}`}
            placeholder="value or {{ expression }}"
            className={`${CONTROL_CLASS} font-mono text-[13px]`}
            value={pair.text}
            onChange={(event) => change(pairs.with(index, { ...pair, text: event.target.value }))}
          />
          <Button
            look="ghost"
            aria-label={`${label}: remove line ${index + 1}`}
            onClick={() => change(pairs.toSpliced(index, 1))}
          >
            Remove
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => change([...pairs, { key: "", text: "" }])}>Add a line</Button>
      </div>
      {error || hint ? (
        <p className={`text-meta ${error ? "text-warm" : "text-soft"}`}>{error ?? hint}</p>
      ) : null}
    </fieldset>
  );
}

function pairsOf(value: Record<string, unknown>, isText: boolean): Pair[] {
  return Object.entries(value).map(([key, one]) => ({ key, text: isText ? String(one) : toText(one) }));
}

function objectOf(pairs: readonly Pair[], isText: boolean): Record<string, unknown> {
  return Object.fromEntries(
    pairs.filter(({ key }) => key !== "").map(({ key, text }) => [key, isText ? text : fromText(text)]),
  );
}

function isSame(kept: readonly Pair[], value: Record<string, unknown>, isText: boolean): boolean {
  return JSON.stringify(objectOf(kept, isText)) === JSON.stringify(value);
}
