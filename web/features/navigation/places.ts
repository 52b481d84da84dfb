import type { ComponentType } from "react";
import {
  BellIcon,
  ConnectionsIcon,
  FeedIcon,
  ImportIcon,
  PatternsIcon,
  RunsIcon,
  SettingsIcon,
  SourcesIcon,
  TimelineIcon,
  WorkflowsIcon,
} from "../../ui/icons.tsx";

export interface Place {
  href: string;
  label: string;
  Icon: ComponentType;
  /** `work`: what Floyo found, at the lower edge of phones. `setup`: where it comes from, behind the avatar there. `bell`: behind the bell. */
  group: "work" | "setup" | "bell";
  /** Of `work`, yet behind the avatar on phones: the lower edge has room for four. */
  isTucked?: true;
}

/** The places that exist, in the order in which a person meets them. */
export const PLACES: readonly Place[] = [
  { href: "/feed", label: "Feed", Icon: FeedIcon, group: "work" },
  { href: "/patterns", label: "Patterns", Icon: PatternsIcon, group: "work" },
  { href: "/timeline", label: "Timeline", Icon: TimelineIcon, group: "work" },
  { href: "/workflows", label: "Workflows", Icon: WorkflowsIcon, group: "work", isTucked: true },
  { href: "/runs", label: "Runs", Icon: RunsIcon, group: "work" },
  { href: "/notifications", label: "Notifications", Icon: BellIcon, group: "bell" },
  { href: "/connections", label: "Connections", Icon: ConnectionsIcon, group: "setup" },
  { href: "/sources", label: "Sources", Icon: SourcesIcon, group: "setup" },
  { href: "/import", label: "Import", Icon: ImportIcon, group: "setup" },
  { href: "/settings", label: "Settings", Icon: SettingsIcon, group: "setup" },
];

export function placesOf(group: Place["group"]): readonly Place[] {
  return PLACES.filter((place) => place.group === group);
}

/** The places at the lower edge of phones. */
export function placesAtEdge(): readonly Place[] {
  return PLACES.filter(({ group, isTucked }) => group === "work" && !isTucked);
}

/** The places behind the avatar of phones. */
export function placesBehindAvatar(): readonly Place[] {
  return PLACES.filter(({ group, isTucked }) => group === "setup" || isTucked);
}

/** Whether an address lies in a place: `/patterns/4711` lies in `/patterns`. */
export function isInPlace(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
