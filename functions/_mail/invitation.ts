import type { InvitationMail } from "../_db/invitation-mail.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Mail } from "./send-mail.ts";

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** The mail that asks somebody into an organisation. Names are what people typed, so they are escaped and cut. */
export function invitationMail(id: string, invitation: InvitationMail, siteUrl: string): Mail {
  const link = `${siteUrl}/invite?token=${encodeURIComponent(invitation.token)}`;
  const organisation = oneLine(invitation.orgName);
  const inviter = oneLine(invitation.invitedBy ?? "A member");
  const until = DATE.format(new Date(invitation.expiresAt));
  const sentence = `${inviter} invites you to the organisation "${organisation}" on Floyo as ${invitation.role}.`;
  return {
    to: invitation.email,
    subject: `Join ${organisation} on Floyo`,
    text: `${sentence}\n\nSee the invitation: ${link}\n\nThe link works for this address alone, once, until ${until}. If you do not know ${inviter}, ignore this mail.\n`,
    html: `<p>${escapeHtml(sentence)}</p><p><a href="${escapeHtml(link)}">See the invitation</a></p><p>The link works for this address alone, once, until ${until}. If you do not know ${escapeHtml(inviter)}, ignore this mail.</p>`,
    key: `invitation:${id}:${invitation.sends}`,
  };
}

function oneLine(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 80);
}
