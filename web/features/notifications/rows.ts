import { z } from "zod";

export const NotificationRow = z.object({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  run_id: z.uuid().nullable(),
  workflow_id: z.uuid().nullable(),
  /** How many failures it tells of. */
  times: z.int(),
  created_at: z.string(),
  read_at: z.string().nullable(),
});
export type Notification = z.infer<typeof NotificationRow>;

export const IdRow = z.object({ id: z.uuid() });

export const SettingsRow = z.object({
  digest: z.enum(["off", "daily", "weekly"]),
  weekday: z.int(),
  hour: z.int(),
  digest_at: z.string().nullable(),
});
export type NotificationSettings = z.infer<typeof SettingsRow>;

export const ChoiceRow = z.object({
  kind: z.string(),
  in_app: z.boolean(),
  mail: z.enum(["at_once", "digest", "never"]),
});
export type NotificationChoice = z.infer<typeof ChoiceRow>;
