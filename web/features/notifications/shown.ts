export type Shown = "all" | "unread";

/** Which notifications the address asks for: `/notifications?show=unread`; everything else is all of them. */
export function shownOf(value: unknown): Shown {
  return value === "unread" ? "unread" : "all";
}

export function notificationsPath(shown: Shown): string {
  return shown === "unread" ? "/notifications?show=unread" : "/notifications";
}
