"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Logo } from "../../../ui/logo.tsx";
import { profileQuery } from "../../profile/queries.ts";
import { countsQuery } from "../../suggestions/queries.ts";
import { initialsOf } from "../initials.ts";
import { PLACES } from "../places.ts";

/** The places, at the left edge of wide screens. */
export function Sidebar({ email }: { email: string }) {
  const { db } = useBrowserDb();
  const path = usePathname();
  const open = useQuery(countsQuery(db)).data?.open ?? 0;
  const name = useQuery(profileQuery(db)).data?.displayName || email;
  return (
    <header className="sticky top-0 hidden h-dvh flex-col border-line border-r px-3.5 pt-6 pb-5 md:flex">
      <Link href="/feed" aria-label="Floyo, to the feed" className="ml-2 inline-flex w-fit rounded-control">
        <Logo />
      </Link>
      <nav aria-label="Places" className="mt-6 grid gap-0.5">
        {PLACES.map(({ href, label }) => {
          const isHere = path === href;
          return (
            <Link
              key={href}
              href={href}
              aria-current={isHere ? "page" : undefined}
              className={`flex min-h-9 items-center justify-between rounded-control px-2.5 font-medium ${isHere ? "bg-panel text-ink shadow-card" : "text-soft hover:text-ink"}`}
            >
              {label}
              {href === "/feed" && open > 0 ? (
                <span className="text-meta font-normal text-soft">
                  {open}
                  <span className="sr-only"> suggestions for you</span>
                </span>
              ) : null}
            </Link>
          );
        })}
      </nav>
      <Link
        href="/settings"
        className="mt-auto flex items-center gap-2.5 rounded-control p-2 hover:bg-panel"
        aria-label={`Settings of ${name}`}
      >
        <span
          aria-hidden="true"
          className="grid size-[26px] shrink-0 place-items-center rounded-[7px] bg-accent-soft text-[11px] font-semibold text-accent"
        >
          {initialsOf(name)}
        </span>
        <span className="min-w-0">
          <span className="block truncate text-[13px] font-semibold">{name}</span>
          <span className="block text-meta text-soft">Personal</span>
        </span>
      </Link>
    </header>
  );
}
