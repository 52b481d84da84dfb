import { eraseAccountRow, eraseStep, tombstoneStored } from "../../_db/erase-person.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { ObjectStore } from "../../_storage/open-storage.ts";
import type { Work } from "./work.ts";

const STEP = 10_000;

/**
 * Erases an account step by step: events, all other rows, objects in Storage, and the account itself at the very end. The
 * tombstone is written outside of the database before the account goes, so that no restore can bring it back unseen.
 */
export async function erase({ sql, storage, userId }: Work): Promise<Outcome> {
  if (userId === null) return { outcome: "done" };
  const step = await eraseStep(sql, { userId, atMost: STEP });
  if (step.status === "not_due") return { outcome: "done" };
  if (step.left) return { outcome: "again", delayMs: 0 };

  await removeExports(storage, userId);
  const hash = await sha256(userId);
  const tombstone = new TextEncoder().encode(JSON.stringify({ hash }));
  await storage.put("tombstones", `${hash}.json`, tombstone, "application/json");
  await eraseAccountRow(sql, userId);
  await tombstoneStored(sql, hash);
  return { outcome: "done" };
}

/** Exports lie as `<user id>/<export id>/part-<n>.zip`. */
async function removeExports(storage: ObjectStore, userId: string): Promise<void> {
  for (const folder of await storage.list("exports", userId)) {
    const files = await storage.list("exports", `${userId}/${folder}`);
    await storage.remove(
      "exports",
      files.map((file) => `${userId}/${folder}/${file}`),
    );
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
