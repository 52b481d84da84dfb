import { forgetPerson } from "../offline/forget-person.ts";
import { currentWatcher } from "../watch/watcher.ts";

/** `clear`: this device forgets the person. `keep unsent`: folders and events that were not sent wait for their return. */
export type Leaving = "clear" | "keep unsent";

/** What the watcher keeps here; nothing where it does not come up in time. */
export async function whatIsKept(): Promise<{ folders: string[]; unsent: number }> {
  const watcher = await watcherSoon();
  return watcher ? watcher.kept() : { folders: [], unsent: 0 };
}

/** Sends what waits. Null when nothing is left, else why, in a sentence. */
export async function sendUnsent(): Promise<string | null> {
  return (await currentWatcher()).sendUnsent();
}

/**
 * Gives what clears this device of a person who leaves it: pages and reads, searches, and unless they stay, folders and
 * events. Made ready before the session ends, since the watcher ends with it.
 */
export async function readyToLeave(leaving: Leaving): Promise<() => Promise<void>> {
  const watcher = leaving === "clear" ? await watcherSoon() : null;
  return async () => {
    await watcher?.forgetAll();
    await forgetPerson();
  };
}

const PATIENCE_MS = 5_000;

/** The watcher starts a little after the page, and not at all where its file cannot be loaded. */
function watcherSoon(): Promise<Awaited<ReturnType<typeof currentWatcher>> | null> {
  return Promise.race([
    currentWatcher().catch(() => null),
    new Promise<null>((done) => setTimeout(() => done(null), PATIENCE_MS)),
  ]);
}
