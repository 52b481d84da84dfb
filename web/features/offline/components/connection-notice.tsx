"use client";

import { formatAgo } from "../../../lib/format-time.ts";
import { useWaitingCount } from "../../../state/watcher.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { useOnline } from "../use-online.ts";
import { useReadAt } from "../use-read-at.ts";

/** While there is no network: how old what one reads is, and how many events wait on this device. */
export function ConnectionNotice() {
  const isOnline = useOnline();
  return (
    <div role="status" className="print:hidden">
      {isOnline ? null : <Offline />}
    </div>
  );
}

function Offline() {
  const readAt = useReadAt();
  const waiting = useWaitingCount();
  const moment = useMoment();
  return (
    <p className="border-line border-b bg-warm-soft px-4 py-2 text-[13px] text-warm sm:px-6">
      You are offline. {readAt === null ? "" : `What you see was read ${formatAgo(readAt, moment)}. `}
      {waiting === 0
        ? "It is read again by itself when the network is back."
        : `${waiting} ${waiting === 1 ? "event waits" : "events wait"} on this device and ${waiting === 1 ? "is" : "are"} sent when the network is back.`}
    </p>
  );
}
