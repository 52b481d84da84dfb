import "server-only";
import { z } from "zod";
import type { SignInEnd } from "./sign-in-notice.ts";

const Finished = z.object({ tried: z.object({ works: z.boolean() }) });
const TIMEOUT_MS = 40_000;

/** Hands over what the service sent the person back with; only who began it can finish it. */
export async function finishSignIn(
  { supabaseUrl, token }: { supabaseUrl: string; token: string },
  { state, code }: { state: string; code: string },
): Promise<SignInEnd> {
  try {
    const response = await fetch(`${supabaseUrl}/functions/v1/connections`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ do: "end-sign-in", state, code }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: "no-store",
    });
    if (response.status === 403) return "over";
    if (response.status === 400) return "failed";
    if (!response.ok) return "unavailable";
    return Finished.parse(await response.json()).tried.works ? "done" : "not-working";
  } catch {
    return "unavailable";
  }
}
