import type { PlatformKeys } from "./keys.ts";
import type { Claims } from "./tokens.ts";

export type KeyKind = "publishable" | "secret";

/**
 * What an API key stands for: `sb_…` keys and the two tokens that older clients send. The core knows the first form
 * only. Null for anything else.
 */
export function keyKind(key: string, keys: PlatformKeys): KeyKind | null {
  if (key === keys.publishableKey || key === keys.anonJwt) return "publishable";
  if (key === keys.secretKey || key === keys.serviceRoleJwt) return "secret";
  return null;
}

export function roleOf(kind: KeyKind): Claims {
  return { role: kind === "secret" ? "service_role" : "anon" };
}
