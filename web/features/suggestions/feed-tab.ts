/** A tab is the status of what it lists, so that address, query and database say the same word. */
export type FeedTab = "open" | "kept" | "snoozed" | "dismissed";

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

/** The tab that an address names; the first one where it names none. */
export function feedTabOf(name: unknown): FeedTab {
  return FEED_TABS.find(({ tab }) => tab === name)?.tab ?? "open";
}
