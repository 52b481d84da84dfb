import type { BrowserContext } from "@playwright/test";
import type { SupabaseClient } from "@supabase/supabase-js";
import { aClient } from "./person.ts";

/** The access token of the person who is signed in in this browser. */
export async function tokenOf(context: BrowserContext): Promise<string> {
  const response = await context.request.get("/api/token", { headers: { "sec-fetch-site": "same-origin" } });
  const { accessToken } = (await response.json()) as { accessToken?: unknown };
  if (typeof accessToken !== "string") throw new Error(`/api/token answered ${response.status()}`);
  return accessToken;
}

/** A client of that person, to look at their rows as they may. */
export async function clientOf(context: BrowserContext): Promise<SupabaseClient> {
  return aClient(await tokenOf(context));
}
