"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useAtRest } from "../../../ui/use-at-rest.ts";
import { isInPlace, type Place } from "../places.ts";

/** One place in the sidebar; `count` stands beside it, read out with what it counts. */
export function PlaceLink({ place, count, noun }: { place: Place; count?: number; noun?: string }) {
  const isHere = isInPlace(usePathname(), place.href);
  const isAtRest = useAtRest();
  return (
    <Link
      href={place.href}
      prefetch={isAtRest ? null : false}
      aria-current={isHere ? "page" : undefined}
      className={`flex min-h-9 items-center justify-between rounded-control px-2.5 font-medium ${isHere ? "bg-panel text-ink shadow-card" : "text-soft hover:text-ink"}`}
    >
      {place.label}
      {count ? (
        <span className="text-meta font-normal text-soft">
          {count}
          <span className="sr-only"> {noun}</span>
        </span>
      ) : null}
    </Link>
  );
}
