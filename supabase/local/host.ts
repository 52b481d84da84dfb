// The platform alone, in a process of its own: `host.ts <data folder> <ports as JSON>` prints its environment when ready.
// Benches and restart tests use it; `npm run dev` runs the platform in its own process instead.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { startPlatform } from "./platform.ts";
import type { PlatformPorts } from "./ports.ts";

const [dataDir, ports] = process.argv.slice(2);
if (!dataDir || !ports) throw new Error("usage: host.ts <data folder> <ports as JSON>");

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const platform = await startPlatform({
  root,
  dataDir,
  ports: JSON.parse(ports) as PlatformPorts,
  report: () => undefined,
  log: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(platform.env)}\n`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => void platform.stop().then(() => process.exit(0)));
}
