import { GivenRole, Role } from "@floyo/shared/access/roles.ts";
import { z } from "zod";

export const MemberRow = z.object({
  user_id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  joined_at: z.string(),
  is_me: z.boolean(),
});

export const InvitationRow = z.object({
  id: z.uuid(),
  email: z.string(),
  role: GivenRole,
  sent_at: z.string(),
  sends: z.int(),
  expires_at: z.string(),
  settled_at: z.string().nullable(),
  outcome: z.enum(["accepted", "declined", "revoked"]).nullable(),
});

export const MadeInvitation = z.object({ id: z.uuid(), token: z.string() });
export const Token = z.string();
