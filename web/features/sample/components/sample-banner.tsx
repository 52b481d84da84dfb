"use client";

import { SAMPLE_FOLDER } from "@floyo/shared/events/sample/sample-log.ts";
import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { sampleQuery } from "../queries.ts";
import { useRemoveSample } from "../use-remove-sample.ts";

/** Above every page while sample weeks are loaded: what is not the person's own, and the way to be rid of it. */
export function SampleBanner() {
  const { db } = useBrowserDb();
  const sample = useQuery(sampleQuery(db)).data;
  const remove = useRemoveSample();
  if (!sample) return null;
  return (
    <aside
      aria-label="Sample"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b bg-warm-soft px-4 py-1.5 text-[13px] text-warm sm:px-6"
    >
      <p>
        Sample weeks are loaded. What lies under{" "}
        <span className="font-mono text-[12px]">{SAMPLE_FOLDER}/</span> was written by us.
      </p>
      <button
        type="button"
        onClick={() => remove.mutate()}
        disabled={remove.isPending}
        className="min-h-8 rounded-control font-semibold underline underline-offset-2 disabled:opacity-60 pointer-coarse:min-h-11"
      >
        {remove.isPending ? "Removing…" : "Remove the sample"}
      </button>
    </aside>
  );
}
