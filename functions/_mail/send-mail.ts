import { z } from "zod";
import { unavailable } from "../_http/refusal.ts";

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Beside those that every mail has. */
  headers?: Record<string, string>;
  /** The same key again is the same mail: the service sends it once a day at most. */
  key: string;
}

export interface MailService {
  /** Null where no service is set up. */
  url: string | null;
  apiKey: string | null;
  from: string;
}

const TIMEOUT_MS = 10_000;
const Refused = z.object({ message: z.string().max(500) });

/**
 * Hands a mail to Resend's HTTP API (hosted functions cannot reach port 25). Throws `unavailable` with what the service
 * said when it did not take it.
 * @see https://resend.com/docs/api-reference/emails/send-email
 */
export async function sendMail(service: MailService, mail: Mail): Promise<void> {
  if (service.url === null || service.apiKey === null) {
    throw unavailable("no mail service is set up: set RESEND_API_KEY", 3600);
  }
  const response = await fetch(`${service.url}/emails`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${service.apiKey}`,
      "content-type": "application/json",
      "idempotency-key": mail.key,
    },
    body: JSON.stringify({
      from: service.from,
      to: [mail.to],
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      ...(mail.headers ? { headers: mail.headers } : {}),
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw unavailable("the mail service does not answer", 30, cause);
  });
  if (response.ok) {
    await response.body?.cancel();
    return;
  }
  const said = Refused.safeParse(await response.json().catch(() => null));
  throw unavailable(
    `the mail service answered ${response.status}${said.success ? `: ${said.data.message}` : ""}`,
    30,
  );
}
