import type { ReactNode } from "react";
import type { SourceStatus } from "../source-status.ts";

const DOT: Record<SourceStatus["tone"], string> = {
  live: "bg-accent",
  waits: "bg-warm",
  off: "border border-line-strong",
};

/** A source's status as a dot and in words, with what else is known on the same line. */
export function StatusLine({ status, children }: { status: SourceStatus; children?: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <p className="flex flex-wrap items-center gap-x-2 text-meta text-soft [&>span:nth-child(n+3)]:before:me-2 [&>span:nth-child(n+3)]:before:text-soft [&>span:nth-child(n+3)]:before:content-['·']">
        <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${DOT[status.tone]}`} />
        <span className={status.tone === "waits" ? "font-medium text-warm" : "font-medium text-ink"}>
          {status.words}
        </span>
        {children}
      </p>
      {status.detail ? <p className="max-w-[62ch] text-meta text-soft">{status.detail}</p> : null}
    </div>
  );
}
