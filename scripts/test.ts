// `npm test`: every test there is, on one platform of its own with free ports and a throw-away database.
// `npm test -- unit pgtap` runs the named parts only; `npm run screens` makes the pictures of docs/screens.
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { applySchedules } from "../functions/schedules.ts";
import { type PlatformEnv, siteEnv } from "../supabase/local/environment.ts";
import { type Platform, startPlatform } from "../supabase/local/platform.ts";
import { freePorts } from "../supabase/local/ports.ts";
import { runPgtap } from "../supabase/local/postgres/run-pgtap.ts";
import { findBrowser } from "./browser.ts";
import { type Site, startSite } from "./site.ts";
import { buildSite } from "./test/build-site.ts";
import { runDenoTests } from "./test/deno.ts";
import { runJourneys } from "./test/journeys.ts";
import { pathWithRedisServer } from "./test/redis-server.ts";
import { endRunning } from "./test/run.ts";
import { add, closingLine, crashed, ending, nothing, type Tally } from "./test/tally.ts";
import { runVitest } from "./test/vitest.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const PARTS = ["unit", "deno", "pgtap", "platform", "e2e"] as const;
type Part = (typeof PARTS)[number] | "screens";

const parts = chosenParts();
const folder = mkdtempSync(join(tmpdir(), "floyo-test-"));
const platformLog = join(root, ".floyo", "test", `platform-${process.pid}.log`);
const dist = `.next-test-${process.pid}`;
let platform: Platform | undefined;
let build: Promise<string> | undefined;
let site: Site | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    endRunning();
    void close().then(() => process.exit(130));
  });
}

let total = nothing;
for (const part of parts) {
  const startedAt = performance.now();
  console.log(`\n── ${part} ${"─".repeat(60 - part.length)}`);
  const tally = await runPart(part).catch((error: unknown) =>
    crashed(part, error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  for (const note of tally.notes) console.log(note);
  console.log(`${part}: ${closingLine(tally)} in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  total = add(total, tally);
}
await close();
console.log();
if (total.failed === 0) rmSync(platformLog, { force: true });
else if (existsSync(platformLog)) console.log(`What the platform logged: ${relative(root, platformLog)}`);
for (const line of ending(total)) console.log(line);
process.exit(total.failed === 0 ? 0 : 1);

async function runPart(part: Part): Promise<Tally> {
  if (part === "unit") return runVitest("unit", { PATH: pathWithRedisServer() });
  if (part === "deno") return runDenoTests(root);
  const { env } = await runningPlatform();
  if (part === "pgtap") {
    const { passed, failed, skipped, failures } = await runPgtap({
      adminUrl: env.FLOYO_TEST_ADMIN_DB_URL,
      postgresUrl: env.FLOYO_TEST_DB_URL,
      testsDir: join(root, "supabase", "tests"),
      log: console.log,
    });
    return { passed, failed, skipped, notes: failures, failures: failures.map((name) => `pgtap: ${name}`) };
  }
  if (part === "platform") {
    // These tests mostly wait: the site is built beside them.
    if (parts.includes("e2e")) void startBuild(env);
    const envFile = join(folder, "platform.json");
    writeFileSync(envFile, JSON.stringify(env));
    return runVitest("platform", { FLOYO_TEST_PLATFORM: envFile });
  }
  return runJourneys({ part, browser: await findBrowser(), env: await builtSite() });
}

/** One platform for all parts that need one, started when the first of them comes. */
async function runningPlatform(): Promise<Platform> {
  if (platform) return platform;
  mkdirSync(dirname(platformLog), { recursive: true });
  platform = await startPlatform({
    root,
    dataDir: join(folder, "platform"),
    ports: await freePorts(),
    throwAway: true,
    report: () => {},
    log: (line) => appendFileSync(platformLog, `${line}\n`),
  });
  return platform;
}

/** The production build of the site against the test platform: what people get, not what developers see. */
async function builtSite(): Promise<Record<string, string>> {
  const { env, ports } = await runningPlatform();
  // The journeys read from the build which pages and actions there are.
  const forJourneys = { ...env, FLOYO_NEXT_DIST: dist };
  if (site) return forJourneys;
  console.log(await startBuild(env));
  await applySchedules({
    qstashUrl: env.QSTASH_URL,
    token: env.QSTASH_TOKEN,
    functionsUrl: env.FLOYO_FUNCTIONS_URL,
  });
  site = await startSite({ mode: "start", root, port: ports.web, env: nextEnv(env), log: () => {} });
  return forJourneys;
}

/** Begins at the first call. What it prints, or its failure, is for whoever needs the site. */
function startBuild(env: PlatformEnv): Promise<string> {
  build ??= buildSite(nextEnv(env));
  build.catch(() => {});
  return build;
}

function nextEnv(env: PlatformEnv): Record<string, string> {
  return { ...siteEnv(env), FLOYO_NEXT_DIST: dist };
}

async function close(): Promise<void> {
  await site?.stop();
  await platform?.stop();
  await build?.catch(() => {});
  site = platform = build = undefined;
  rmSync(join(root, "web", dist), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

function chosenParts(): Part[] {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !([...PARTS, "screens"] as string[]).includes(name));
  if (unknown.length > 0) {
    console.error(`Unknown part "${unknown[0]}": the parts are ${PARTS.join(", ")} and screens.`);
    process.exit(2);
  }
  return named.length > 0 ? (named as Part[]) : [...PARTS];
}
