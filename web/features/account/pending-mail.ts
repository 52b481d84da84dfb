import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { siteEnv } from "../../lib/env.ts";

const NAME = "floyo-mail";
const KEPT_SECONDS = 3600;

const PendingMail = z.object({ kind: z.enum(["signup", "recovery", "link"]), email: z.email() });
export type PendingMail = z.infer<typeof PendingMail>;

/** Remembers for an hour where a mail was asked to go, in a cookie: an address does not belong in a URL. */
export async function rememberMail(mail: PendingMail): Promise<void> {
  const store = await cookies();
  store.set(NAME, JSON.stringify(mail), {
    httpOnly: true,
    sameSite: "lax",
    secure: siteEnv().siteUrl.startsWith("https:"),
    path: "/",
    maxAge: KEPT_SECONDS,
  });
}

/** The mail that was asked for last, or null. */
export async function pendingMail(): Promise<PendingMail | null> {
  const value = (await cookies()).get(NAME)?.value;
  if (!value) return null;
  try {
    return PendingMail.parse(JSON.parse(value));
  } catch {
    return null; // a cookie that somebody edited names no address
  }
}
