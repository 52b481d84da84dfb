import { z } from "zod";

export const SharedPatternRow = z.object({
  id: z.uuid(),
  kind: z.enum(["sequence", "rhythm", "flow", "companions"]),
  steps: z.array(
    z.object({ op: z.string(), extension: z.string().nullable(), placeholders: z.array(z.string()) }),
  ),
  at_least: z.number().int(),
  minutes_per_month: z.number().int(),
  published_on: z.string(),
});
