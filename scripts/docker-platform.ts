import { spawnSync } from "node:child_process";
import type { PlatformPorts } from "../supabase/local/ports.ts";

/**
 * `FLOYO_PLATFORM=docker`: Supabase's own containers by `supabase start`, functions by `supabase functions serve`.
 * QStash and Redis have no container there: name hosted ones in QSTASH_* and UPSTASH_*.
 */
export function startDockerPlatform({
  root,
  ports,
}: {
  root: string;
  ports: PlatformPorts;
}): Record<string, string> {
  if (spawnSync("docker", ["info"], { stdio: "ignore" }).status !== 0) {
    throw new Error(
      "FLOYO_PLATFORM=docker needs a running Docker; leave the variable out to use the platform without Docker.",
    );
  }
  const started = spawnSync("npx", ["--yes", "supabase@3.1.0", "start"], { cwd: root, stdio: "inherit" });
  if (started.status !== 0) throw new Error("`supabase start` failed; its own words are above.");
  const status = spawnSync("npx", ["--yes", "supabase@3.1.0", "status", "-o", "json"], {
    cwd: root,
    encoding: "utf8",
  });
  const keys = JSON.parse(status.stdout) as Record<string, string>;
  const url = keys.API_URL ?? `http://127.0.0.1:${ports.api}`;
  return {
    FLOYO_PLATFORM: "docker",
    SUPABASE_URL: url,
    NEXT_PUBLIC_SUPABASE_URL: url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: keys.PUBLISHABLE_KEY ?? keys.ANON_KEY ?? "",
    FLOYO_SITE_URL: `http://127.0.0.1:${ports.web}`,
    FLOYO_FUNCTIONS_URL: `${url}/functions/v1`,
  };
}
