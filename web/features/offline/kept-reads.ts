import type { DehydratedState } from "@tanstack/react-query";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";

export const READS_DB = "floyo-reads";
const VERSION = 1;
/** Raised when what is kept changes its form; older ones are dropped. */
const FORM = 1;
const KEPT_MS = 14 * 86_400_000;

const Kept = z.object({ form: z.literal(FORM), at: z.number(), state: z.custom<DehydratedState>() });

interface ReadsSchema extends DBSchema {
  reads: { key: string; value: unknown };
}

/** What the person read last, kept on this device; null when there is nothing, or too old. */
export async function loadReads(userId: string, now: number): Promise<DehydratedState | null> {
  return withDb(async (db) => {
    const kept = Kept.safeParse(await db.get("reads", userId));
    return kept.success && now - kept.data.at < KEPT_MS ? kept.data.state : null;
  });
}

/** Keeps what was read, for this person alone: what was kept for others goes. */
export async function saveReads(userId: string, state: DehydratedState, now: number): Promise<void> {
  await withDb(async (db) => {
    const tx = db.transaction("reads", "readwrite");
    await tx.store.clear();
    await tx.store.put({ form: FORM, at: now, state }, userId);
    await tx.done;
    return null;
  });
}

/** A browser that keeps nothing (private window, storage full) only means that there is nothing to read offline. */
async function withDb<Value>(run: (db: IDBPDatabase<ReadsSchema>) => Promise<Value>): Promise<Value | null> {
  try {
    const db = await openDB<ReadsSchema>(READS_DB, VERSION, {
      upgrade: (fresh) => fresh.createObjectStore("reads"),
    });
    try {
      return await run(db);
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}
