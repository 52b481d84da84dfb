"use client";

import type { DryStep } from "@floyo/shared/workflows/dry-run/dry-run.ts";
import { useMoment } from "../../../ui/clock.tsx";
import type { DraftStep } from "../../workflows/draft.ts";
import { previewOf } from "../preview-of.ts";

/** What the expressions of a step come to with an example, while they are typed. Nothing where it has none. */
export function StepPreview({ step, tried }: { step: DraftStep; tried: DryStep | undefined }) {
  const { timeZone } = useMoment();
  const preview = tried ? previewOf(step, tried, timeZone) : null;
  if (preview === null) return null;
  const { label, text, isWarm } = preview;
  return (
    <p className="grid gap-1 rounded-control bg-bg px-3 py-2 text-[13px]">
      <span className={isWarm ? "text-warm" : "text-soft"}>{label}</span>
      <code className="max-h-40 overflow-y-auto whitespace-pre-wrap font-mono text-[12.5px] leading-[19px] [overflow-wrap:anywhere]">
        {text}
      </code>
    </p>
  );
}
