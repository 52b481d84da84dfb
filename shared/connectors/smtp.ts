import { z } from "zod";
import { action, connector } from "./connector.ts";
import { MAIL_FORM, MailMessage } from "./mail-message.ts";
import { Line, SecretText } from "./parts.ts";

/** Mail by a server of one's own. 25 and 587 cannot be reached from hosted functions. */
export const SMTP = connector({
  key: "smtp",
  name: "Mail server",
  description: "Sends mail by your own mail server (SMTP).",
  docs: "https://www.rfc-editor.org/rfc/rfc5321",
  hosts: [],
  credential: z.object({
    host: Line.regex(/^[A-Za-z0-9.-]+$/, "a host is a name such as smtp.example.com"),
    port: z.enum(["465", "2525"], { error: "only ports 465 and 2525 can be reached" }),
    user: Line,
    password: SecretText,
  }),
  form: [
    { field: "host", label: "Host", input: "text", placeholder: "smtp.example.com" },
    {
      field: "port",
      label: "Port",
      input: "choice",
      options: [
        { value: "465", label: "465 (TLS)" },
        { value: "2525", label: "2525 (STARTTLS)" },
      ],
      help: "25 and 587 cannot be reached from here.",
    },
    { field: "user", label: "User", input: "text" },
    { field: "password", label: "Password", input: "secret" },
  ],
  actions: [
    action({
      key: "send-mail",
      name: "Send a mail",
      description: "Sends a mail to at most 50 addresses.",
      input: MailMessage,
      form: MAIL_FORM,
      isRead: false,
      gives: "messageId, answer",
    }),
  ],
});
