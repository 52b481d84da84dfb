"use client";

import { formatCount } from "../../../lib/format-count.ts";
import { Button } from "../../../ui/button.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import type { ImportStage } from "../import-store.ts";
import { stopImport } from "../run-import.ts";
import { VerdictCounts } from "./verdict-counts.tsx";

/** How far the import is, with the verdicts so far. */
export function ImportProgress({
  stage: { file, progress },
}: {
  stage: Extract<ImportStage, { name: "sending" }>;
}) {
  return (
    <section className="card grid gap-5 px-4 py-5 sm:px-[22px]">
      <h2 className="text-card font-semibold tracking-tight [overflow-wrap:anywhere]">Sending {file.name}</h2>
      <ProgressBar
        label={`Sending ${file.name}`}
        value={progress.judged}
        max={progress.total}
        text={`${formatCount(progress.judged)} of ${formatCount(progress.total)} events`}
      />
      <p role="status" className="text-[13px] text-warm empty:hidden">
        {progress.waiting}
      </p>
      <VerdictCounts verdicts={progress.verdicts} />
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={stopImport}>Cancel</Button>
        <p className="text-meta text-soft">You can look at other pages meanwhile. Keep this tab open.</p>
      </div>
    </section>
  );
}
