import { z } from "zod";

export const SessionRow = z.object({
  id: z.uuid(),
  created_at: z.string(),
  last_seen_at: z.string().nullable(),
  user_agent: z.string().nullable(),
  ip: z.string().nullable(),
  aal: z.string().nullable(),
  is_this: z.boolean(),
});
export const Count = z.int();
export const Flag = z.boolean();
