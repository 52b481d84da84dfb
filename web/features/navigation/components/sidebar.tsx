"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Logo } from "../../../ui/logo.tsx";
import { Bell } from "../../notifications/components/bell.tsx";
import { useTeamPlaces } from "../../organisations/use-team-places.ts";
import { PaletteButton } from "../../palette/components/palette-button.tsx";
import { profileQuery } from "../../profile/queries.ts";
import { countsQuery } from "../../suggestions/queries.ts";
import { placesOf } from "../places.ts";
import { Avatar } from "./avatar.tsx";
import { MessagesButton } from "./messages-button.tsx";
import { PlaceLink } from "./place-link.tsx";

/** The places, at the starting edge of wide screens. */
export function Sidebar({ email }: { email: string }) {
  const { db } = useBrowserDb();
  const open = useQuery(countsQuery(db)).data?.open ?? 0;
  const name = useQuery(profileQuery(db)).data?.displayName || email;
  const teams = useTeamPlaces();
  return (
    <header className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-line border-e px-3.5 pt-6 pb-5 md:flex print:hidden">
      <div className="-mt-1.5 flex items-center justify-between">
        <Link
          href="/feed"
          prefetch={false}
          aria-label="Floyo, to the feed"
          className="ms-2 inline-flex w-fit rounded-control"
        >
          <Logo />
        </Link>
        <div className="flex">
          <MessagesButton />
          <Bell />
        </div>
      </div>
      <div className="mt-3.5">
        <PaletteButton />
      </div>
      <nav aria-label="Places" className="mt-3 grid gap-0.5">
        {placesOf("work").map((place) => (
          <PlaceLink
            key={place.href}
            place={place}
            {...(place.href === "/feed" ? { count: open, noun: "suggestions for you" } : {})}
          />
        ))}
        <hr className="mx-2.5 my-3 border-line" />
        {placesOf("setup").map((place) => (
          <PlaceLink key={place.href} place={place} />
        ))}
      </nav>
      {teams.length > 0 ? (
        <nav aria-label="Organisations" className="mt-3 grid gap-0.5">
          {teams.map(({ label, href }) => (
            <Link
              key={href}
              href={href ?? ""}
              className="truncate rounded-control px-2.5 py-1.5 text-[13px] text-soft hover:text-ink"
            >
              {label}
            </Link>
          ))}
        </nav>
      ) : null}
      <Link
        href="/settings"
        prefetch={false}
        className="mt-auto flex items-center gap-2.5 rounded-control p-2 hover:bg-panel"
        aria-label={`Settings of ${name}`}
      >
        <Avatar name={name} />
        <span className="min-w-0">
          <span className="block truncate text-[13px] font-semibold">{name}</span>
          <span className="block text-meta text-soft">Personal</span>
        </span>
      </Link>
    </header>
  );
}
