"use client";

import { useMoment } from "../../../ui/clock.tsx";
import type { DraftStep } from "../../workflows/draft.ts";
import { stepTitle } from "../../workflows/step-title.ts";
import type { Run, RunStep } from "../rows.ts";
import { STATUS_WORDS, type Tone, toneOf } from "../status-words.ts";
import { spanOf, tookWords } from "../timeline.ts";
import { startedBy } from "../trigger-of-run.ts";

interface RunTimelineProps {
  run: Run;
  steps: readonly RunStep[];
  known: readonly DraftStep[];
  /** Steps that it will come to. */
  ahead: readonly DraftStep[];
  chosen: string | null;
  onChoose: (key: string) => void;
}

const MARKS: Record<Tone, string> = {
  good: "bg-accent-soft text-accent",
  live: "bg-accent-soft text-accent motion-safe:animate-breathe",
  warm: "bg-warm-soft text-warm",
  quiet: "border border-line text-soft",
};

const BARS: Record<Tone, string> = {
  good: "bg-accent",
  live: "bg-accent",
  warm: "bg-warm",
  quiet: "bg-line-strong",
};

const SIGNS: Readonly<Record<string, string>> = {
  http: "↑",
  connector: "↑",
  file: "▤",
  notify: "✉",
  approval: "?",
  delay: "◔",
  branch: "⑂",
  "for-each": "↻",
  set: "=",
  transform: "ƒ",
  "call-workflow": "▸",
};

/** Steps one under the other, with a bar of time that they share. */
export function RunTimeline({ run, steps, known, ahead, chosen, onChoose }: RunTimelineProps) {
  const { now } = useMoment();
  const start = Date.parse(run.created_at);
  const end = run.finished_at
    ? Date.parse(run.finished_at)
    : Math.max(now, ...steps.map((step) => Date.parse(step.finished_at ?? step.started_at)));
  return (
    <ol aria-label="Steps" className="card grid px-2 py-3 sm:px-3">
      <li className="relative grid grid-cols-[28px_minmax(0,1fr)] gap-3 px-2 py-3 sm:px-2.5">
        <Mark sign="▸" look={MARKS.good} hasNext={steps.length + ahead.length > 0} />
        <div className="min-w-0">
          <p className="font-semibold">Started</p>
          <p className="break-words text-[13px] text-soft">{startedBy(run.trigger)}</p>
        </div>
      </li>
      {steps.map((step, index) => (
        <Row
          key={step.key}
          step={step}
          title={titleOf(step, known)}
          start={start}
          end={end}
          isChosen={step.key === chosen}
          hasNext={index < steps.length - 1 || ahead.length > 0}
          onChoose={() => onChoose(step.key)}
        />
      ))}
      {ahead.map((step, index) => (
        <li
          key={step.id}
          className="relative grid grid-cols-[28px_minmax(0,1fr)_auto] gap-3 px-2 py-3 sm:px-2.5"
        >
          <Mark
            sign={SIGNS[step.kind] ?? "·"}
            look="border border-dashed border-line-strong text-soft"
            hasNext={index < ahead.length - 1}
          />
          <div className="min-w-0">
            <p className="break-words font-semibold text-soft">{stepTitle(step)}</p>
            <p className="text-[13px] text-soft">comes after</p>
          </div>
          <span className="text-soft">–</span>
        </li>
      ))}
    </ol>
  );
}

/** A step by its name; within a loop with its round. */
export function titleOf(
  step: Pick<RunStep, "key" | "step_id" | "kind">,
  known: readonly DraftStep[],
): string {
  const title = stepTitle(known.find(({ id }) => id === step.step_id) ?? { kind: step.kind });
  const rounds = [...step.key.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index) + 1);
  return rounds.length > 0 ? `${title}, round ${rounds.join(".")}` : title;
}

interface RowProps {
  step: RunStep;
  title: string;
  start: number;
  end: number;
  isChosen: boolean;
  hasNext: boolean;
  onChoose: () => void;
}

function Row({ step, title, start, end, isChosen, hasNext, onChoose }: RowProps) {
  const { now } = useMoment();
  const tone = step.status === "waiting" && step.kind !== "approval" ? "live" : toneOf(step.status);
  const span = spanOf(step, start, end);
  const took = tookWords(
    (step.finished_at ? Date.parse(step.finished_at) : now) - Date.parse(step.started_at),
  );
  return (
    <li
      className={`relative grid grid-cols-[28px_minmax(0,1fr)] gap-3 rounded-control px-2 py-3 sm:grid-cols-[28px_minmax(0,1fr)_150px] sm:px-2.5 ${isChosen ? "bg-bg" : ""}`}
    >
      <Mark sign={SIGNS[step.kind] ?? "·"} look={MARKS[tone]} hasNext={hasNext} />
      <div className="min-w-0">
        <button
          type="button"
          data-prints
          aria-pressed={isChosen}
          onClick={onChoose}
          className="break-words text-start font-semibold -outline-offset-2 after:absolute after:inset-0 after:rounded-control"
        >
          {title}
        </button>
        <p className="line-clamp-2 break-words text-[13px] text-soft">
          {step.status === "done" ? summaryOf(step) : (STATUS_WORDS[step.status] ?? step.status)}
          {step.error?.message ? ` · ${step.error.message}` : ""}
        </p>
        {step.attempt > 1 || step.log.length > 0 ? <Attempts step={step} /> : null}
      </div>
      <div className="col-start-2 grid content-start gap-1.5 sm:col-start-3">
        <span className="font-mono text-[12.5px] text-soft sm:text-end">{took}</span>
        <span aria-hidden="true" className="block h-[5px] overflow-hidden rounded-full bg-line">
          <span
            className={`block h-full rounded-full ${BARS[tone]}`}
            style={{ marginInlineStart: `${span.start}%`, width: `${span.width}%` }}
          />
        </span>
      </div>
    </li>
  );
}

function Mark({ sign, look, hasNext }: { sign: string; look: string; hasNext: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`relative grid size-7 place-items-center rounded-control text-[13px] font-semibold ${look}`}
    >
      {sign}
      {hasNext ? <span className="absolute start-[13px] top-8 h-[34px] w-px bg-line-strong" /> : null}
    </span>
  );
}

function Attempts({ step }: { step: RunStep }) {
  const { now } = useMoment();
  const dueMs = step.status === "retrying" && step.due_at ? Date.parse(step.due_at) - now : null;
  return (
    <ul aria-label="Attempts" className="mt-1.5 flex flex-wrap gap-1.5">
      {step.log.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end.
        <Chip key={index} look="border-warm text-warm">
          {index + 1} · {codeOf(line)}
        </Chip>
      ))}
      {dueMs === null ? null : (
        <Chip look="border-line text-soft">
          {step.attempt + 1} · {dueMs > 0 ? `in ${tookWords(dueMs)}` : "about to start"}
        </Chip>
      )}
      {dueMs === null && step.attempt > step.log.length ? (
        <Chip look="border-line text-soft">
          {step.attempt} · {STATUS_WORDS[step.status] ?? step.status}
        </Chip>
      ) : null}
    </ul>
  );
}

function Chip({ look, children }: { look: string; children: React.ReactNode }) {
  return (
    <li className={`rounded-mark border px-1.5 font-mono text-[12px] leading-[19px] ${look}`}>{children}</li>
  );
}

/** What a line of a step's log says first: the status that the service answered, or the code of the error. */
function codeOf(line: unknown): string {
  if (typeof line === "string") return line.slice(0, 40);
  const { status, code, message } = (line ?? {}) as Record<string, unknown>;
  return String(status ?? code ?? message ?? "failed").slice(0, 40);
}

function summaryOf({ output }: RunStep): string {
  if (output === null || output === undefined) return "done";
  if (typeof output === "object" && "status" in output) return `answered ${String(output.status)}`;
  if (typeof output === "object" && "approved" in output) return output.approved ? "approved" : "rejected";
  const text = typeof output === "string" ? output : JSON.stringify(output);
  return text.length > 90 ? `${text.slice(0, 90)}…` : text;
}
