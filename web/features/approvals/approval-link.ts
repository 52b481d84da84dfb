import "server-only";
import { z } from "zod";
import { siteEnv } from "../../lib/env.ts";

/** Where links of questions lead: GET shows what is asked, POST answers. */
export const APPROVE_PATH = "/approve";

const TIMEOUT_MS = 10_000;
const Asked = z.object({
  state: z.enum(["open", "over", "expired", "approved", "rejected"]),
  title: z.string(),
  message: z.string(),
  runId: z.uuid(),
  until: z.number().nullable(),
});
const Token = z.string().max(200).catch("");

export type Asked = z.infer<typeof Asked>;

/** The token of an address; empty when there is none. */
export function approvalTokenOf(value: unknown): string {
  return Token.parse(value);
}

/** The page that shows what is asked, or what became of it. */
export function questionPath(token: string, answer?: "approved" | "rejected"): string {
  return `${APPROVE_PATH}/confirm?${new URLSearchParams({ token, ...(answer ? { answer } : {}) })}`;
}

/** What the signed link asks, answered unless `approved` is null; the link is the proof, nobody needs to sign in. */
export async function askByLink(
  token: string,
  approved: boolean | null = null,
  comment = "",
): Promise<Asked | "unknown" | "unavailable"> {
  try {
    const { supabaseUrl, publishableKey } = siteEnv();
    const response = await fetch(`${supabaseUrl}/functions/v1/api/approvals`, {
      method: "POST",
      headers: { "content-type": "application/json", apikey: publishableKey },
      body: JSON.stringify({ token, approved, comment }),
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 404) return "unknown";
    return response.ok ? Asked.parse(await response.json()) : "unavailable";
  } catch {
    return "unavailable";
  }
}
