import { z } from "zod";
import { action, connector } from "./connector.ts";
import { MAIL_FORM, MailMessage } from "./mail-message.ts";
import { SecretText } from "./parts.ts";

export const RESEND = connector({
  key: "resend",
  name: "Resend",
  description: "Sends mail from a domain of yours, by Resend.",
  docs: "https://resend.com/docs/api-reference/emails/send-email",
  hosts: ["api.resend.com"],
  credential: z.object({ apiKey: SecretText.regex(/^re_/, "a key begins with re_") }),
  form: [
    {
      field: "apiKey",
      label: "API key",
      input: "secret",
      placeholder: "re_…",
      help: "Sending access is enough.",
    },
  ],
  actions: [
    action({
      key: "send-mail",
      name: "Send a mail",
      description: "Sends a mail to at most 50 addresses.",
      input: MailMessage,
      form: MAIL_FORM,
      isRead: false,
      gives: "id",
    }),
  ],
});
