import "server-only";
import { z } from "zod";
import { siteEnv } from "../../lib/env.ts";

/** Where links in mails lead: GET shows a page, POST stops the mails (RFC 8058). */
export const UNSUBSCRIBE_PATH = "/unsubscribe";

const TIMEOUT_MS = 10_000;
const Answer = z.object({ list: z.string() });
const Token = z.string().max(200).catch("");

export type Unsubscribed = { list: string } | "unknown" | "unavailable";

/** The token of an address or a form; empty when there is none. */
export function tokenOf(value: unknown): string {
  return Token.parse(value);
}

/** The page that asks, or tells what was done. */
export function confirmPath(token: string, isDone = false): string {
  return `${UNSUBSCRIBE_PATH}/confirm?${new URLSearchParams({ token, ...(isDone ? { done: "1" } : {}) })}`;
}

/** Stops the mails that the signed link names, or only tells which; the link is the proof, nobody needs to sign in. */
export async function unsubscribe(token: string, stops: boolean): Promise<Unsubscribed> {
  try {
    const { supabaseUrl, publishableKey } = siteEnv();
    const response = await fetch(`${supabaseUrl}/functions/v1/api/unsubscribe`, {
      method: "POST",
      headers: { "content-type": "application/json", apikey: publishableKey },
      body: JSON.stringify({ token, stops }),
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 404) return "unknown";
    return response.ok ? Answer.parse(await response.json()) : "unavailable";
  } catch {
    return "unavailable";
  }
}
