// Whether the page stays smooth while it mines a log: `node scripts/node24.mjs web/bench/local-mining.ts [log.ndjson]`
// builds the site, opens /look in Chromium, and prints the longest task of the page's own thread as JSON.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findBrowser } from "../../scripts/browser.ts";
import { startSite } from "../../scripts/site.ts";
import { run } from "../../scripts/test/run.ts";
import { addDays, plantNoise, plantRoutine, seededRandom } from "../../shared/mining/testing/planted-log.ts";
import { reportRoutine } from "../../shared/mining/testing/report-routine.ts";
import { freePorts } from "../../supabase/local/ports.ts";
import { localMiningTasks } from "./local-mining-tasks.ts";

const EVENTS = 100_000;
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
process.chdir(root);
const folder = mkdtempSync(join(tmpdir(), "floyo-local-mining-"));
const dist = `.next-bench-${process.pid}`;
// The page asks no server for anything, so the site needs addresses but nobody behind them.
const env = {
  FLOYO_NEXT_DIST: dist,
  NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:9",
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "none",
  FLOYO_SITE_URL: "http://127.0.0.1:9",
  NEXT_TELEMETRY_DISABLED: "1",
};
const stops: (() => Promise<unknown>)[] = [];
try {
  const log = process.argv[2] ?? plantedLog();
  const code = await run("next", ["build", "web"], env);
  if (code !== 0) throw new Error("the site does not build");
  const { web } = await freePorts();
  const site = await startSite({ mode: "start", root, port: web, env, log: () => {} });
  stops.push(() => site.stop());
  const found = await findBrowser();
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: found.args,
    env: { ...process.env, ...found.env },
  });
  stops.push(() => browser.close());
  await localMiningTasks(browser, { url: site.url, log });
  console.log(JSON.stringify(await localMiningTasks(browser, { url: site.url, log })));
} finally {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(root, "web", dist), { recursive: true, force: true });
}

/** A year of somebody's work, with one routine in it. */
function plantedLog(): string {
  const firstDate = "2025-11-03";
  const span = { firstDate, lastDate: addDays(firstDate, 364), random: seededRandom(7) };
  const timeZone = "Europe/Berlin";
  const events = [
    ...plantRoutine({ routine: reportRoutine(timeZone), ...span }),
    ...plantNoise({ count: EVENTS, timeZone, ...span }),
  ];
  const path = join(folder, "log.ndjson");
  writeFileSync(path, events.map((event) => JSON.stringify(event)).join("\n"));
  return path;
}
