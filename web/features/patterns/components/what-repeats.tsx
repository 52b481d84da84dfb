"use client";

import { matchesTemplate, templateParts } from "@floyo/shared/mining/templates/template.ts";
import { formatDay, formatSpan } from "../../../lib/format-time.ts";
import { SetDiagram } from "../../../ui/charts/set-diagram.tsx";
import { type ChainStep, StepChain } from "../../../ui/charts/step-chain.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { timelinePath } from "../../timeline/timeline-filter.ts";
import type { Occurrence, PatternDetail } from "../pattern.ts";
import { useStepDays } from "../use-step-days.ts";
import { Section } from "./section.tsx";

/** The steps as a chain; companions, which have no order, as a set. */
export function WhatRepeats({ pattern }: { pattern: PatternDetail }) {
  const moment = useMoment();
  const last = pattern.evidence.occurrences.at(-1);
  const when = last ? formatDay(Date.parse(last.startedAt), moment) : "";
  const steps = pattern.steps.map(
    ({ op, template, tool, usualTime, gapMs, ...step }, index): ChainStep => ({
      verb: op,
      path: templateParts(template),
      tool,
      time: usualTime,
      gap: gapMs === undefined ? undefined : formatSpan(gapMs),
      isOptional: "optional" in step && step.optional === true,
      last: last ? lastOf(last, template, index, when) : undefined,
    }),
  );
  return (
    <Section title={pattern.kind === "companions" ? "What belongs together" : "What repeats"}>
      {pattern.kind === "companions" ? <CompanionSet pattern={pattern} /> : <StepChain steps={steps} />}
    </Section>
  );
}

function CompanionSet({ pattern }: { pattern: PatternDetail }) {
  const days = useStepDays(pattern);
  return (
    <SetDiagram
      together={pattern.stats.days}
      members={pattern.steps.map(({ template }, index) => ({ name: template, days: days?.[index] ?? null }))}
    />
  );
}

function lastOf(occurrence: Occurrence, template: string, index: number, when: string): ChainStep["last"] {
  const own = occurrence.paths.findIndex((path, at) => at >= index && matchesTemplate(template, path));
  const at = own >= 0 ? own : index;
  const path = occurrence.paths[at];
  if (path === undefined) return undefined;
  const event = occurrence.eventIds[at] ?? "";
  return { path, when, href: timelinePath({ at: occurrence.startedAt, event }) };
}
