import type { DryRun, DryStep } from "@floyo/shared/workflows/dry-run/dry-run.ts";
import { Notice } from "../../../ui/notice.tsx";
import { JsonBlock } from "../../runs/components/json-block.tsx";
import type { Draft } from "../../workflows/draft.ts";
import { stepTitle } from "../../workflows/step-title.ts";

const SHOWN_STEPS = 100;

/** What would happen, step after step. */
export function TriedRun({ run: { steps, end }, draft }: { run: DryRun; draft: Draft }) {
  const titles = new Map(draft.steps.map((step) => [step.id, stepTitle(step)]));
  return (
    <section aria-labelledby="tried-title" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h3 id="tried-title" className="text-card font-semibold tracking-tight">
        What would happen
      </h3>
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
        {steps.slice(0, SHOWN_STEPS).map((step) => (
          <li key={step.key}>
            <TriedStep step={step} title={titles.get(step.stepId) ?? step.stepId} />
          </li>
        ))}
      </ol>
      {steps.length > SHOWN_STEPS ? (
        <p className="text-meta text-soft">And {steps.length - SHOWN_STEPS} more.</p>
      ) : null}
      <End end={end} />
    </section>
  );
}

const SOURCES: Readonly<Record<DryStep["source"], string>> = {
  computed: "computed",
  recorded: "answers as in that run",
  example: "answers with an example",
};

function TriedStep({ step, title }: { step: DryStep; title: string }) {
  const hasFailed = step.status === "failed";
  return (
    <details
      className={`group rounded-control border ${hasFailed ? "border-warm" : "border-line"}`}
      open={hasFailed}
    >
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center justify-between gap-x-3 gap-y-0.5 px-3 py-2">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{title}</span>
        <span className={`text-meta ${hasFailed ? "text-warm" : "text-soft"}`}>
          {hasFailed ? "would fail" : SOURCES[step.source]}
        </span>
      </summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 border-line border-t px-3 py-3">
        {step.error ? <p className="text-warm [overflow-wrap:anywhere]">{step.error.message}</p> : null}
        <JsonBlock title="Is given" value={step.input} />
        <JsonBlock title="Gives" value={step.output} />
      </div>
    </details>
  );
}

function End({ end }: { end: DryRun["end"] }) {
  if (end.kind === "failed") {
    return (
      <Notice tone="warm" role="status">
        The run would fail: {end.error.message}
      </Notice>
    );
  }
  if (end.kind === "cut") {
    return (
      <Notice role="status">
        This is as far as a trial goes: it is more work than one is given. A real run goes on.
      </Notice>
    );
  }
  return <Notice role="status">The run would come to its end.</Notice>;
}
