"use client";

import Link from "next/link";
import { useState } from "react";
import { formatAgo, formatClock } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import type { Notification } from "../rows.ts";
import { useMarkOne } from "../use-mark.ts";

/** A body longer than this is cut until it is asked for. */
const SHORT = 240;
const QUIET =
  "shrink-0 rounded-mark text-[13px] font-medium text-soft hover:text-ink hover:underline pointer-coarse:min-h-11";

/** One notification. Its text is what a step or a receiver wrote: shown as text, never as anything else. */
export function NotificationItem({ notification }: { notification: Notification }) {
  const { id, kind, title, body, read_at } = notification;
  const moment = useMoment();
  const mark = useMarkOne();
  const [isWhole, setIsWhole] = useState(false);
  const isRead = read_at !== null;
  const at = Date.parse(notification.created_at);
  const href = hrefOf(notification);
  const isLong = body.length > SHORT || body.split("\n").length > 3;
  const words = `min-w-0 text-[13.5px] break-words ${isRead ? "font-medium" : "font-semibold"}`;
  return (
    <article className="grid grid-cols-[8px_minmax(0,1fr)] gap-x-3 px-4 py-3 sm:px-5">
      <span
        aria-hidden="true"
        className={`mt-1.5 size-2 rounded-full ${isRead ? "bg-transparent" : kind === "message" ? "bg-accent" : "bg-warm"}`}
      />
      <div className="grid gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h3 className={words}>
            {href ? (
              <Link
                href={href}
                className="rounded-mark hover:underline"
                onClick={() => (isRead ? null : mark.mutate({ id, isRead: true }))}
              >
                {title}
              </Link>
            ) : (
              title
            )}
            {isRead ? null : <span className="sr-only">, unread</span>}
          </h3>
          <time
            dateTime={notification.created_at}
            title={`${formatAgo(at, moment)} ${formatClock(at, moment.timeZone)}`}
            className="text-meta text-soft tabular-nums"
          >
            {formatClock(at, moment.timeZone)}
          </time>
        </div>
        <div className="flex items-start justify-between gap-x-4">
          <p
            className={`min-w-0 pt-px text-[13px] break-words whitespace-pre-line text-soft ${isWhole ? "" : "line-clamp-3"}`}
          >
            {body}
          </p>
          <button
            type="button"
            aria-label={`${isRead ? "Mark as unread" : "Mark as read"}: ${title}`}
            disabled={mark.isPending}
            className={QUIET}
            onClick={() => mark.mutate({ id, isRead: !isRead })}
          >
            {isRead ? "Mark as unread" : "Mark as read"}
          </button>
        </div>
        {isLong ? (
          <button
            type="button"
            aria-expanded={isWhole}
            className={`${QUIET} justify-self-start`}
            onClick={() => setIsWhole(!isWhole)}
          >
            {isWhole ? "Show less" : "Show all of it"}
          </button>
        ) : null}
      </div>
    </article>
  );
}

function hrefOf({ run_id, workflow_id, kind, times }: Notification): string | null {
  if (workflow_id && times > 1) return `/runs?status=failed&workflow=${workflow_id}`;
  // What paused a workflow is one run of many: the workflow is what it is about.
  if (workflow_id && (kind === "workflow_paused" || !run_id)) return `/workflows/${workflow_id}`;
  return run_id ? `/runs/${run_id}` : null;
}
