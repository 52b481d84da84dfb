import type { Shown } from "./shown.ts";

export const notificationKeys = {
  all: ["notifications"] as const,
  lists: ["notifications", "list"] as const,
  list: (shown: Shown) => ["notifications", "list", shown] as const,
  unread: ["notifications", "unread"] as const,
  settings: ["notifications", "settings"] as const,
  choices: ["notifications", "choices"] as const,
};
