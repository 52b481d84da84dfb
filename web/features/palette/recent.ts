import { z } from "zod";
import { PaletteEntry } from "./entry.ts";
import { RECENT_KEY } from "./recent-key.ts";

const MAX_RECENT = 5;
const Recent = z.array(PaletteEntry).max(MAX_RECENT);

/** Kept for the tab alone: names of files do not stay behind on a machine that others use too. */
type Store = Pick<Storage, "getItem" | "setItem">;

/** What was chosen last, the newest first; nothing where the browser keeps nothing. */
export function readRecent(store: Store): PaletteEntry[] {
  try {
    const parsed = Recent.safeParse(JSON.parse(store.getItem(RECENT_KEY) ?? "[]"));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

export function rememberEntry(store: Store, entry: PaletteEntry): void {
  const rest = readRecent(store).filter(({ href }) => href !== entry.href);
  try {
    store.setItem(RECENT_KEY, JSON.stringify([entry, ...rest].slice(0, MAX_RECENT)));
  } catch {
    // A browser without room or leave to store: the palette works without its memory.
  }
}
