import { createHmac, randomBytes } from "node:crypto";
import type { Claims } from "../gateway/tokens.ts";

export const PLACEHOLDER_ID = "00000000-0000-0000-0000-000000000000";

const HEADER = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");

/** Tokens for the core, which knows HS256 only: their secret lives as long as this process and never leaves it. */
export function createCoreTokens(): { secret: string; sign(claims: Claims): string } {
  const secret = randomBytes(32).toString("base64url");
  return {
    secret,
    sign(claims) {
      const content = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
      return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
    },
  };
}
