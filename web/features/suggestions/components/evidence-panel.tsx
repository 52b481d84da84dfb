"use client";

import { countedWords } from "@floyo/shared/suggestions/explain.ts";
import { formatDay } from "../../../lib/format-time.ts";
import { useFeedScreen } from "../../../state/feed.ts";
import { HitsRow } from "../../../ui/charts/hits-row.tsx";
import { StepChain } from "../../../ui/charts/step-chain.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { SidePanel } from "../../../ui/dialog.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { chainOf } from "../chain-of.ts";
import type { Suggestion } from "../suggestion.ts";
import { EvidenceFigures } from "./evidence-figures.tsx";
import { OccurrenceList } from "./occurrence-list.tsx";

/** "Why am I seeing this?": the counts, the days and the files that a suggestion rests on. */
export function EvidencePanel({ candidates }: { candidates: Suggestion[] }) {
  const { evidenceOf, closeEvidence } = useFeedScreen();
  const suggestion = candidates.find(({ id }) => id === evidenceOf);
  return (
    <SidePanel
      isOpen={suggestion !== undefined}
      onOpenChange={(isOpen) => (isOpen ? null : closeEvidence())}
      title="Why am I seeing this?"
      description={suggestion ? <MarkedText text={suggestion.title} /> : null}
    >
      {suggestion ? <Evidence suggestion={suggestion} /> : null}
    </SidePanel>
  );
}

function Evidence({ suggestion: { pattern, explanation } }: { suggestion: Suggestion }) {
  const moment = useMoment();
  const marks = pattern.evidence.expectedDays.slice(-20).map(({ date, hit }) => ({
    day: formatDay(Date.parse(date), { ...moment, timeZone: "UTC" }),
    hit,
  }));
  const label = pattern.rhythm ? `Last ${marks.length} ${countedWords(pattern.rhythm.rrule)}` : "";
  return (
    <div className="grid gap-6">
      <EvidenceFigures pattern={pattern} />
      {marks.length > 0 ? (
        <section className="grid gap-2">
          <h3 className="label-quiet">{label}</h3>
          <HitsRow marks={marks} label={label} />
        </section>
      ) : null}
      <section className="grid gap-2">
        <h3 className="label-quiet">What repeats</h3>
        <StepChain steps={chainOf(pattern)} />
      </section>
      <OccurrenceList pattern={pattern} />
      {explanation.similar.length > 0 ? (
        <section className="grid gap-2">
          <h3 className="label-quiet">Others of the same kind, told by this one</h3>
          <ul className="grid gap-1.5 text-[13px]">
            {explanation.similar.map(({ patternFingerprint, sentence }) => (
              <li key={patternFingerprint}>
                <MarkedText text={sentence} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className="border-line border-t pt-4 text-meta text-soft">
        Floyo knows names and times of files, never what is in them. Only you can read this page.
      </p>
    </div>
  );
}
