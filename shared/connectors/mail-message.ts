import { z } from "zod";
import type { ActionField } from "./connector.ts";

const Recipient = z
  .string()
  .trim()
  .max(320)
  .regex(
    /^(?:[^<>\r\n]* )?<?[^\s<>@]+@[^\s<>@]+>?$/,
    "write an address as ana@example.com or Ana <ana@example.com>",
  );
const Recipients = z
  .string()
  .max(10_000)
  .transform((text) =>
    text
      .split(/[,;]/)
      .map((one) => one.trim())
      .filter((one) => one !== ""),
  )
  .pipe(z.array(Recipient).max(50, "at most 50 addresses"));

/** A mail as SMTP and Resend take it alike. Addresses are separated by commas. */
export const MailMessage = z.object({
  from: Recipient,
  to: Recipients.refine((list) => list.length > 0, "name at least one address"),
  cc: Recipients.default([]),
  bcc: Recipients.default([]),
  replyTo: Recipients.default([]),
  subject: z
    .string()
    .min(1, "a mail has a subject")
    .max(990)
    .regex(/^[^\r\n]*$/, "a subject is one line"),
  text: z.string().max(500_000).default(""),
  html: z.string().max(500_000).default(""),
});
export type MailMessage = z.output<typeof MailMessage>;

export const MAIL_FORM: readonly ActionField[] = [
  {
    field: "from",
    label: "From",
    input: "template",
    help: "Ana <ana@example.com>, an address that may send.",
  },
  { field: "to", label: "To", input: "template", help: "Several are separated by commas." },
  { field: "cc", label: "Cc", input: "template" },
  { field: "bcc", label: "Bcc", input: "template" },
  { field: "replyTo", label: "Answers to", input: "template" },
  { field: "subject", label: "Subject", input: "template" },
  { field: "text", label: "Text", input: "long-template" },
  { field: "html", label: "HTML", input: "long-template", help: "Besides the text; or nothing." },
];
