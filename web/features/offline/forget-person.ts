import { deleteDB } from "idb";
import { RECENT_KEY } from "../palette/recent-key.ts";
import { READS_DB } from "./kept-reads.ts";

/**
 * Deletes what this browser kept for reading offline, and what was searched for. Done at sign-out and wherever nobody is signed in, so that the next
 * person at this browser finds nothing. What cannot be deleted (a private window keeps nothing) is no error.
 */
export async function forgetPerson(): Promise<void> {
  try {
    window.sessionStorage.removeItem(RECENT_KEY);
  } catch {
    // A browser that keeps nothing.
  }
  const names = typeof caches === "undefined" ? [] : await caches.keys().catch(() => []);
  await Promise.allSettled([
    ...names
      .filter((name) => name === "floyo-who" || name.startsWith("floyo-pages-"))
      .map((name) => caches.delete(name)),
    typeof indexedDB === "undefined" ? undefined : deleteDB(READS_DB, { blocked: () => {} }),
  ]);
}
