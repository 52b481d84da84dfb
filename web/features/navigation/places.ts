import type { ComponentType } from "react";
import {
  FeedIcon,
  ImportIcon,
  PatternsIcon,
  SettingsIcon,
  SourcesIcon,
  TimelineIcon,
} from "../../ui/icons.tsx";

export interface Place {
  href: string;
  label: string;
  Icon: ComponentType;
  /** `work`: what Floyo found, at the lower edge of phones. `setup`: where it comes from, behind the avatar there. */
  group: "work" | "setup";
}

/** The places that exist, in the order in which a person meets them. */
export const PLACES: readonly Place[] = [
  { href: "/feed", label: "Feed", Icon: FeedIcon, group: "work" },
  { href: "/patterns", label: "Patterns", Icon: PatternsIcon, group: "work" },
  { href: "/timeline", label: "Timeline", Icon: TimelineIcon, group: "work" },
  { href: "/sources", label: "Sources", Icon: SourcesIcon, group: "setup" },
  { href: "/import", label: "Import", Icon: ImportIcon, group: "setup" },
  { href: "/settings", label: "Settings", Icon: SettingsIcon, group: "setup" },
];

export function placesOf(group: Place["group"]): readonly Place[] {
  return PLACES.filter((place) => place.group === group);
}

/** Whether an address lies in a place: `/patterns/4711` lies in `/patterns`. */
export function isInPlace(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
