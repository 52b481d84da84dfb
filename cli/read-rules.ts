import type { CaptureRules } from "@floyo/shared/events/capture-rules.ts";
import { z } from "zod";
import { askIngest, type IngestTarget } from "./ask-ingest.ts";

const Rules = z.object({
  ops: z.array(z.string()),
  ignoredPaths: z.array(z.string()),
  isPaused: z.boolean(),
});

/** What the person lets this source send, as it is now. */
export async function readRules(target: IngestTarget): Promise<CaptureRules> {
  return Rules.parse(await askIngest(target, { path: `/rules?source=${target.source}` }));
}
