"use client";

import Link from "next/link";
import { useState } from "react";
import { formatAgo, formatClock, formatUntil } from "../../../lib/format-time.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import type { DraftStep } from "../../workflows/draft.ts";
import { cancelRun, restartRun, resumeRun } from "../queries.ts";
import type { Run, RunStep } from "../rows.ts";
import { stoppedStep } from "../stopped-step.ts";
import { tookWords } from "../timeline.ts";
import { startedBy } from "../trigger-of-run.ts";
import { useRunCommand } from "../use-run-command.ts";
import { EditInput } from "./edit-input.tsx";
import { StatusMark } from "./status-mark.tsx";

interface RunHeaderProps {
  run: Run;
  steps: readonly RunStep[];
  known: readonly DraftStep[];
  mayAct: boolean;
}

const DEADLINES: Readonly<Record<string, string>> = {
  approval: "fails unless answered by",
  file: "fails unless it came by",
  run: "fails unless it ended by",
};

/** What ran, how far it is, and what can be done with the whole. */
export function RunHeader({ run, steps, known, mayAct }: RunHeaderProps) {
  const moment = useMoment();
  const start = Date.parse(run.started_at ?? run.created_at);
  const end = run.finished_at ? Date.parse(run.finished_at) : Math.max(moment.now, start);
  const today = formatAgo(start, moment);
  const wakesAt = run.status === "waiting" && run.wake_at ? Date.parse(run.wake_at) : null;
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
      <div className="min-w-0">
        <nav aria-label="Where you are" className="text-[13px] text-soft">
          <Link href="/runs" className="rounded-mark hover:text-ink hover:underline">
            Runs
          </Link>{" "}
          /{" "}
          <Link
            href={`/workflows/${run.workflow_id}`}
            className="rounded-mark hover:text-ink hover:underline"
          >
            its workflow
          </Link>
        </nav>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="break-words text-title font-semibold tracking-tight">{run.workflow.name}</h1>
          <span role="status">
            <StatusMark status={run.status} waitsFor={run.waits_for} />
          </span>
          <p className="text-[13px] text-soft">
            v{run.workflow_version} · started {formatClock(start, moment.timeZone)} ({today}){" "}
            {startedBy(run.trigger)} · {tookWords(end - start)}
            {wakesAt
              ? ` · ${DEADLINES[run.waits_for ?? ""] ?? "goes on"} ${formatUntil(wakesAt, moment)}`
              : ""}
          </p>
        </div>
      </div>
      {mayAct ? <Actions run={run} steps={steps} known={known} /> : null}
    </header>
  );
}

function Actions({ run, steps, known }: Omit<RunHeaderProps, "mayAct">) {
  const command = useRunCommand();
  const [isEditing, setEditing] = useState(false);
  const isOver = run.finished_at !== null;
  const canResume = run.status === "failed" || run.status === "cancelled";
  const stopped = stoppedStep(run.error, steps);
  const number = known.findIndex(({ id }) => id === stopped) + 1;
  return (
    <div className="flex flex-wrap gap-2">
      {isOver ? (
        <>
          <Button
            disabled={command.isPending}
            onClick={() =>
              command.mutate({
                run: (db) => restartRun(db, run.id, { input: null, latest: false }),
                done: "Started anew, as another run",
              })
            }
          >
            Run again
          </Button>
          <Button onClick={() => setEditing(true)}>Edit input</Button>
        </>
      ) : (
        <Button
          disabled={command.isPending}
          onClick={() => command.mutate({ run: (db) => cancelRun(db, run.id), done: "The run is cancelled" })}
        >
          Cancel run
        </Button>
      )}
      {canResume ? (
        <Button
          look="primary"
          disabled={command.isPending}
          onClick={() =>
            command.mutate({ run: (db) => resumeRun(db, run.id, null), done: "It goes on where it stopped" })
          }
        >
          {number > 0 ? `Resume at step ${number}` : "Resume"}
        </Button>
      ) : null}
      {isEditing ? <EditInput run={run} command={command} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}
