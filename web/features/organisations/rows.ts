import { Role } from "@floyo/shared/access/roles.ts";
import { z } from "zod";

export const OrganisationRow = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(["personal", "team"]),
  epoch: z.int(),
  min_people: z.int(),
  deleted_at: z.string().nullable(),
  // Of the caller alone; empty for one that is deleted, which only its owner sees.
  memberships: z.array(z.object({ role: Role })),
});
export const Uuid = z.uuid();
export const Time = z.string();
