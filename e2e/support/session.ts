import type { BrowserContext } from "@playwright/test";
import type { SupabaseClient } from "@supabase/supabase-js";
import { aClient } from "./person.ts";

/** A client of the person who is signed in in this browser, to look at their rows as they may. */
export async function clientOf(context: BrowserContext): Promise<SupabaseClient> {
  const response = await context.request.get("/api/token", { headers: { "sec-fetch-site": "same-origin" } });
  const { accessToken } = (await response.json()) as { accessToken?: unknown };
  if (typeof accessToken !== "string") throw new Error(`/api/token answered ${response.status()}`);
  return aClient(accessToken);
}
