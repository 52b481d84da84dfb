import { randomUUID } from "node:crypto";
import type { AuthBody } from "./bodies.ts";
import type { AuthCore } from "./core.ts";
import { refuseTooSoon } from "./mail-interval.ts";
import type { CoreMailer } from "./mail-links.ts";
import { makeOtp } from "./otp.ts";
import { otpHash } from "./otp-types.ts";
import { findPerson } from "./people.ts";

/**
 * Signs up. An address that has an account gets hosted's answers: a made-up user for a confirmed one, so that nobody
 * learns who is here, and another mail for one still to be confirmed. Unmended, both are told to wait 59 seconds.
 */
export async function signUp(
  { core, mailer }: { core: AuthCore; mailer: CoreMailer },
  body: AuthBody,
): Promise<Response> {
  const answer = await core.ask("/signup", { method: "POST", body });
  if (answer.status !== 429 || !body.email) return answer;
  const person = await findPerson(core.sql, body.email);
  if (!person) return answer;
  if (person.isConfirmed) return Response.json(madeUpUser(body.email, body.data ?? {}));
  const refusal = await refuseTooSoon(core.sql, { email: body.email, column: "confirmation_sent_at" });
  if (refusal) return refusal;
  await sendConfirmation({ core, mailer }, { id: person.id, email: body.email });
  return core.ask("/user", { method: "GET", claims: { sub: person.id, role: "authenticated" } });
}

/** A new code and a new mail for an address still to be confirmed. */
export async function sendConfirmation(
  { core, mailer }: { core: AuthCore; mailer: CoreMailer },
  person: { id: string; email: string },
): Promise<void> {
  const email = person.email.toLowerCase();
  const otp = makeOtp();
  const tokenHash = otpHash(email, otp);
  await core.sql`
    update auth.users set confirmation_token = ${tokenHash}, confirmation_sent_at = now(), updated_at = now()
    where id = ${person.id}`;
  await mailer.sendConfirmation(email, tokenHash, otp, { userId: person.id });
}

function madeUpUser(email: string, data: Record<string, unknown>) {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    aud: "authenticated",
    role: "",
    email: email.toLowerCase(),
    phone: "",
    confirmation_sent_at: now,
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: data,
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
}
