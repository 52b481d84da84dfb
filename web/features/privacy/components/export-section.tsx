"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatCount } from "../../../lib/format-count.ts";
import { formatAgo, formatUntil } from "../../../lib/format-time.ts";
import { useStartWork } from "../../../lib/start-work.ts";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { exportsQuery, isBeingMade, type PersonExport, privacyKeys, requestExport } from "../queries.ts";

/** Asks for an export and offers its parts when they are there. */
export function ExportSection() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const startWork = useStartWork();
  const confirmed = useConfirmed();
  const query = useQuery(exportsQuery(db));
  const ask = useMutation({
    mutationFn: () => confirmed(() => requestExport(db())),
    onSuccess: async () => {
      await startWork();
      await client.invalidateQueries({ queryKey: privacyKeys.exports });
    },
  });
  const isRunning = query.data?.some(isBeingMade) ?? false;
  return (
    <div className="grid gap-4">
      <div>
        <Button onClick={() => ask.mutate()} disabled={ask.isPending || isRunning}>
          {isRunning ? "Being made…" : "Make an export"}
        </Button>
      </div>
      {ask.error ? (
        <Notice tone="warm" role="alert">
          No export was begun. {ask.error.message}
        </Notice>
      ) : null}
      <QueryState
        noun="exports"
        query={query}
        empty={<p className="text-[13px] text-soft">You have not asked for one yet.</p>}
      >
        {(exports) => (
          <ul className="grid divide-y divide-line">
            {exports.map((each) => (
              <li key={each.id} className="py-3">
                <ExportRow made={each} />
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </div>
  );
}

function ExportRow({ made }: { made: PersonExport }) {
  const moment = useMoment();
  const asked = formatAgo(Date.parse(made.createdAt), moment);
  if (isBeingMade(made)) {
    return (
      <ProgressBar
        label="Export"
        value={made.doneRows}
        max={Math.max(1, made.totalRows)}
        text={
          made.totalRows === 0
            ? `Asked for ${asked}. It begins in a moment.`
            : `${formatCount(made.doneRows)} of ${formatCount(made.totalRows)} rows. You can leave this page.`
        }
      />
    );
  }
  if (made.status !== "ready") {
    return (
      <p className="text-[13px] text-soft">
        Asked for {asked}.{" "}
        {made.status === "failed"
          ? "It could not be finished: make another one."
          : "Its files were deleted after seven days."}
      </p>
    );
  }
  return (
    <div className="grid gap-2">
      <p className="text-[13px]">
        {formatCount(made.totalRows)} rows as JSON and CSV
        <span className="text-soft">
          {" "}
          · asked for {asked} · kept until{" "}
          {made.expiresAt ? formatUntil(Date.parse(made.expiresAt), moment) : ""}
        </span>
      </p>
      <div className="flex flex-wrap gap-2">
        {Array.from({ length: made.parts }, (_, index) => index + 1).map((part) => (
          <a
            key={part}
            href={`/settings/privacy/exports/${made.id}/${part}`}
            className={buttonClass("secondary")}
          >
            {made.parts === 1 ? "Download" : `Download part ${part} of ${made.parts}`}
          </a>
        ))}
      </div>
    </div>
  );
}
