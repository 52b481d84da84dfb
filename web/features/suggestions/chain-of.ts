import { templateParts } from "@floyo/shared/mining/templates/template.ts";
import { formatSpan } from "../../lib/format-time.ts";
import type { ChainStep } from "../../ui/charts/step-chain.tsx";
import type { PatternRow } from "./suggestion.ts";

/** The steps of a pattern as a chain shows them. */
export function chainOf({ steps }: Pick<PatternRow, "steps">): ChainStep[] {
  return steps.map(({ op, template, tool, usualTime, gapMs }) => ({
    verb: op,
    path: templateParts(template),
    tool,
    time: usualTime,
    gap: gapMs === undefined ? undefined : formatSpan(gapMs),
  }));
}
