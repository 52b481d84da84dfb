// `npm run dev`: the whole of Floyo on this machine. --reset starts from an empty database.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, parseEnv } from "node:util";
import { applySchedules } from "../functions/schedules.ts";
import { siteEnv } from "../supabase/local/environment.ts";
import { startPlatform } from "../supabase/local/platform.ts";
import { portsFromEnv, refuseTakenPorts } from "../supabase/local/ports.ts";
import { startDockerPlatform } from "./docker-platform.ts";
import { report } from "./report.ts";
import { type Site, startSite } from "./site.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stops: (() => Promise<void>)[] = [];
let ending = false;
// A signal may come while parts are still starting: they are let come up, then stopped in order.
const starting: Promise<void> = main().catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
await starting;
if (process.exitCode === 1) await end(1);

async function main(): Promise<void> {
  const { reset } = readArguments();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
  loadEnvFile();
  const startedAt = performance.now();
  const ports = portsFromEnv(process.env);
  const env = await startServices({ ports, reset });
  if (ending) return;
  const site = await startSite({ mode: "dev", root, port: ports.web, env, log: siteLog });
  keep(site);
  if (ending) return;
  report.ready("Site", site.url);
  report.summary({ site: site.url, env, seconds: (performance.now() - startedAt) / 1000 });
}

/** The platform of choice; hosted services are used as soon as the environment names a project that is not on this machine. */
async function startServices({ ports, reset }: { ports: ReturnType<typeof portsFromEnv>; reset: boolean }) {
  const hosted = process.env.NEXT_PUBLIC_SUPABASE_URL;
  if (hosted && !new URL(hosted).hostname.startsWith("127.")) {
    report.ready("Supabase", `${hosted} (hosted, from the environment)`);
    return {};
  }
  if (process.env.FLOYO_PLATFORM === "docker") return startDockerPlatform({ root, ports });
  await refuseTakenPorts(ports);
  const platform = await startPlatform({
    root,
    dataDir: join(root, ".floyo", "platform"),
    ports,
    reset,
    report: report.ready,
    log: report.line,
  });
  keep(platform);
  await applySchedules({
    qstashUrl: platform.env.QSTASH_URL,
    token: platform.env.QSTASH_TOKEN,
    functionsUrl: platform.env.FLOYO_FUNCTIONS_URL,
  });
  return siteEnv(platform.env);
}

function readArguments(): { reset: boolean } {
  try {
    const { values } = parseArgs({ options: { reset: { type: "boolean", default: false } } });
    return { reset: values.reset };
  } catch {
    throw new Error("Usage: npm run dev [-- --reset]   (--reset empties the local database first)");
  }
}

/** `.env.local` at the root may name hosted services or other ports; what the shell has set wins. */
function loadEnvFile(): void {
  const file = join(root, ".env.local");
  if (!existsSync(file)) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8"))))
    process.env[name] ??= value;
}

function siteLog(line: string): void {
  if (/error|warn|⨯/i.test(line)) report.line(`[site] ${line}`);
}

function keep(service: Site | { stop(): Promise<void> }): void {
  stops.push(() => service.stop());
}

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await starting;
  for (const stop of stops.reverse()) await stop().catch((error) => console.error(String(error)));
  process.exit(code);
}
