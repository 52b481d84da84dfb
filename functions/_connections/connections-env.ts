import { z } from "zod";
import { readMasterKeys } from "../_secrets/master-keys.ts";

const Settings = z.object({
  FLOYO_PLATFORM: z.enum(["local", "docker", "hosted"]).default("hosted"),
  FLOYO_SECRETS_KEYS: z.string().optional(),
  /** `http://127.0.0.1:4010`: stands for the hosts of all services, in development and tests. */
  FLOYO_DEV_CONNECTOR_ORIGIN: z.url({ protocol: /^http$/ }).optional(),
});

/** What connections are opened with. Throws when the keys are missing or wrong, and in production when services are faked. */
export async function readConnectionsEnv(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const env = Settings.parse(given);
  if (env.FLOYO_PLATFORM === "hosted" && env.FLOYO_DEV_CONNECTOR_ORIGIN !== undefined) {
    throw new Error("FLOYO_DEV_CONNECTOR_ORIGIN may not be set in production: unset it.");
  }
  return {
    masters: await readMasterKeys(env.FLOYO_SECRETS_KEYS),
    devOrigin: env.FLOYO_DEV_CONNECTOR_ORIGIN ?? null,
  };
}
