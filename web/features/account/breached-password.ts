import "server-only";
import { createHash } from "node:crypto";
import { siteEnv } from "../../lib/env.ts";

const PATIENCE_MS = 2_000;

/**
 * Asks a range API how often a password was leaked. Only the first five of the 40 letters of its SHA-1 leave this server,
 * and the answer is padded, so that nobody learns which password was looked up.
 */
export async function leaksOf(password: string, rangeUrl: string): Promise<number> {
  const hash = createHash("sha1").update(password).digest("hex").toUpperCase();
  const response = await fetch(`${rangeUrl.replace(/\/$/, "")}/${hash.slice(0, 5)}`, {
    headers: { "add-padding": "true" },
    signal: AbortSignal.timeout(PATIENCE_MS),
    cache: "no-store",
  });
  if (!response.ok) throw new Error(`the range API answered ${response.status}`);
  const line = (await response.text()).split(/\r?\n/).find((entry) => entry.startsWith(`${hash.slice(5)}:`));
  return Number(line?.slice(36) ?? 0);
}

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
