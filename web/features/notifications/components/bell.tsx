"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { BellIcon } from "../../../ui/icons.tsx";
import { MOST_COUNTED, unreadQuery } from "../queries.ts";

/** The way to what a person was told, with how much of it is unread. */
export function Bell() {
  const { db } = useBrowserDb();
  const unread = useQuery(unreadQuery(db)).data ?? 0;
  const isHere = usePathname() === "/notifications";
  const count = unread >= MOST_COUNTED ? `${MOST_COUNTED - 1}+` : String(unread);
  return (
    <Link
      href="/notifications"
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      aria-label={unread > 0 ? `Notifications, ${count} unread` : "Notifications"}
      className={`relative grid size-9 place-items-center rounded-control hover:text-ink pointer-coarse:size-11 ${isHere ? "text-ink" : "text-soft"}`}
    >
      <BellIcon />
      {unread > 0 ? (
        <span
          aria-hidden="true"
          className="absolute start-1/2 top-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent tabular-nums"
        >
          {count}
        </span>
      ) : null}
    </Link>
  );
}
