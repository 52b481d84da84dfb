import type { DigestMail, Told } from "../_db/notification-mail.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Mail } from "./send-mail.ts";
import { linkOf, oneLine, wayOut } from "./told.ts";

/**
 * The mail that tells what came together since the last one. `at` in epoch milliseconds is when it was due: a person has
 * one for each such time, however often it is sent.
 */
export function digestMail(userId: string, at: number, digest: DigestMail, siteUrl: string): Mail {
  const out = wayOut(digest.token, siteUrl);
  const when = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: digest.timeZone,
  });
  const period = digest.digest === "daily" ? "day" : "week";
  const sentence = `What Floyo told you in the last ${period} and you have not read yet.`;
  const rest = digest.total - digest.told.length;
  const more = rest > 0 ? `and ${rest} more: ${siteUrl}/notifications` : "";
  const lineOf = (told: Told) => ({
    title: oneLine(told.title),
    body: oneLine(told.body, 300),
    at: when.format(new Date(told.at)),
    link: linkOf(told, siteUrl),
  });
  const lines = digest.told.map(lineOf);
  const text = lines.map(({ title, body, at: told, link }) =>
    [`- ${title} (${told})`, ...(body ? [`  ${body}`] : []), `  ${link}`].join("\n"),
  );
  const html = lines.map(
    ({ title, body, at: told, link }) =>
      `<li style="margin-bottom:12px"><a href="${escapeHtml(link)}">${escapeHtml(title)}</a> <span style="color:#6b6860">${escapeHtml(told)}</span>${body ? `<br>${escapeHtml(body)}` : ""}</li>`,
  );
  return {
    to: digest.email,
    subject: digest.total === 1 ? "One thing to look at" : `${digest.total} things to look at`,
    text: `${sentence}\n\n${text.join("\n\n")}\n\n${more ? `${more}\n\n` : ""}${out.text}`,
    html: `<p>${sentence}</p><ul>${html.join("")}</ul>${more ? `<p><a href="${escapeHtml(siteUrl)}/notifications">and ${rest} more</a></p>` : ""}${out.html}`,
    headers: out.headers,
    key: `digest:${userId}:${at}`,
  };
}
