"use client";

import { Button } from "../../../ui/button.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import { formatBytes } from "../format-bytes.ts";
import type { ImportStage } from "../import-store.ts";
import { stopImport } from "../run-import.ts";

export function ReadingFile({
  stage: { file, bytes },
}: {
  stage: Extract<ImportStage, { name: "reading" }>;
}) {
  return (
    <section className="card grid gap-4 px-4 py-5 sm:px-[22px]">
      <h2 className="text-card font-semibold tracking-tight [overflow-wrap:anywhere]">Reading {file.name}</h2>
      <ProgressBar
        label={`Reading ${file.name}`}
        value={bytes}
        max={file.size}
        text={`${formatBytes(bytes)} of ${formatBytes(file.size)}`}
      />
      <div>
        <Button onClick={stopImport}>Cancel</Button>
      </div>
    </section>
  );
}
