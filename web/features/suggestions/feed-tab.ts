import { z } from "zod";

/** A tab is the status of what it lists, so that address, query and database say the same word. */
export const FeedTab = z.enum(["open", "kept", "snoozed", "dismissed"]).catch("open");
export type FeedTab = z.infer<typeof FeedTab>;

export const FEED_TABS: readonly { tab: FeedTab; label: string }[] = [
  { tab: "open", label: "For you" },
  { tab: "kept", label: "Kept" },
  { tab: "snoozed", label: "Snoozed" },
  { tab: "dismissed", label: "Dismissed" },
];

/** The address of a tab: `/feed`, `/feed?tab=kept`. */
export function tabPath(tab: FeedTab): string {
  return tab === "open" ? "/feed" : `/feed?tab=${tab}`;
}
