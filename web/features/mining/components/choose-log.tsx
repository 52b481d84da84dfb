"use client";

import { type DragEvent, useState } from "react";
import { ImportIcon } from "../../../ui/icons.tsx";
import { Notice } from "../../../ui/notice.tsx";

/** A log by click, by keyboard or by drop. */
export function ChooseLog({ problem, onFile }: { problem: string | null; onFile: (file: File) => void }) {
  const [isOver, setIsOver] = useState(false);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  }

  return (
    <div className="grid gap-4">
      {problem ? (
        <Notice tone="warm" role="alert">
          {problem}
        </Notice>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the field inside does the same by click and key. */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <label
          className={`grid cursor-pointer justify-items-center gap-2 rounded-card border border-dashed bg-panel px-5 py-12 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 ${isOver ? "border-accent bg-accent-soft" : "border-line-strong hover:border-soft"}`}
        >
          <span className="grid size-10 place-items-center rounded-control bg-accent-soft text-accent">
            <ImportIcon />
          </span>
          <span className="text-card font-semibold tracking-tight">Choose a log file</span>
          <span className="text-soft">
            or drop it here: NDJSON, CSV or git log, also as{" "}
            <span className="font-mono text-[12.5px]">.gz</span>
          </span>
          <span className="text-meta text-soft">It is read and mined on this device. Nothing is sent.</span>
          <input
            type="file"
            aria-label="Choose a log file"
            className="sr-only"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = "";
              if (file) onFile(file);
            }}
          />
        </label>
      </div>
    </div>
  );
}
