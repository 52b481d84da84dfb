"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { kindWords } from "../../suggestions/describe.ts";
import { nameOf, sentenceOf } from "../describe-pattern.ts";
import type { PatternDetail } from "../pattern.ts";
import { mutesQuery, patternQuery } from "../queries.ts";
import { AbsenceNotice } from "./absence-notice.tsx";
import { MuteButton, MutedNotice } from "./mute-button.tsx";
import { NoSuchPattern } from "./no-such-pattern.tsx";
import { PatternFigures } from "./pattern-figures.tsx";
import { PatternOccurrences } from "./pattern-occurrences.tsx";
import { PatternPictures } from "./pattern-pictures.tsx";
import { PatternSkeleton } from "./pattern-skeleton.tsx";
import { PatternVariants } from "./pattern-variants.tsx";
import { RelatedSuggestion } from "./related-suggestion.tsx";
import { WhatRepeats } from "./what-repeats.tsx";

/** All about one pattern, in its four states. */
export function PatternPage({ id }: { id: string }) {
  const { db } = useBrowserDb();
  const pattern = useQuery(patternQuery(db, id));
  if (pattern.data) return <Found pattern={pattern.data} />;
  if (pattern.data === null) return <NoSuchPattern />;
  if (!pattern.error) return <PatternSkeleton />;
  return (
    <>
      <h1 className="sr-only">Pattern</h1>
      <ErrorState
        title="The pattern could not be read"
        message={`${pattern.error.message} It is kept.`}
        onRetry={() => pattern.refetch()}
        isRetrying={pattern.isFetching}
      />
    </>
  );
}

function Found({ pattern }: { pattern: PatternDetail }) {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const isMuted = useQuery(mutesQuery(db)).data?.includes(pattern.fingerprint) ?? false;
  return (
    <>
      <header className="grid gap-1.5">
        <p className="flex flex-wrap items-center gap-x-2 text-meta text-soft">
          <Link href="/patterns" className="rounded-mark font-medium hover:text-ink">
            Patterns
          </Link>
          <span aria-hidden="true">/</span>
          <span>{kindWords(pattern)}</span>
        </p>
        <div className="flex flex-wrap items-start justify-between gap-3">
          <h1 className="min-w-0 text-title font-semibold tracking-tight text-balance [overflow-wrap:anywhere]">
            <MarkedText text={nameOf(pattern)} />
          </h1>
          {isMuted ? null : <MuteButton pattern={pattern} />}
        </div>
        <p className="max-w-[66ch] text-soft [overflow-wrap:anywhere]">
          <MarkedText text={sentenceOf(pattern)} />
        </p>
      </header>
      {pattern.withdrawn_at ? (
        <p role="status" className="card px-4 py-3 text-[13px] sm:px-5">
          <b className="font-semibold">Withdrawn {formatDay(Date.parse(pattern.withdrawn_at), moment)}.</b>{" "}
          Its events were deleted, or what Floyo sees now no longer shows it. What it rested on is listed
          below.
        </p>
      ) : null}
      {isMuted ? <MutedNotice pattern={pattern} /> : <AbsenceNotice pattern={pattern} />}
      <WhatRepeats pattern={pattern} />
      <PatternPictures pattern={pattern} />
      <PatternFigures pattern={pattern} />
      <RelatedSuggestion pattern={pattern} />
      <PatternVariants pattern={pattern} />
      <PatternOccurrences pattern={pattern} />
    </>
  );
}
