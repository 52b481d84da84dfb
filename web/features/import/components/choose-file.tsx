"use client";

import { type DragEvent, useState } from "react";
import { useMoment } from "../../../ui/clock.tsx";
import { ImportIcon } from "../../../ui/icons.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { ImportStage } from "../import-store.ts";
import { previewFile } from "../run-import.ts";
import { FormatsHelp } from "./formats-help.tsx";
import { ReadingFile } from "./reading-file.tsx";

type ChooseStage = Extract<ImportStage, { name: "choose" | "reading" }>;

/** The first step: a file by click, by keyboard or by drop. */
export function ChooseFile({ stage }: { stage: ChooseStage }) {
  const { timeZone } = useMoment();
  const [isOver, setIsOver] = useState(false);

  function take(file: File | undefined): void {
    if (file) void previewFile(file, { timeZone, zoneFrom: "guess" });
  }
  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
  }

  if (stage.name === "reading") return <ReadingFile stage={stage} />;
  return (
    <div className="grid gap-4">
      {stage.problem ? (
        <Notice tone="warm" role="alert">
          {stage.problem}
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
            or drop it here: NDJSON, CSV, git log or ActivityWatch, also as{" "}
            <span className="font-mono text-[12.5px]">.gz</span>
          </span>
          <span className="text-meta text-soft">
            It is read on this device first. Nothing is sent before you say so.
          </span>
          <input
            type="file"
            aria-label="Choose a log file"
            className="sr-only"
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
        </label>
      </div>
      <FormatsHelp />
    </div>
  );
}
