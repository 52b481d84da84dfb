import { z } from "zod";
import { publishOrgPatterns } from "../../_db/publish-org-patterns.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { Work } from "./work.ts";

const Payload = z.object({ org: z.uuid() });

/** Publishes what enough people of an organisation share. */
export async function share({ sql, payload }: Work): Promise<Outcome> {
  await publishOrgPatterns(sql, Payload.parse(payload).org);
  return { outcome: "done" };
}
