import "server-only";
import { z } from "zod";
import { siteEnv } from "../../lib/env.ts";

export const PROVIDERS = { github: "GitHub", google: "Google" } as const;
export type Provider = keyof typeof PROVIDERS;

export function isProvider(name: string): name is Provider {
  return Object.hasOwn(PROVIDERS, name);
}

const Settings = z.object({ external: z.record(z.string(), z.unknown()) });
const KEPT_S = 60;
const PATIENCE_MS = 2_000;

/** The ways to sign in that the project offers besides mail. None where Auth does not say. */
export async function offeredProviders(): Promise<Provider[]> {
  const { supabaseUrl, publishableKey } = siteEnv();
  try {
    const response = await fetch(new URL("/auth/v1/settings", supabaseUrl), {
      headers: { apikey: publishableKey },
      next: { revalidate: KEPT_S },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { external } = Settings.parse(await response.json());
    return Object.keys(PROVIDERS)
      .filter(isProvider)
      .filter((name) => external[name] === true);
  } catch {
    return [];
  }
}
