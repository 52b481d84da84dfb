import { Role } from "@floyo/shared/access/roles.ts";
import { z } from "zod";
import { PROBLEM_NAMES } from "./invitation-problems.ts";

/** What the person behind a link is invited to, or why the link does not work for them. */
export const MyInvitation = z.object({
  id: z.uuid().nullable(),
  org_id: z.uuid().nullable(),
  org_name: z.string().nullable(),
  role: Role.nullable(),
  invited_by: z.string().nullable(),
  expires_at: z.string().nullable(),
  problem: z.enum(PROBLEM_NAMES).nullable(),
});
