import type { ComponentType } from "react";
import { FeedIcon, ImportIcon, SettingsIcon } from "../../ui/icons.tsx";

export interface Place {
  href: string;
  label: string;
  Icon: ComponentType;
}

/** The places that exist, in the order in which a person meets them. */
export const PLACES: readonly Place[] = [
  { href: "/feed", label: "Feed", Icon: FeedIcon },
  { href: "/import", label: "Import", Icon: ImportIcon },
  { href: "/settings", label: "Settings", Icon: SettingsIcon },
];
