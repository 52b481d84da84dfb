import { z } from "zod";

export const OPS = [
  "created",
  "modified",
  "moved",
  "deleted",
  "opened",
  "downloaded",
  "uploaded",
  "ran",
] as const;
const Op = z.enum(OPS);

export const SettingsRow = z.object({
  retention_days: z.number().int(),
  ops: z.array(Op),
  ignored_paths: z.array(z.string()),
  paused_at: z.string().nullable(),
});

export const KeptRow = z.object({ name: z.string(), number_of_rows: z.number() });

export const ExportRow = z.object({
  id: z.uuid(),
  status: z.enum(["waiting", "running", "ready", "failed", "expired"]),
  done_rows: z.number(),
  total_rows: z.number(),
  parts: z.number().int(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
});

export const ErasureRow = z.object({ due_at: z.string(), started_at: z.string().nullable() });
export const Instant = z.string();
export const Uuid = z.uuid();
