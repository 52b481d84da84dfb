"use client";

import { formatClock } from "../lib/format-time.ts";
import { useToasts } from "../state/toasts.ts";
import { useMoment } from "./clock.tsx";
import { SidePanel } from "./dialog.tsx";

/** What Floyo said on this page since it was opened, the newest first: nothing that faded or was dismissed is lost. */
export function MessagePanel() {
  const { kept, isListOpen, closeList } = useToasts();
  const { timeZone } = useMoment();
  return (
    <SidePanel
      isOpen={isListOpen}
      onOpenChange={(isOpen) => (isOpen ? undefined : closeList())}
      title="Messages of this visit"
      description="What was said over the page since you opened Floyo here."
    >
      <ul className="-mt-2 divide-y divide-line">
        {kept.map(({ id, at, title, detail, isWarning }) => (
          <li key={id} className="grid grid-cols-[44px_minmax(0,1fr)] gap-x-3 py-3">
            <time dateTime={new Date(at).toISOString()} className="font-mono text-meta text-soft">
              {formatClock(at, timeZone)}
            </time>
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <p className={`text-[13px] font-semibold ${isWarning ? "text-warm" : ""}`}>{title}</p>
              {detail ? <p className="text-meta text-soft">{detail}</p> : null}
            </div>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
