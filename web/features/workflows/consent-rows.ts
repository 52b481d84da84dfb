import { z } from "zod";

export const HabitRow = z.object({
  fingerprint: z.string(),
  steps: z.array(z.looseObject({ template: z.string() })),
});

export const ConsentRow = z.object({ number: z.int(), copies: z.boolean(), given_at: z.string() });

export const AllowedRow = ConsentRow.extend({
  workflow_id: z.uuid(),
  workflow: z.object({ name: z.string(), published_version: z.int().nullable() }),
});
