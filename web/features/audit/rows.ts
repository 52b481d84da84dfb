import { z } from "zod";

export const AuditRow = z.object({
  id: z.int(),
  at: z.string(),
  action: z.string(),
  target: z.string(),
  details: z.record(z.string(), z.unknown()),
  actor_id: z.uuid().nullable(),
  actor_name: z.string().nullable(),
  actor_email: z.string().nullable(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  request_id: z.string().nullable(),
  before_hash: z.string().nullable(),
  after_hash: z.string().nullable(),
  seq: z.int().nullable(),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const AuditCheck = z.object({
  checked: z.int(),
  unsealed: z.int(),
  broken_seq: z.int().nullable(),
  broken_id: z.int().nullable(),
  problem: z
    .enum(["missing", "deleted", "changed", "person_changed", "rewritten", "end_missing", "forged"])
    .nullable(),
});
export type AuditCheck = z.infer<typeof AuditCheck>;
