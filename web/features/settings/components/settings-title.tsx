import Link from "next/link";
import type { ReactNode } from "react";
import { PageTitle } from "../../../ui/page-title.tsx";
import { SETTINGS_PLACES } from "../settings-places.ts";

interface SettingsTitleProps {
  /** The place of the settings that this page is. */
  here: (typeof SETTINGS_PLACES)[number]["href"];
  title: string;
  intro?: ReactNode;
}

/** The title of a settings page, with the way to the others. */
export function SettingsTitle({ here, title, intro }: SettingsTitleProps) {
  return (
    <>
      <PageTitle intro={intro}>{title}</PageTitle>
      <nav
        aria-label="Settings"
        className="-mx-4 flex gap-4 overflow-x-auto border-line border-b px-4 [scrollbar-width:none] sm:mx-0 sm:gap-5 sm:px-0"
      >
        {SETTINGS_PLACES.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={href === here ? "page" : undefined}
            className={`-mx-1 -mb-px flex min-h-9 items-center whitespace-nowrap rounded-t-mark border-b-2 px-1 text-[13px] -outline-offset-2 pointer-coarse:min-h-11 ${href === here ? "border-ink font-semibold text-ink" : "border-transparent font-medium text-soft hover:text-ink"}`}
          >
            {label}
          </Link>
        ))}
      </nav>
    </>
  );
}
