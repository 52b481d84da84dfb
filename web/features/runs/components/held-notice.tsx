"use client";

import { Button } from "../../../ui/button.tsx";
import { answerBurst } from "../queries.ts";
import type { Run } from "../rows.ts";
import { useRunCommand } from "../use-run-command.ts";

/** Many files at once: which, and the question whether they start their runs. */
export function HeldNotice({ run, mayAct }: { run: Run; mayAct: boolean }) {
  const command = useRunCommand();
  const { files, paths } = run.trigger;
  const count = typeof files === "number" ? files : 0;
  const shown = Array.isArray(paths) ? paths.map(String) : [];
  return (
    <section
      aria-labelledby="held-title"
      className="card grid grid-cols-[minmax(0,1fr)] gap-3 border-warm px-4 py-4 sm:px-5"
    >
      <h2 id="held-title" className="text-[15px] font-semibold tracking-tight">
        {count} files changed at once
      </h2>
      <p className="text-[13px] text-soft">
        That is more than this workflow starts by itself. Nothing was started yet; each of them would start a
        run.
      </p>
      <ul className="grid gap-0.5 font-mono text-[12.5px]">
        {shown.map((path) => (
          <li key={path} className="truncate" title={path}>
            {path}
          </li>
        ))}
      </ul>
      {count > shown.length ? <p className="text-meta text-soft">and {count - shown.length} more</p> : null}
      {mayAct ? (
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            disabled={command.isPending}
            onClick={() =>
              command.mutate({
                run: (db) => answerBurst(db, run.id, true),
                done: "They start, one after the other",
              })
            }
          >
            Start them
          </Button>
          <Button
            disabled={command.isPending}
            onClick={() =>
              command.mutate({ run: (db) => answerBurst(db, run.id, false), done: "The files were let go" })
            }
          >
            Let them go
          </Button>
        </div>
      ) : null}
    </section>
  );
}
