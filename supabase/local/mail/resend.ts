import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { OutgoingMail } from "./mailbox.ts";

const Email = z.object({
  from: z.string().min(3),
  to: z.union([z.string(), z.array(z.string()).min(1).max(50)]).transform((to) => [to].flat()),
  subject: z.string().min(1),
  html: z.string().default(""),
  text: z.string().default(""),
  headers: z.record(z.string(), z.string()).default({}),
});

export interface ResendAnswer {
  status: number;
  body: Record<string, unknown>;
}

/**
 * Resend's `POST /emails`, as far as the functions use it: bearer key, `Idempotency-Key` good for a day, errors in its shape.
 * @see https://resend.com/docs/api-reference/emails/send-email
 */
export function createResend(add: (mail: OutgoingMail) => void): {
  take(headers: { authorization?: string; key?: string }, body: string): ResendAnswer;
} {
  const sent = new Map<string, { hash: string; id: string }>();
  return {
    take({ authorization, key }, body) {
      if (!/^Bearer re_\w+$/.test(authorization ?? "")) {
        return fault(401, "missing_api_key", "Missing API key in the authorization header");
      }
      const parsed = Email.safeParse(parseJson(body));
      if (!parsed.success) {
        return fault(422, "validation_error", parsed.error.issues.map((issue) => issue.message).join("; "));
      }
      const hash = createHash("sha256").update(body).digest("hex");
      const before = key === undefined ? undefined : sent.get(key);
      if (before && before.hash !== hash) {
        return fault(
          409,
          "invalid_idempotent_request",
          "Same idempotency key used with a different request payload.",
        );
      }
      if (before) return { status: 200, body: { id: before.id } };
      const id = randomUUID();
      const { to, subject, html, text, headers } = parsed.data;
      for (const address of to) add({ to: address, subject, html, text, headers });
      if (key !== undefined) sent.set(key, { hash, id });
      return { status: 200, body: { id } };
    },
  };
}

function fault(statusCode: number, name: string, message: string): ResendAnswer {
  return { status: statusCode, body: { statusCode, name, message } };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
