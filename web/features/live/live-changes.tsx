"use client";

import { useLiveChanges } from "./use-live-changes.ts";

/** Keeps what is on screen in step with the database; shows nothing. */
export function LiveChanges({ userId }: { userId: string }) {
  useLiveChanges(userId);
  return null;
}
