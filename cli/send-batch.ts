import type { FileEvent } from "@floyo/shared/events/event.ts";
import { z } from "zod";
import { askIngest, type IngestTarget } from "./ask-ingest.ts";

const IngestVerdict = z.object({
  accepted: z.number(),
  duplicate: z.number(),
  rejected: z.array(z.object({ index: z.number(), code: z.string(), message: z.string() })),
});
export type IngestVerdict = z.infer<typeof IngestVerdict>;

/** Sends one batch; sending it again is safe, since ids never change. */
export async function sendBatch(target: IngestTarget, events: readonly FileEvent[]): Promise<IngestVerdict> {
  const body = () => JSON.stringify({ source: target.source, sentAt: new Date().toISOString(), events });
  return IngestVerdict.parse(await askIngest(target, { body }));
}
