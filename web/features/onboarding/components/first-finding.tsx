"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatCount } from "../../../lib/format-count.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import type { MiningProgress } from "../../events/queries.ts";
import { isSampleRoutine } from "../../sample/is-sample.ts";
import { sampleQuery } from "../../sample/queries.ts";
import { sourcesQuery } from "../../sources/queries.ts";
import { suggestionsQuery } from "../../suggestions/queries.ts";
import { FoundSentence } from "./found-sentence.tsx";
import { StillMissing } from "./still-missing.tsx";

/** What Floyo can say so far: it reads, it found something, or it says what is missing. */
export function FirstFinding({ mining }: { mining: MiningProgress }) {
  const { db } = useBrowserDb();
  const open = useQuery(suggestionsQuery(db, "open"));
  const sample = useQuery(sampleQuery(db)).data;
  const sources = useQuery(sourcesQuery(db));
  const isReading = mining.minedSeq < mining.lastSeq && !mining.isParked;
  const own = open.data?.filter(({ pattern }) => !isSampleRoutine(pattern)) ?? [];
  const ofSample = open.data?.filter(({ pattern }) => isSampleRoutine(pattern)) ?? [];
  const hasOwnEvents = sources.data?.some(
    ({ id, last_event_at }) => last_event_at !== null && id !== sample?.id,
  );

  if (own.length > 0) return <FoundSentence suggestions={own} isSample={false} />;
  if (isReading) return <Reading mining={mining} />;
  for (const query of [open, sources]) {
    if (!query.error || query.data) continue;
    return (
      <ErrorState
        title="What was found could not be read"
        message={`${query.error.message} Your events are kept.`}
        onRetry={() => query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  if (!open.data || !sources.data) {
    return (
      <div role="status" className="card grid gap-3 px-5 py-6">
        <span className="sr-only">Loading what was found</span>
        <Bar className="h-4 w-3/5" />
        <Bar className="h-4 w-2/5" />
      </div>
    );
  }
  return (
    <>
      {hasOwnEvents ? <StillMissing isParked={mining.isParked} sampleId={sample?.id ?? null} /> : null}
      {ofSample.length > 0 ? <FoundSentence suggestions={ofSample} isSample /> : null}
      {hasOwnEvents || ofSample.length > 0 ? null : (
        <p role="status" className="card px-5 py-5 text-soft">
          Nothing of it is left. Choose how to go on.
        </p>
      )}
    </>
  );
}

function Reading({ mining: { minedSeq, lastSeq } }: { mining: MiningProgress }) {
  return (
    <section aria-labelledby="reading" className="card grid gap-4 px-5 py-6 sm:px-6">
      <h2 id="reading" className="text-card font-semibold tracking-tight">
        Looking for what repeats
      </h2>
      <ProgressBar
        label="Events read"
        value={minedSeq}
        max={lastSeq}
        text={`${formatCount(minedSeq)} of ${formatCount(lastSeq)} events read. You can leave this page; it goes on.`}
      />
      <Link href="/feed" className={buttonClass("ghost", "justify-self-start")}>
        Go to the feed
      </Link>
    </section>
  );
}
