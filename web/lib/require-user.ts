import "server-only";
import { FloyoError } from "@floyo/shared/errors.ts";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { ServerDb } from "./db.ts";
import { readingClient } from "./supabase-server.ts";

export interface SignedInUser {
  id: string;
  email: string;
  /** The person has a second factor that this session has not passed: the database shows it nothing. */
  lacksCode: boolean;
}

/** The person behind the session, asked of Auth (not read from the cookie), or null. Once per request. */
export const findUser = cache(async (): Promise<SignedInUser | null> => userOf(await readingClient()));

/** For pages: the person who is signed in, or a redirect to the sign-in page, or to that of the code, that comes back to `path`. */
export async function requireUser(path: string): Promise<SignedInUser> {
  const next = encodeURIComponent(path);
  const user = (await findUser()) ?? redirect(`/sign-in?next=${next}`);
  if (user.lacksCode) redirect(`/sign-in/code?next=${next}`);
  return user;
}

/**
 * The same question with a client at hand, for actions and route handlers. Throws `unavailable` when Auth does not
 * answer: that is no sign of anybody having signed out.
 */
export async function userOf(db: ServerDb): Promise<SignedInUser | null> {
  const { data, error } = await db.auth.getUser();
  if (error && (!error.status || error.status >= 500)) {
    throw new FloyoError("unavailable", "Signing in does not answer at the moment.", { cause: error });
  }
  if (!data.user) return null;
  const { id, email = "", factors = [] } = data.user;
  const hasFactor = factors.some(({ status }) => status === "verified");
  return { id, email, lacksCode: hasFactor && (await isBelowSecondFactor(db)) };
}

async function isBelowSecondFactor(db: ServerDb): Promise<boolean> {
  const { data } = await db.auth.getClaims();
  return data?.claims.aal !== "aal2";
}
