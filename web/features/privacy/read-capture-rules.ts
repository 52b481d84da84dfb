import type { CaptureRules } from "@floyo/shared/events/capture-rules.ts";
import type { Db } from "../../lib/db.ts";
import { readSettings } from "./queries.ts";

/** What the person lets Floyo keep, as it is now: asked anew, so that a rule made on another device holds at once. */
export async function readCaptureRules(db: Db): Promise<CaptureRules> {
  const { ops, ignoredPaths, pausedAt } = await readSettings(db);
  return { ops, ignoredPaths, isPaused: pausedAt !== null };
}
