"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { sendAgain } from "../../watch/send-again.ts";
import { sourcesQuery } from "../queries.ts";
import {
  canSendAgain,
  pathOf,
  REJECT_WORDS,
  type RefusedEvent,
  rejectKeys,
  rejectsQuery,
} from "../rejects.ts";

/** Events that were not taken: why, and what mends it. */
export function RefusedEvents() {
  const { db } = useBrowserDb();
  const query = useQuery(rejectsQuery(db));
  const sources = useQuery(sourcesQuery(db)).data;
  return (
    <QueryState
      noun="refused events"
      query={query}
      empty={<p className="text-[13px] text-soft">None. Every event that arrived was taken.</p>}
    >
      {(rejects) => (
        <ul className="-my-1 divide-y divide-line">
          {rejects.map((reject) => (
            <RefusedRow
              key={reject.id}
              reject={reject}
              sourceName={sources?.find(({ id }) => id === reject.source_id)?.name ?? "a removed source"}
            />
          ))}
        </ul>
      )}
    </QueryState>
  );
}

function RefusedRow({ reject, sourceName }: { reject: RefusedEvent; sourceName: string }) {
  const { token, supabaseUrl } = useBrowserDb();
  const client = useQueryClient();
  const moment = useMoment();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const words = REJECT_WORDS[reject.code];
  const path = pathOf(reject);
  const send = useMutation({
    mutationFn: () => sendAgain(reject, { url: `${supabaseUrl}/functions/v1/ingest`, token }),
    onSuccess: () => show({ title: "Taken now", detail: path ?? "The event is in your timeline." }),
    onError: (error) => warn({ title: "Not taken", detail: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: rejectKeys.all }),
  });
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <div className="grid min-w-0 flex-1 basis-60 gap-0.5">
        <p className="text-[13px] font-medium">
          {words.title}
          {path ? <span className="ms-2 break-all font-mono text-meta font-normal">{path}</span> : null}
        </p>
        <p className="break-words text-meta text-soft">
          {sourceName}, {formatAgo(Date.parse(reject.created_at), moment)}: {reject.message}
        </p>
        <p className="text-meta text-soft">
          {reject.isTaken ? "It came again and was taken; nothing needs to be done." : words.fix}
        </p>
      </div>
      {canSendAgain(reject, moment.now) ? (
        <Button onClick={() => send.mutate()} disabled={send.isPending}>
          {send.isPending ? "Sending…" : "Send again"}
        </Button>
      ) : null}
    </li>
  );
}
