import type { Draft, DraftTrigger } from "../draft.ts";
import { stepTitle } from "../step-title.ts";
import { triggerWords } from "../trigger-words.ts";
import { spokenText, stepWords } from "./describe-step.ts";

/** What was taken out of a shared workflow. */
export interface SharedGap {
  place: string;
  label: string;
}

/** What a shared workflow does step by step, and what whoever uses it fills in. */
export function SharedWords({ definition, gaps }: { definition: Draft; gaps: readonly SharedGap[] }) {
  const { trigger, steps } = definition;
  return (
    <ol aria-label="Steps" className="grid gap-3">
      <Line mark="▸" title={startWords(trigger)} gaps={gapsAt(gaps, "trigger")} />
      {steps.map((step, index) => (
        <Line
          key={step.id}
          mark={String(index + 1)}
          title={stepTitle(step)}
          words={stepWords(step)}
          said={spokenText(step)}
          gaps={gapsAt(gaps, `steps.${index}`)}
        />
      ))}
    </ol>
  );
}

interface LineProps {
  mark: string;
  title: string;
  words?: string;
  said?: string | null;
  gaps: readonly string[];
}

function Line({ mark, title, words, said, gaps }: LineProps) {
  return (
    <li className="relative ps-9">
      <span
        aria-hidden="true"
        className="absolute start-0 top-0 grid size-6 place-items-center rounded-control bg-accent-soft text-[12px] font-semibold text-accent"
      >
        {mark}
      </span>
      <p className="text-[14px] leading-6 font-medium break-words">{title}</p>
      {words && words !== title ? <p className="text-[13px] leading-5 text-soft">{words}</p> : null}
      {said ? (
        <p className="mt-1 border-line-strong border-s-2 ps-2.5 text-[13px] leading-5 break-words whitespace-pre-line">
          {said}
        </p>
      ) : null}
      {gaps.length > 0 ? <p className="mt-1 text-meta text-warm">Taken out: {gaps.join(" · ")}</p> : null}
    </li>
  );
}

/** A file's path was taken out, so only what happens to it is said. */
function startWords(trigger: DraftTrigger): string {
  return triggerWords(
    trigger.kind === "file" ? { ...trigger, pattern: trigger.pattern || "a file" } : trigger,
  );
}

function gapsAt(gaps: readonly SharedGap[], place: string): string[] {
  return [...new Set(gaps.filter((gap) => gap.place.startsWith(`${place}.`)).map(({ label }) => label))];
}
