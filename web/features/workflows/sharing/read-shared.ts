import "server-only";
import { z } from "zod";
import { siteEnv } from "../../../lib/env.ts";
import { DraftRow } from "../rows.ts";

const TIMEOUT_MS = 10_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const Shared = z.object({
  name: z.string(),
  definition: DraftRow,
  gaps: z.array(z.object({ place: z.string(), label: z.string() })),
  until: z.number(),
});
export type Shared = z.infer<typeof Shared>;

/** What a link shows; `gone` when there is no such link, or no longer. */
export async function readShared(token: string): Promise<Shared | "gone" | "unavailable"> {
  if (!TOKEN.test(token)) return "gone";
  try {
    const { supabaseUrl, publishableKey } = siteEnv();
    const response = await fetch(`${supabaseUrl}/functions/v1/api/shared`, {
      method: "POST",
      headers: { "content-type": "application/json", apikey: publishableKey },
      body: JSON.stringify({ token }),
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 404) return "gone";
    return response.ok ? Shared.parse(await response.json()) : "unavailable";
  } catch {
    return "unavailable";
  }
}
