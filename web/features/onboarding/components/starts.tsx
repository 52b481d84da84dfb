"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { sampleQuery } from "../../sample/queries.ts";
import { useLoadSample } from "../../sample/use-load-sample.ts";
import { WatchFolderButton } from "../../watch/components/watch-folder-button.tsx";

export type Start = "import";

/** Watch a folder, import a log, load the sample: what each gives, and how soon. */
export function Starts({
  chosen,
  onChoose,
}: {
  chosen: Start | null;
  onChoose: (start: Start | null) => void;
}) {
  const { db } = useBrowserDb();
  const hasSample = useQuery(sampleQuery(db)).data != null;
  const load = useLoadSample();
  return (
    <div className="grid gap-3 md:grid-cols-3">
      <StartCard
        title="Import a log"
        when="Finds something at once, if the log holds some weeks"
        action={
          <Button
            look={chosen === "import" ? "secondary" : "primary"}
            aria-expanded={chosen === "import"}
            onClick={() => onChoose(chosen === "import" ? null : "import")}
          >
            {chosen === "import" ? "Close the import" : "Import a log"}
          </Button>
        }
      >
        A list of what happened to your files until now: from a program, a table, a git history or
        ActivityWatch.
      </StartCard>
      <StartCard
        title="Watch a folder"
        when="Finds something after five days with it"
        action={<WatchFolderButton look="secondary" label="Choose a folder" />}
      >
        From now on, while Floyo is open: which files in it come, change, move and go. Works in Chrome and
        Edge.
      </StartCard>
      <StartCard
        title="Look around first"
        when="Finds something in seconds; one click removes it"
        action={
          <>
            <Button onClick={() => load.mutate()} disabled={load.isPending || hasSample}>
              {load.isPending ? "Loading…" : hasSample ? "Sample is loaded" : "Load sample weeks"}
            </Button>
            {load.error ? (
              <p role="alert" className="text-meta text-warm">
                The sample could not be loaded. {load.error.message}
              </p>
            ) : null}
          </>
        }
      >
        Eleven weeks of an office's work, written by us and marked as a sample everywhere.
      </StartCard>
    </div>
  );
}

interface StartCardProps {
  title: string;
  when: string;
  action: ReactNode;
  children: ReactNode;
}

function StartCard({ title, when, action, children }: StartCardProps) {
  return (
    <section className="card flex flex-col gap-2 px-4 py-4 sm:px-5 sm:py-5">
      <h3 className="text-card font-semibold tracking-tight">{title}</h3>
      <p className="text-soft">{children}</p>
      <p className="text-meta text-soft">{when}.</p>
      <div className="mt-auto grid justify-items-start gap-2 pt-2">{action}</div>
    </section>
  );
}
