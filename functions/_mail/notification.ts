import type { NotificationMail } from "../_db/notification-mail.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Mail } from "./send-mail.ts";
import { linkOf, oneLine, wayOut } from "./told.ts";

/** The mail that tells one thing at once. Titles and texts are what people and receivers wrote, so they are escaped. */
export function notificationMail({ email, told, token, answer }: NotificationMail, siteUrl: string): Mail {
  const out = wayOut(token, siteUrl);
  const link = answer ? `${siteUrl}/approve?token=${encodeURIComponent(answer)}` : linkOf(told, siteUrl);
  const call = answer ? "Answer it" : "See it";
  const title = oneLine(told.title);
  const body = told.body.trim();
  return {
    to: email,
    subject: title,
    text: `${title}\n\n${body ? `${body}\n\n` : ""}${call}: ${link}\n\n${out.text}`,
    html: `<p><strong>${escapeHtml(title)}</strong></p>${body ? `<p style="white-space:pre-wrap">${escapeHtml(body)}</p>` : ""}<p><a href="${escapeHtml(link)}">${call}</a></p>${out.html}`,
    headers: out.headers,
    key: `notification:${told.id}`,
  };
}
