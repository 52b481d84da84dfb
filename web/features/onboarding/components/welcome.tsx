"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { miningQuery } from "../../events/queries.ts";
import { ImportFlow } from "../../import/components/import-flow.tsx";
import { FirstFinding } from "./first-finding.tsx";
import { type Start, Starts } from "./starts.tsx";
import { WatchingNow } from "./watching-now.tsx";

const WHILE_READING_MS = 2_000;

/** The first minutes: three ways to start, and the first true sentence, or what is missing for it. */
export function Welcome() {
  const { db } = useBrowserDb();
  const [chosen, setChosen] = useState<Start | null>(null);
  const mining = useQuery({
    ...miningQuery(db),
    // The line may be down just now, and somebody waits for this.
    refetchInterval: ({ state: { data } }) =>
      data && data.minedSeq < data.lastSeq ? WHILE_READING_MS : 60_000,
  }).data;
  const hasEvents = (mining?.lastSeq ?? 0) > 0;
  return (
    <>
      {mining && hasEvents ? <FirstFinding mining={mining} /> : null}
      <WatchingNow />
      <section aria-labelledby="starts" className="grid gap-3">
        <h2 id="starts" className={hasEvents ? "label-quiet mt-3" : "sr-only"}>
          {hasEvents ? "Give it more" : "Three ways to start"}
        </h2>
        <Starts chosen={chosen} onChoose={setChosen} />
      </section>
      {chosen === "import" ? (
        <section aria-label="Import a log">
          <ImportFlow />
        </section>
      ) : null}
    </>
  );
}
