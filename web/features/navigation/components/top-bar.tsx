"use client";

import * as Radix from "@radix-ui/react-dropdown-menu";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Logo } from "../../../ui/logo.tsx";
import { PaletteButton } from "../../palette/components/palette-button.tsx";
import { profileQuery } from "../../profile/queries.ts";
import { placesOf } from "../places.ts";
import { Avatar } from "./avatar.tsx";

/** The upper edge of phones: the way home, and behind the avatar the places that are not at the lower edge. */
export function TopBar({ email }: { email: string }) {
  const { db } = useBrowserDb();
  const name = useQuery(profileQuery(db)).data?.displayName || email;
  return (
    <header className="flex h-13 items-center justify-between ps-4 pe-2 md:hidden print:hidden">
      <Link href="/feed" aria-label="Floyo, to the feed" className="inline-flex rounded-control">
        <Logo />
      </Link>
      <div className="ms-auto">
        <PaletteButton isSmall />
      </div>
      <Radix.Root modal={false}>
        <Radix.Trigger
          aria-label={`More places, signed in as ${name}`}
          className="grid size-11 place-items-center rounded-control"
        >
          <Avatar name={name} />
        </Radix.Trigger>
        <Radix.Content
          align="end"
          sideOffset={2}
          collisionPadding={8}
          className="z-40 w-[min(260px,calc(100vw-16px))] motion-safe:animate-rise rounded-card border border-line bg-panel p-1.5 shadow-float"
        >
          <Radix.Label className="label-quiet truncate px-2.5 py-1.5">{name}</Radix.Label>
          {placesOf("setup").map(({ href, label, Icon }) => (
            <Radix.Item key={href} asChild>
              <Link
                href={href}
                className="flex min-h-11 items-center gap-2.5 rounded-control px-2.5 font-medium outline-none data-highlighted:bg-bg"
              >
                <Icon />
                {label}
              </Link>
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Root>
    </header>
  );
}
