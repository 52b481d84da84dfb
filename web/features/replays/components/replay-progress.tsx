"use client";

import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import type { Replay } from "../rows.ts";

/** What is over is told this long, unless it is closed. */
const TOLD_MS = 10 * 60_000;

interface ReplayProgressProps {
  replay: Replay;
  isBusy: boolean;
  onCancel: () => void;
}

/** How far a replay is, or how it ended. */
export function ReplayProgress({ replay, isBusy, onCancel }: ReplayProgressProps) {
  const { now } = useMoment();
  const [closed, setClosed] = useState<string | null>(null);
  const { id, status, total, started, skipped, finished_at } = replay;
  if (finished_at && (closed === id || now - Date.parse(finished_at) > TOLD_MS)) return null;
  const left = skipped > 0 ? `, ${skipped} left out: run again by somebody else, or not yours to run` : "";
  return (
    <section
      aria-label="Runs that are run again"
      className="card grid grid-cols-[minmax(0,1fr)_auto] items-center gap-4 px-4 py-3 sm:px-5"
    >
      {status === "running" ? (
        <>
          <ProgressBar
            label="Started again"
            value={started + skipped}
            max={total}
            text={`${started} of ${total} started again${left}`}
          />
          <Button disabled={isBusy} onClick={onCancel}>
            Cancel
          </Button>
        </>
      ) : (
        <>
          <p role="status" className="text-[13px]">
            {status === "cancelled" ? "Cancelled: " : ""}
            {started} of {total} started again{left}.
          </p>
          <Button look="ghost" onClick={() => setClosed(id)}>
            Close
          </Button>
        </>
      )}
    </section>
  );
}
