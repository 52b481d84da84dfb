"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { KIND_WORDS, sourcesQuery } from "../queries.ts";
import type { Source, SourceKind } from "../rows.ts";
import { senderStatus } from "../source-status.ts";
import { NewestEvents } from "./newest-events.tsx";
import { PauseButton } from "./pause-button.tsx";
import { SourceMenu } from "./source-menu.tsx";
import { StatusLine } from "./status-line.tsx";

interface SenderListProps {
  kinds: readonly SourceKind[];
  noun: string;
  empty: ReactNode;
}

/** Sources of the given kinds: devices and programs, or imported logs. */
export function SenderList({ kinds, noun, empty }: SenderListProps) {
  const { db } = useBrowserDb();
  const query = useQuery({
    ...sourcesQuery(db),
    select: (sources) => sources.filter(({ kind }) => kinds.includes(kind)),
  });
  return (
    <QueryState
      noun={noun}
      query={query}
      empty={<p className="max-w-[58ch] text-[13px] text-soft">{empty}</p>}
    >
      {(sources) => (
        <ul className="-my-1 divide-y divide-line">
          {sources.map((source) => (
            <SenderRow key={source.id} source={source} />
          ))}
        </ul>
      )}
    </QueryState>
  );
}

function SenderRow({ source }: { source: Source }) {
  const moment = useMoment();
  const last = source.last_event_at
    ? `last event ${formatAgo(Date.parse(source.last_event_at), moment)}`
    : "no event yet";
  return (
    <li className="grid gap-2 py-3.5">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-60 gap-1">
          <h3 className="truncate text-[13.5px] font-semibold">{source.name}</h3>
          <StatusLine status={senderStatus(source)}>
            {source.kind === "import" ? null : <span>{KIND_WORDS[source.kind]}</span>}
            <span>{last}</span>
          </StatusLine>
        </div>
        <div className="flex flex-wrap gap-2">
          {source.kind === "import" && source.paused_at === null ? null : <PauseButton source={source} />}
          <SourceMenu source={source} />
        </div>
      </div>
      <NewestEvents source={source} />
    </li>
  );
}
