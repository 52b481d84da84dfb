"use client";

import { useEffect, useRef, useState } from "react";
import { SearchIcon } from "./icons.tsx";

const QUIET_MS = 200;

interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string;
  /** Called once the typing has been quiet for a moment, and at once on Enter or when the field is emptied. */
  onChange: (value: string) => void;
}

/** A search over the list below it. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Back, or a link, changed the search from outside.
  useEffect(() => {
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function tell(next: string): void {
    clearTimeout(timer.current);
    told.current = next.trim();
    onChange(next.trim());
  }

  function type(next: string): void {
    setText(next);
    clearTimeout(timer.current);
    if (next === "") tell(next);
    else timer.current = setTimeout(() => tell(next), QUIET_MS);
  }

  return (
    <search className="relative block min-w-0 flex-1">
      <span className="pointer-events-none absolute inset-y-0 start-2.5 grid place-items-center text-soft">
        <SearchIcon />
      </span>
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => (event.key === "Enter" ? tell(text) : undefined)}
        className="min-h-[34px] w-full rounded-control border border-line bg-panel py-1 pe-2 ps-9 text-ink placeholder:text-soft pointer-coarse:min-h-11"
      />
    </search>
  );
}
