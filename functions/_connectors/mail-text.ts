import type { MailMessage } from "../../shared/connectors/mail-message.ts";
import { toBase64 } from "./content-bytes.ts";

/** The address alone of `Ana <ana@example.com>`. */
export function bareAddress(recipient: string): string {
  return /<([^<>]+)>$/.exec(recipient)?.[1] ?? recipient;
}

/** A mail as RFC 5322 has it, all of it ASCII; bcc is named nowhere. */
export function mailText(
  message: MailMessage,
  { messageId, now, boundary }: { messageId: string; now: number; boundary: string },
): string {
  const list = (recipients: readonly string[]) => recipients.map(named).join(",\r\n ");
  const headers = [
    `From: ${named(message.from)}`,
    `To: ${list(message.to)}`,
    ...(message.cc.length > 0 ? [`Cc: ${list(message.cc)}`] : []),
    ...(message.replyTo.length > 0 ? [`Reply-To: ${list(message.replyTo)}`] : []),
    `Subject: ${encoded(message.subject)}`,
    `Date: ${new Date(now).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: ${messageId}`,
    "MIME-Version: 1.0",
  ];
  const plain = part("text/plain", message.text);
  if (message.html === "") return [...headers, plain].join("\r\n");
  return [
    ...headers,
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"`,
    "",
    `--${boundary}`,
    plain,
    `--${boundary}`,
    part("text/html", message.html),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}

function part(type: string, text: string): string {
  const lines = toBase64(new TextEncoder().encode(text)).match(/.{1,76}/g) ?? [""];
  return [`Content-Type: ${type}; charset=utf-8`, "Content-Transfer-Encoding: base64", "", ...lines].join(
    "\r\n",
  );
}

function named(recipient: string): string {
  const address = bareAddress(recipient);
  const name = recipient.slice(0, recipient.length - address.length - 2).trim();
  return address === recipient || name === ""
    ? address
    : `${encoded(name.replace(/^"|"$/g, ""))} <${address}>`;
}

/** Words of RFC 2047 where a header is not ASCII, each of at most 75 signs. */
function encoded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && text.length < 900) return text;
  const words: string[] = [];
  let piece = "";
  for (const sign of text) {
    if (new TextEncoder().encode(piece + sign).length > 42) {
      words.push(piece);
      piece = "";
    }
    piece += sign;
  }
  return [...words, piece]
    .map((word) => `=?utf-8?B?${toBase64(new TextEncoder().encode(word))}?=`)
    .join("\r\n ");
}
