import { z } from "zod";

export const ReplayRow = z.object({
  id: z.uuid(),
  status: z.enum(["running", "done", "cancelled"]),
  total: z.int(),
  started: z.int(),
  skipped: z.int(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
});
export type Replay = z.infer<typeof ReplayRow>;

export const Count = z.int();
export const Uuid = z.uuid();
