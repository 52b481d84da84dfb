import "server-only";
import { siteEnv } from "../../lib/env.ts";
import { leaksOf } from "./leaks-of.ts";

/** Why a password is refused, or null. Where it cannot be looked up, signing up goes on: the log notes it. */
export async function breachedMessage(password: string): Promise<string | null> {
  const { breachedPasswordsUrl } = siteEnv();
  if (!breachedPasswordsUrl) return null;
  try {
    const leaks = await leaksOf(password, breachedPasswordsUrl);
    return leaks > 0
      ? "This password was leaked from another site and is on the lists of burglars. Choose another."
      : null;
  } catch (error) {
    console.warn("a new password was not looked up among the leaked ones:", String(error));
    return null;
  }
}
