import { z } from "zod";
import { invitationMailSent, readInvitationMail } from "../../_db/invitation-mail.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import { invitationMail } from "../../_mail/invitation.ts";
import { sendMail } from "../../_mail/send-mail.ts";
import type { Work } from "./work.ts";

const Payload = z.object({ invitation: z.uuid() });

/** Sends the mail of an invitation that is still open; the service drops a second one by its key. */
export async function mail({ sql, env, payload }: Work): Promise<Outcome> {
  const { invitation: id } = Payload.parse(payload);
  const invitation = await readInvitationMail(sql, id);
  if (invitation === null) return { outcome: "done" };
  const service = { url: env.RESEND_URL, apiKey: env.RESEND_API_KEY, from: env.FLOYO_MAIL_FROM };
  await sendMail(service, invitationMail(id, invitation, env.FLOYO_SITE_URL));
  await invitationMailSent(sql, { id, token: invitation.token });
  return { outcome: "done" };
}
