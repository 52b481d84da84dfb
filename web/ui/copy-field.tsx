"use client";

import { useEffect, useId, useState } from "react";
import { Button } from "./button.tsx";

const SAID_MS = 2_000;

/** A value to copy: the button copies it, and it can be selected by hand where the clipboard is closed. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId();
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setSaid("Copied");
    } catch {
      // The browser refused the clipboard; the text is selected instead, ready for the keyboard.
      const input = document.getElementById(id);
      if (input instanceof HTMLInputElement) input.select();
      setSaid("Press Ctrl+C");
    }
  }

  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-[13px] font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          className="min-h-[34px] min-w-0 flex-1 rounded-control border border-line bg-bg px-3 font-mono text-[12.5px]"
        />
        <Button onClick={copy} aria-label={`Copy ${label.toLowerCase()}`}>
          {said || "Copy"}
        </Button>
        <span role="status" className="sr-only">
          {said}
        </span>
      </div>
    </div>
  );
}
