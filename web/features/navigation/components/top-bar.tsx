"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Logo } from "../../../ui/logo.tsx";
import { Menu } from "../../../ui/menu.tsx";
import { Bell } from "../../notifications/components/bell.tsx";
import { useTeamPlaces } from "../../organisations/use-team-places.ts";
import { PaletteButton } from "../../palette/components/palette-button.tsx";
import { profileQuery } from "../../profile/queries.ts";
import { placesBehindAvatar } from "../places.ts";
import { Avatar } from "./avatar.tsx";
import { MessagesButton } from "./messages-button.tsx";

/** The upper edge of phones: the way home, and behind the avatar the places that are not at the lower edge. */
export function TopBar({ email }: { email: string }) {
  const { db } = useBrowserDb();
  const name = useQuery(profileQuery(db)).data?.displayName || email;
  const teams = useTeamPlaces();
  return (
    <header className="flex h-13 items-center justify-between ps-4 pe-2 md:hidden print:hidden">
      <Link
        href="/feed"
        prefetch={false}
        aria-label="Floyo, to the feed"
        className="inline-flex rounded-control"
      >
        <Logo />
      </Link>
      <div className="ms-auto flex">
        <MessagesButton />
        <Bell />
        <PaletteButton isSmall />
      </div>
      <Menu
        align="end"
        trigger={{
          "aria-label": `More places, signed in as ${name}`,
          className: "grid size-11 place-items-center rounded-control",
          children: <Avatar name={name} />,
        }}
        parts={[
          { label: name, choices: placesBehindAvatar() },
          ...(teams.length > 0 ? [{ label: "Organisations", choices: teams }] : []),
        ]}
      />
    </header>
  );
}
