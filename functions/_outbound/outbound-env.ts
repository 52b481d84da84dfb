import { z } from "zod";
import type { OutboundOptions } from "./outbound.ts";

const List = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ""));

const Settings = z.object({
  FLOYO_PLATFORM: z.enum(["local", "docker", "hosted"]).default("hosted"),
  SUPABASE_URL: z.url(),
  FLOYO_FUNCTIONS_URL: z.url(),
  FLOYO_SITE_URL: z.url(),
  /** `127.0.0.1:4010,[::1]:4010`: receivers of development and tests. */
  FLOYO_DEV_OUTBOUND_EXEMPT: List.pipe(z.array(z.string().regex(/^(\d+(\.\d+){3}|\[[0-9a-f:]+\]):\d+$/))),
});

/** What the client of outside calls is made with. Throws in production when an address is exempt. */
export function readOutboundOptions(source: Record<string, string | undefined>): OutboundOptions {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const env = Settings.parse(given);
  if (env.FLOYO_PLATFORM === "hosted" && env.FLOYO_DEV_OUTBOUND_EXEMPT.length > 0) {
    throw new Error("FLOYO_DEV_OUTBOUND_EXEMPT may not be set in production: unset it.");
  }
  const own = [env.SUPABASE_URL, env.FLOYO_FUNCTIONS_URL, env.FLOYO_SITE_URL].map(
    (url) => new URL(url).hostname,
  );
  return { exempt: env.FLOYO_DEV_OUTBOUND_EXEMPT, ownHosts: own.filter((host) => !/^[\d.]+$/.test(host)) };
}
