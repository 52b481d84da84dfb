"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useAtRest } from "../../../ui/use-at-rest.ts";
import { countsQuery } from "../../suggestions/queries.ts";
import { isInPlace, placesAtEdge } from "../places.ts";

/** What Floyo found, at the lower edge of phones. Absent while that is one place: a bar of one leads nowhere. */
export function BottomBar() {
  const { db } = useBrowserDb();
  const path = usePathname();
  const open = useQuery(countsQuery(db)).data?.open ?? 0;
  const isAtRest = useAtRest();
  const places = placesAtEdge();
  if (places.length < 2) return null;
  return (
    <nav
      aria-label="Places"
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {places.map(({ href, label, Icon }) => {
        const isHere = isInPlace(path, href);
        return (
          <Link
            key={href}
            href={href}
            prefetch={isAtRest ? null : false}
            aria-current={isHere ? "page" : undefined}
            className={`relative grid min-h-14 min-w-0 place-items-center content-center gap-0.5 text-tiny -outline-offset-2 ${isHere ? "font-semibold text-ink" : "text-soft"}`}
          >
            <Icon />
            {label}
            {href === "/feed" && open > 0 ? (
              <span className="absolute start-1/2 top-1.5 ms-2 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent">
                {open}
                <span className="sr-only"> suggestions for you</span>
              </span>
            ) : null}
          </Link>
        );
      })}
    </nav>
  );
}
