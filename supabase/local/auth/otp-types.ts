import { createHash } from "node:crypto";
import type { AuthDatabase } from "./database.ts";

export type TokenColumn =
  | "confirmation_token"
  | "recovery_token"
  | "email_change_token_new"
  | "email_change_token_current";

/** A one-time token that somebody holds: the person it stands for, and how the core wants to be asked about it. */
export interface OneTimeToken {
  userId: string;
  column: TokenColumn;
  tokenHash: string;
  coreType: "signup" | "magiclink" | "recovery" | "email_change";
}

const COLUMNS: Record<string, TokenColumn[]> = {
  signup: ["confirmation_token"],
  invite: ["confirmation_token"],
  magiclink: ["recovery_token", "confirmation_token"],
  email: ["confirmation_token", "recovery_token"],
  recovery: ["recovery_token"],
  email_change: ["email_change_token_new", "email_change_token_current"],
};

/** The types that `verify` takes, from the mails of hosted Auth. */
export function isOtpType(type: string): boolean {
  return type in COLUMNS;
}

/**
 * Finds the token by its hash, or by address and code. Unmended, the core refuses the documented type "email" and
 * "invite"; it is asked by the column that holds the hash instead.
 */
export async function findOneTimeToken(
  sql: AuthDatabase,
  request: { type: string; tokenHash?: string; email?: string; token?: string },
): Promise<OneTimeToken | null> {
  const hashes = hashesOf(request);
  if (hashes.length === 0) return null;
  for (const column of COLUMNS[request.type] ?? []) {
    const [found] = await sql<{ id: string; hash: string }[]>`
      select id, ${sql(column)} as hash from auth.users
      where ${sql(column)} = any(${hashes}) and deleted_at is null limit 1`;
    if (found) {
      return { userId: found.id, column, tokenHash: found.hash, coreType: coreTypeOf(column, request.type) };
    }
  }
  return null;
}

/** The core stores sha256(address + code); a mail link for PKCE has hosted's prefix before it. */
export function otpHash(email: string, code: string): string {
  return createHash("sha256").update(`${email.toLowerCase()}${code}`).digest("hex");
}

export const PKCE_PREFIX = "pkce_";

function hashesOf({ tokenHash, email, token }: { tokenHash?: string; email?: string; token?: string }) {
  if (tokenHash) return [tokenHash];
  if (!email || !token) return [];
  const hash = otpHash(email, token);
  return [hash, `${PKCE_PREFIX}${hash}`];
}

function coreTypeOf(column: TokenColumn, type: string): OneTimeToken["coreType"] {
  if (column === "confirmation_token") return "signup";
  if (column === "recovery_token") return type === "recovery" ? "recovery" : "magiclink";
  return "email_change";
}
