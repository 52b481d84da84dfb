"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { formatCount } from "../../../lib/format-count.ts";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { ImportStage } from "../import-store.ts";
import { startOver } from "../run-import.ts";
import type { Verdicts } from "../verdicts.ts";
import { RefusalList } from "./refusal-list.tsx";
import { VerdictCounts } from "./verdict-counts.tsx";

type Over = Extract<ImportStage, { name: "over" }>;

const TITLES: Record<Over["end"], string> = {
  done: "Import finished",
  stopped: "Import stopped",
  failed: "Import ended early",
};

/** What became of each event, and where to go now. */
export function ImportSummary({ stage }: { stage: Over }) {
  const title = useRef<HTMLHeadingElement>(null);
  // The step before it is gone from the page, and the focus with it.
  useEffect(() => title.current?.focus(), []);
  const { verdicts } = stage.progress;
  return (
    <section className="card grid gap-5 px-4 py-5 sm:px-[22px]">
      <div className="grid gap-1">
        <h2 ref={title} tabIndex={-1} className="text-card font-semibold tracking-tight outline-none">
          {TITLES[stage.end]}
        </h2>
        <p role="status" className="text-soft [overflow-wrap:anywhere]">
          {outcome(stage)}
        </p>
      </div>
      {stage.problem ? (
        <Notice tone="warm" role="alert">
          {stage.problem}
        </Notice>
      ) : null}
      <VerdictCounts verdicts={verdicts} />
      <RefusalList verdicts={verdicts} format={stage.format} />
      <div className="flex flex-wrap gap-2">
        <Link href="/feed" className={buttonClass("primary")}>
          Go to the feed
        </Link>
        <Button onClick={startOver}>
          {stage.end === "done" ? "Import another file" : "Choose the file again"}
        </Button>
      </div>
    </section>
  );
}

function outcome({ file, end, progress }: Over): string {
  const { accepted, duplicate }: Verdicts = progress.verdicts;
  if (end !== "done") {
    return `What was taken of ${file.name} is kept. Send the file again to add the rest; nothing is added twice.`;
  }
  if (accepted === 0 && duplicate > 0) {
    return `All ${formatCount(duplicate)} events of ${file.name} were known already. Nothing was added twice.`;
  }
  return `Floyo now looks for what repeats in ${file.name}. Suggestions appear in the feed by themselves.`;
}
