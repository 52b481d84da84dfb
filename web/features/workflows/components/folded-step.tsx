"use client";

import { stepLine } from "../canvas/step-line.ts";
import type { DraftStep } from "../draft.ts";
import { stepTitle } from "../step-title.ts";

interface FoldedStepProps {
  number: number;
  step: DraftStep;
  onOpen: () => void;
}

/** A step of a long draft, as one line until its form is wanted. */
export function FoldedStep({ number, step, onOpen }: FoldedStepProps) {
  return (
    <section id={`step-${step.id}`} data-step={step.id} tabIndex={-1} className="card scroll-mt-6">
      <button
        type="button"
        data-prints
        aria-expanded={false}
        onClick={onOpen}
        className="flex w-full items-center gap-3 rounded-card px-4 py-2.5 text-start hover:text-accent sm:px-[22px]"
      >
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-control bg-accent-soft text-[13px] font-semibold text-accent"
        >
          {number}
        </span>
        <span className="min-w-0">
          <span className="block truncate text-[13.5px] font-semibold">{stepTitle(step)}</span>
          <span className="block truncate text-meta text-soft">{stepLine(step)}</span>
        </span>
      </button>
    </section>
  );
}
