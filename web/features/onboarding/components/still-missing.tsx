"use client";

import { MIN_DAYS } from "@floyo/shared/mining/thresholds.ts";
import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { missingWords, nearExpectation, nearSentence } from "../near-words.ts";
import { nearQuery } from "../queries.ts";

/** What is missing for a first sentence, and when it can be expected. */
export function StillMissing({ isParked, sampleId }: { isParked: boolean; sampleId: string | null }) {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const near = useQuery({ ...nearQuery(db, { ...moment, sampleId }), enabled: moment.now > 0 });
  return (
    <section aria-labelledby="missing" className="card grid gap-3 px-5 py-6 sm:px-7">
      <h2 id="missing" className="text-card font-semibold tracking-tight">
        {isParked ? "Reading your events failed" : "No routine is sure enough yet"}
      </h2>
      {isParked ? (
        <p className="max-w-[62ch] text-soft">
          Six tries in a row ended early, so Floyo stopped trying. All events are kept; the next import starts
          it again.
        </p>
      ) : null}
      {near.error && !near.data ? (
        <p role="alert" className="text-[13px] text-warm">
          What is missing could not be worked out. {near.error.message}
        </p>
      ) : null}
      {!near.data && !near.error ? (
        <div role="status">
          <span className="sr-only">Looking what is missing</span>
          <Bar className="h-4 w-3/5" />
        </div>
      ) : null}
      {near.data ? (
        <>
          <p className="max-w-[62ch] text-soft">{missingWords(near.data)}</p>
          <ul className="grid gap-3">
            {near.data.near.map((routine) => (
              <li key={nearSentence(routine)} className="grid gap-1 border-line border-s-2 ps-3.5">
                <p className="font-medium [overflow-wrap:anywhere]">
                  <MarkedText text={nearSentence(routine)} />
                </p>
                <p className="flex flex-wrap items-center gap-x-2.5 text-[13px] text-soft">
                  <DayDots seen={routine.days.length} />
                  {nearExpectation(routine, moment)}
                </p>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function DayDots({ seen }: { seen: number }) {
  return (
    <span aria-hidden="true" className="inline-flex gap-1">
      {Array.from({ length: MIN_DAYS }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: dots never change their places.
          key={index}
          className={`size-3 rounded-[3px] border ${index < seen ? "border-accent bg-accent" : "border-line-strong"}`}
        />
      ))}
    </span>
  );
}
