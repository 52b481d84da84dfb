"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo, formatDay } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { endOtherSessions, endSession, type Session, sessionKeys, sessionsQuery } from "../queries.ts";

/** Where the person is signed in, and the way to end each. */
export function SessionList() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const query = useQuery(sessionsQuery(db));
  const reread = () => client.invalidateQueries({ queryKey: sessionKeys.all });
  const end = useMutation({
    mutationFn: ({ id }: Session) => endSession(db(), id),
    onSuccess: async (_answer, { device }) => {
      await reread();
      show({ title: "Signed out there", detail: device });
    },
  });
  const endOthers = useMutation({
    mutationFn: () => endOtherSessions(db()),
    onSuccess: async (count) => {
      await reread();
      show({ title: count === 1 ? "1 device was signed out" : `${count} devices were signed out` });
    },
  });
  const problem = end.error ?? endOthers.error;
  return (
    <QueryState
      noun="devices"
      query={query}
      empty={<p className="text-[13px] text-soft">This device only.</p>}
    >
      {(sessions) => (
        <div className="grid justify-items-start gap-3">
          <ul className="-my-1 w-full divide-y divide-line">
            {sessions.map((session) => (
              <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
                <SessionLine session={session} />
                {session.isThis ? null : (
                  <Button
                    disabled={end.isPending}
                    onClick={() => end.mutate(session)}
                    aria-label={`Sign out ${session.device}`}
                  >
                    Sign out
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {problem ? (
            <Notice tone="warm" role="alert">
              It is still signed in. {problem.message}
            </Notice>
          ) : null}
          {sessions.length > 1 ? (
            <Button disabled={endOthers.isPending} onClick={() => endOthers.mutate()}>
              {endOthers.isPending ? "Signing out…" : "Sign out everywhere else"}
            </Button>
          ) : null}
        </div>
      )}
    </QueryState>
  );
}

function SessionLine({ session }: { session: Session }) {
  const moment = useMoment();
  const seen = session.isThis ? "now" : formatAgo(Date.parse(session.lastSeenAt), moment);
  return (
    <div className="min-w-0 flex-1 basis-52">
      <p className="flex flex-wrap items-baseline gap-x-2 text-[13.5px] font-medium">
        {session.device}
        {session.isThis ? (
          <span className="rounded-full bg-accent-soft px-2 text-meta font-medium text-accent">This one</span>
        ) : null}
      </p>
      <p className="text-meta text-soft">
        seen {seen} · signed in {formatDay(Date.parse(session.signedInAt), moment)}
        {session.ip ? (
          <>
            {" · "}
            <span className="font-mono">{session.ip}</span>
          </>
        ) : null}
        {session.hasSecondStep ? " · with a code" : ""}
      </p>
    </div>
  );
}
