"use client";

import { opWord } from "@floyo/shared/suggestions/explain.ts";
import { useState } from "react";
import { formatCount } from "../../../lib/format-count.ts";
import { Button } from "../../../ui/button.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { LocalReport } from "../mining-messages.ts";
import { LocalPatternCard } from "./local-pattern-card.tsx";

/** Cards shown at first, and added by each press: as many as one look can hold. */
const PAGE = 12;

interface LocalFindingsProps {
  name: string;
  report: LocalReport;
  ms: number;
  onAgain: () => void;
}

/** What repeats in a log, best first, and what should have come and did not. */
export function LocalFindings({ name, report, ms, onAgain }: LocalFindingsProps) {
  const [shown, setShown] = useState(PAGE);
  const { patterns, absences, people } = report;
  const isNamed = people > 1;
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="text-soft [overflow-wrap:anywhere]">
          {formatCount(report.found)} {report.found === 1 ? "routine" : "routines"} in{" "}
          {formatCount(report.events)} events of {name}
          {isNamed ? ` by ${formatCount(people)} people` : ""}, found here in {formatCount(ms)} ms.
        </p>
        <Button onClick={onAgain}>Choose another log</Button>
      </div>
      <Caveats report={report} />
      {report.found === 0 ? (
        <p className="card px-4 py-8 text-center text-soft">
          Nothing repeats often enough to rule out chance. A log of two weeks or more says most.
        </p>
      ) : null}
      <ol className="grid gap-3">
        {patterns.slice(0, shown).map(({ actor, pattern }) => (
          <li key={`${actor} ${pattern.fingerprint}`}>
            <LocalPatternCard actor={isNamed ? actor : null} pattern={pattern} />
          </li>
        ))}
      </ol>
      {patterns.length > shown ? (
        <div>
          <Button onClick={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, patterns.length - shown)} more
          </Button>
        </div>
      ) : null}
      {report.ended > 0 ? (
        <p className="text-soft">
          {report.ended === 1
            ? "One more was done again and again once, and has ended."
            : `${formatCount(report.ended)} more were done again and again once, and have ended.`}
        </p>
      ) : null}
      {absences.length > 0 ? (
        <section aria-labelledby="absences-title" className="grid gap-2">
          <h2 id="absences-title" className="text-card font-semibold tracking-tight">
            Expected, but did not come
          </h2>
          <ul className="card grid gap-1.5 px-4 py-4 text-[13px]">
            {absences.slice(0, PAGE).map(({ actor, absence }) => (
              <li key={`${actor} ${absence.fingerprint}`} className="[overflow-wrap:anywhere]">
                <MarkedText text={absence.steps[0]?.template ?? ""} /> was not{" "}
                {opWord(absence.steps[0]?.op ?? "modified")}
                {absence.missed > 1 ? `, ${absence.missed} times in a row` : ""}; it last came on{" "}
                {new Date(absence.lastHitAt).toLocaleDateString("en-GB", { dateStyle: "medium" })}.
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Caveats({ report: { broken, brokenCount, droppedEvents } }: { report: LocalReport }) {
  if (brokenCount === 0 && droppedEvents === 0) return null;
  const [first] = broken;
  return (
    <Notice tone="warm">
      {droppedEvents > 0 ? `The oldest ${formatCount(droppedEvents)} events were left out. ` : ""}
      {first
        ? `${formatCount(brokenCount)} ${brokenCount === 1 ? "line" : "lines"} could not be read. Line ${first.line} ${first.reason}.`
        : ""}
    </Notice>
  );
}
