"use client";

import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo, formatClock } from "../../../lib/format-time.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { TextArea } from "../../workflows/components/form-parts.tsx";
import type { DraftStep } from "../../workflows/draft.ts";
import { answerApproval, readWhole, resumeRun, settleStep } from "../queries.ts";
import type { Run, RunStep } from "../rows.ts";
import { STATUS_WORDS } from "../status-words.ts";
import { useRunCommand } from "../use-run-command.ts";
import { JsonBlock } from "./json-block.tsx";
import { titleOf } from "./run-timeline.tsx";

interface StepDetailProps {
  run: Run;
  step: RunStep;
  known: readonly DraftStep[];
  mayAct: boolean;
}

/** What a step was given and gave, and what can be done about it. */
export function StepDetail({ run, step, known, mayAct }: StepDetailProps) {
  const { db } = useBrowserDb();
  const { now, timeZone } = useMoment();
  const time = (at: string) =>
    `${formatClock(Date.parse(at), timeZone)}, ${formatAgo(Date.parse(at), { now, timeZone })}`;
  return (
    <section aria-label="Step" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="break-words text-[13px] font-medium text-soft">
        {titleOf(step, known)} ·{" "}
        {step.attempt > 1 ? `attempt ${step.attempt}` : (STATUS_WORDS[step.status] ?? step.status)}
      </h2>
      {mayAct ? <StepActions run={run} step={step} /> : null}
      {step.error ? (
        <p role="status" className="rounded-control bg-warm-soft px-3 py-2 text-[13px] break-words text-warm">
          {step.error.message ?? step.error.code ?? "It failed without a reason."}
        </p>
      ) : null}
      <JsonBlock
        title="Was given"
        value={step.input}
        fileName={`${step.step_id}-input`}
        readWhole={step.is_input_cut ? () => readWhole(db(), run, step.key, "input") : undefined}
      />
      <JsonBlock
        title="Gave"
        value={step.output}
        fileName={step.step_id}
        readWhole={step.is_cut ? () => readWhole(db(), run, step.key, "output") : undefined}
      />
      {step.log.length > 0 ? (
        <JsonBlock title="Attempts that failed" value={step.log} fileName={`${step.step_id}-attempts`} />
      ) : null}
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-y-1.5 text-[13px]">
        <dt className="text-soft">Began</dt>
        <dd>{time(step.started_at)}</dd>
        {step.finished_at ? (
          <>
            <dt className="text-soft">Ended</dt>
            <dd>{time(step.finished_at)}</dd>
          </>
        ) : null}
        <dt className="text-soft">Key</dt>
        <dd className="break-all font-mono text-[12.5px]">{step.key}</dd>
      </dl>
    </section>
  );
}

function StepActions({ run, step }: { run: Run; step: RunStep }) {
  const command = useRunCommand();
  if (step.status === "waiting" && step.kind === "approval" && run.status === "waiting") {
    return <Approval run={run} step={step} command={command} />;
  }
  if (step.status === "unknown" && run.status === "unknown") {
    return (
      <div className="grid gap-2 rounded-control border border-line p-3 text-[13px]">
        <p>
          <b className="font-semibold">Nobody knows whether this happened.</b> The call went out and its
          answer never came. Look at the other side, then say which it was.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button
            disabled={command.isPending}
            onClick={() =>
              command.mutate({
                run: (db) => settleStep(db, run.id, step.key, "happened"),
                done: "Noted: it happened",
              })
            }
          >
            It happened
          </Button>
          <Button
            disabled={command.isPending}
            onClick={() =>
              command.mutate({
                run: (db) => settleStep(db, run.id, step.key, "repeat"),
                done: "It is done again",
              })
            }
          >
            Do it again
          </Button>
        </div>
      </div>
    );
  }
  if (run.status !== "failed" && run.status !== "cancelled") return null;
  return (
    <div>
      <Button
        disabled={command.isPending}
        onClick={() =>
          command.mutate({
            run: (db) => resumeRun(db, run.id, step.key),
            done: "This step and all after it are done anew",
          })
        }
      >
        Do this and all after it anew
      </Button>
    </div>
  );
}

interface ApprovalProps {
  run: Run;
  step: RunStep;
  command: ReturnType<typeof useRunCommand>;
}

function Approval({ run, step, command }: ApprovalProps) {
  const [comment, setComment] = useState("");
  const answer = (approved: boolean) =>
    command.mutate({
      run: (db) => answerApproval(db, run.id, { key: step.key, approved, comment }),
      done: approved ? "Approved" : "Rejected",
    });
  // A question over 64 KiB comes as the text of its beginning.
  const message = step.is_input_cut ? step.input : ((step.input ?? {}) as { message?: unknown }).message;
  return (
    <div className="grid gap-3 rounded-control border border-warm p-3">
      <p className="whitespace-pre-wrap break-words text-[13.5px] font-medium">
        {typeof message === "string" && message ? message : "This run waits for your answer."}
      </p>
      <TextArea
        label="Comment"
        hint="Later steps can read it."
        value={comment}
        maxLength={2000}
        onChange={(event) => setComment(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={command.isPending} onClick={() => answer(true)}>
          Approve
        </Button>
        <Button disabled={command.isPending} onClick={() => answer(false)}>
          Reject
        </Button>
      </div>
    </div>
  );
}
