"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { KIND_WORDS, pauseSource, type Source, sourceKeys, sourcesQuery } from "../queries.ts";

/** All sources, each with its pause. */
export function SourceList() {
  const { db } = useBrowserDb();
  const query = useQuery(sourcesQuery(db));
  return (
    <QueryState
      noun="sources"
      query={query}
      empty={
        <p className="text-[13px] text-soft">None yet. An import makes one, and so does a device key.</p>
      }
    >
      {(sources) => (
        <ul className="-my-1 divide-y divide-line">
          {sources.map((source) => (
            <SourceRow key={source.id} source={source} />
          ))}
        </ul>
      )}
    </QueryState>
  );
}

function SourceRow({ source }: { source: Source }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const moment = useMoment();
  const show = useToasts((toasts) => toasts.show);
  const isPaused = source.paused_at !== null;
  const pause = useMutation({
    mutationFn: () => pauseSource(db(), source.id, !isPaused),
    onError: (error) => show({ title: "Nothing was changed", detail: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: sourceKeys.all }),
  });
  const last = source.last_event_at
    ? `last event ${formatAgo(Date.parse(source.last_event_at), moment)}`
    : "no event yet";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="truncate text-[13.5px] font-medium">{source.name}</p>
        <p className="text-meta text-soft">
          {KIND_WORDS[source.kind]} ·{" "}
          {isPaused ? <span className="text-warm">paused, takes no events</span> : last}
        </p>
      </div>
      <Button
        onClick={() => pause.mutate()}
        disabled={pause.isPending}
        aria-label={`${isPaused ? "Resume" : "Pause"} ${source.name}`}
      >
        {isPaused ? "Resume" : "Pause"}
      </Button>
    </li>
  );
}
