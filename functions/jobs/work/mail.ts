import { z } from "zod";
import { invitationMailSent, readInvitationMail } from "../../_db/invitation-mail.ts";
import { readDigestMail, readNotificationMail } from "../../_db/notification-mail.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import { digestMail } from "../../_mail/digest.ts";
import { invitationMail } from "../../_mail/invitation.ts";
import { notificationMail } from "../../_mail/notification.ts";
import { type Mail, sendMail } from "../../_mail/send-mail.ts";
import type { Work } from "./work.ts";

const Payload = z.union([
  z.object({ invitation: z.uuid() }),
  z.object({ notification: z.uuid() }),
  z.object({ digest: z.number().int() }),
]);

const MOST_IN_DIGEST = 30;

/** Sends a mail that is still owed; the service drops a second one by its key. */
export async function mail(work: Work): Promise<Outcome> {
  const { sql, env, userId } = work;
  const payload = Payload.parse(work.payload);
  if ("invitation" in payload) return sendInvitation(work, payload.invitation);
  if ("notification" in payload) {
    const found = await readNotificationMail(sql, payload.notification);
    if (found) await send(work, notificationMail(found, env.FLOYO_SITE_URL));
    return { outcome: "done" };
  }
  if (userId === null) return { outcome: "done" };
  const at = payload.digest;
  const digest = await readDigestMail(sql, { userId, at, most: MOST_IN_DIGEST });
  if (digest && digest.total > 0) await send(work, digestMail(userId, at, digest, env.FLOYO_SITE_URL));
  return { outcome: "done" };
}

async function sendInvitation(work: Work, id: string): Promise<Outcome> {
  const invitation = await readInvitationMail(work.sql, id);
  if (invitation === null) return { outcome: "done" };
  await send(work, invitationMail(id, invitation, work.env.FLOYO_SITE_URL));
  await invitationMailSent(work.sql, { id, token: invitation.token });
  return { outcome: "done" };
}

async function send({ env }: Work, letter: Mail): Promise<void> {
  const service = { url: env.RESEND_URL, apiKey: env.RESEND_API_KEY, from: env.FLOYO_MAIL_FROM };
  await sendMail(service, letter);
}
