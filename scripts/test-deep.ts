// `npm run test:deep`: the tests that are too long for each change, one after another; `-- crawl` runs the named one alone.
// `-- mining 50000 50000`: so many random logs, from this seed on, so that shards of it can run side by side.
import { spawn } from "node:child_process";

interface Part {
  /** What Node runs. */
  command: readonly string[];
  env: Record<string, string>;
}

const PARTS: Record<string, (args: string[]) => Part> = {
  /** The fuzz of the mining engine at full size: 100 000 logs in about five minutes of one core. */
  mining: ([logs = "100000", first = "0"]) => ({
    command: unit("shared/mining/fuzz.test.ts"),
    env: { FLOYO_FUZZ_LOGS: count(logs), FLOYO_FUZZ_FIRST: count(first) },
  }),
  /** 10 000 runs under 200 kills of workers and some of Postgres: `-- once 1000 40` takes fewer. */
  once: ([runs = "10000", kills = "200"]) => ({
    command: [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--project",
      "platform",
      "functions/runs/exactly-once",
    ],
    env: { FLOYO_ONCE_RUNS: count(runs), FLOYO_ONCE_KILLS: count(kills) },
  }),
  /** Every page, route and function in every variant of asking, for another tenant's rows. */
  crawl: () => ({ command: ["scripts/test.ts", "e2e"], env: { FLOYO_CRAWL: "whole" } }),
};

const [name, ...args] = process.argv.slice(2);
if (name !== undefined && !Object.hasOwn(PARTS, name)) {
  leave(`There is no part "${name}": the parts are ${Object.keys(PARTS).join(", ")}.`);
}
const parts = name === undefined ? Object.values(PARTS) : [PARTS[name] as (typeof PARTS)[string]];
let failed = 0;
for (const part of parts) failed += (await run(part(args))) === 0 ? 0 : 1;
process.exit(failed === 0 ? 0 : 1);

function unit(file: string): string[] {
  return ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", file];
}

function count(text: string): string {
  return /^\d{1,9}$/.test(text) ? text : leave(`A number of logs or a seed was to come, not "${text}".`);
}

function leave(why: string): never {
  console.error(why);
  process.exit(2);
}

function run({ command, env }: Part): Promise<number> {
  const child = spawn(process.execPath, command, { stdio: "inherit", env: { ...process.env, ...env } });
  return new Promise((done) => child.on("exit", (code) => done(code ?? 1)));
}
