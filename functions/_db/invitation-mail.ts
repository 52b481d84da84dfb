import { z } from "zod";
import { Role } from "../../shared/access/roles.ts";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const InvitationMail = z.object({
  email: z.string(),
  token: z.string(),
  role: Role,
  sends: z.number().int(),
  expiresAt: z.iso.datetime(),
  orgName: z.string(),
  invitedBy: z.string().nullable(),
});

export type InvitationMail = z.infer<typeof InvitationMail>;

/** What the mail of an invitation says; null when it was answered, revoked, sent or has run out. */
export async function readInvitationMail(sql: Database, id: string): Promise<InvitationMail | null> {
  return parseAnswer(InvitationMail.nullable(), await sql`select private.invitation_mail(${id}) as answer`);
}

/** Forgets the token whose mail was handed over. */
export async function invitationMailSent(sql: Database, mail: { id: string; token: string }): Promise<void> {
  await sql`select private.invitation_mail_sent(${mail.id}, ${mail.token})`;
}
