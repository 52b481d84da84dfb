import type { CaughtMail } from "./mailbox.ts";

const SENDER = { Name: "Floyo", Address: "noreply@floyo.local" };

/** A list in the shape of Mailpit's API v1, which `supabase start` serves on this port. */
export function toList(
  shown: readonly CaughtMail[],
  all: readonly CaughtMail[],
  page: { start: number; limit: number },
) {
  return {
    total: all.length,
    unread: all.filter((mail) => !mail.isRead).length,
    count: shown.slice(page.start, page.start + page.limit).length,
    messages_count: shown.length,
    messages_unread: shown.filter((mail) => !mail.isRead).length,
    start: page.start,
    tags: [],
    messages: shown.slice(page.start, page.start + page.limit).map(toSummary),
  };
}

function toSummary(mail: CaughtMail) {
  return {
    ...toHead(mail),
    Read: mail.isRead,
    Created: mail.receivedAt.toISOString(),
    Attachments: 0,
    Snippet: mail.text.replace(/\s+/g, " ").slice(0, 250),
  };
}

/** One mail in full, in Mailpit's shape. */
export function toMessage(mail: CaughtMail) {
  return {
    ...toHead(mail),
    ReturnPath: SENDER.Address,
    Date: mail.receivedAt.toISOString(),
    Text: mail.text,
    HTML: mail.html,
    Inline: [],
    Attachments: [],
    ListUnsubscribe: toListUnsubscribe(mail.headers ?? {}),
  };
}

/** What mail programs are told of how to stop a list, as Mailpit reads it from the headers. */
function toListUnsubscribe(headers: Record<string, string>) {
  const header = headers["List-Unsubscribe"] ?? "";
  return {
    Header: header,
    Links: [...header.matchAll(/<([^>]+)>/g)].map(([, link]) => link),
    Errors: "",
    HeaderPost: headers["List-Unsubscribe-Post"] ?? "",
  };
}

function toHead(mail: CaughtMail) {
  return {
    ID: mail.id,
    MessageID: `${mail.id}@floyo.local`,
    From: SENDER,
    To: [{ Name: "", Address: mail.to }],
    Cc: [],
    Bcc: [],
    ReplyTo: [],
    Subject: mail.subject,
    Tags: [],
    Size: Buffer.byteLength(mail.html) + Buffer.byteLength(mail.text),
  };
}
