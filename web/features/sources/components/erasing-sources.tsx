"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { retryDelay } from "../../../lib/retry-delay.ts";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import { eraseStep, erasingQuery } from "../queries.ts";
import type { ErasingSource } from "../rows.ts";

/** Sources whose events are being deleted: this page does it as long as it is open, the service goes on otherwise. */
export function ErasingSources() {
  const { db } = useBrowserDb();
  const erasing = useQuery(erasingQuery(db)).data ?? [];
  return erasing.map((source) => <Erasing key={source.id} source={source} />);
}

function Erasing({ source: { id, name } }: { source: ErasingSource }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function step(failures: number): Promise<void> {
      try {
        const done = await eraseStep(db(), id);
        if (isOver) return;
        setProblem(null);
        setShare(done);
        if (done < 1) return step(0);
        await client.invalidateQueries();
      } catch (error) {
        if (isOver) return;
        setProblem(error instanceof Error ? error.message : "Deleting stopped.");
        timer = setTimeout(() => step(failures + 1), retryDelay(failures, Math.random()));
      }
    }
    void step(0);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, db, id]);

  return (
    <section aria-label={`Deleting the events of ${name}`} className="card grid gap-2 px-4 py-3.5 sm:px-5">
      <p className="text-[13px] font-medium [overflow-wrap:anywhere]">Deleting the events of {name}</p>
      <ProgressBar
        label={`Events of ${name} deleted`}
        value={share}
        max={1}
        text={`${Math.floor(share * 100)} %. You can leave this page: it goes on without you.`}
      />
      {problem ? (
        <p role="alert" className="text-meta text-warm">
          {problem} What is deleted stays so; it goes on by itself.
        </p>
      ) : null}
    </section>
  );
}
