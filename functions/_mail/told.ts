import type { Told } from "../_db/notification-mail.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Mail } from "./send-mail.ts";

/** A text of people or programs in one line of a mail: no control characters, at most so many. */
export function oneLine(text: string, atMost = 200): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return line.length > atMost ? `${line.slice(0, atMost - 1)}…` : line;
}

/** Where on the site a person finds what it is about. */
export function linkOf({ runId, workflowId, times }: Told, siteUrl: string): string {
  if (workflowId && times > 1) return `${siteUrl}/runs?status=failed&workflow=${workflowId}`;
  if (runId) return `${siteUrl}/runs/${runId}`;
  return workflowId ? `${siteUrl}/workflows/${workflowId}` : `${siteUrl}/notifications`;
}

/** What each mail that may be stopped ends with, and the headers by which mail programs stop it with one click (RFC 8058). */
export function wayOut(
  token: string,
  siteUrl: string,
): { headers: NonNullable<Mail["headers"]>; text: string; html: string } {
  const link = `${siteUrl}/unsubscribe?token=${encodeURIComponent(token)}`;
  const settings = `${siteUrl}/settings/notifications`;
  return {
    headers: { "List-Unsubscribe": `<${link}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
    text: `Stop these mails: ${link}\nChoose what is mailed: ${settings}\n`,
    html: `<p style="color:#6b6860;font-size:13px"><a href="${escapeHtml(link)}">Stop these mails</a> · <a href="${escapeHtml(settings)}">Choose what is mailed</a></p>`,
  };
}
