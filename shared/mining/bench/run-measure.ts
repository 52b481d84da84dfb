import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

export type Runtime = "node" | "deno";

const ROOT = join(import.meta.dirname, "../../..");
const DENO_ARGS = [
  "run",
  "-A",
  "--no-check",
  "--no-config",
  "--no-lock",
  "--no-code-cache",
  "--node-modules-dir=manual",
  "--import-map",
  "functions/deno.json",
];

/** One task of `measure.ts` in a fresh process of the runtime; gives what it printed. */
export function runMeasure<T>(runtime: Runtime, task: string, ...args: string[]): T {
  const script = "shared/mining/bench/measure.ts";
  const [command, before] =
    runtime === "node"
      ? [process.execPath, ["--max-old-space-size=4096"]]
      : [join(ROOT, "node_modules/.bin/deno"), [...DENO_ARGS, "--v8-flags=--max-old-space-size=4096"]];
  const run = spawnSync(command, [...before, script, task, ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: "",
      DENO_NO_PACKAGE_JSON: "1",
      DENO_NO_UPDATE_CHECK: "1",
      DENO_DIR: join(ROOT, ".floyo", "deno"),
      NO_COLOR: "1",
    },
  });
  if (run.status !== 0) throw new Error(`${runtime} measure.ts ${task} failed: ${run.stderr.slice(-2000)}`);
  return JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "") as T;
}

/** A program of its own to its end, and the CPU that it and its threads used. Linux only: null elsewhere. */
export function runProgram(
  command: string,
  args: readonly string[],
): { cpuMs: number | null; stdout: string } {
  const before = childrenCpuMs();
  const run = spawnSync(command, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28 });
  const after = childrenCpuMs();
  if (run.status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${run.stderr.slice(-2000)}`);
  return { cpuMs: before === null || after === null ? null : after - before, stdout: run.stdout };
}

/** CPU of all children that ended and were waited for, which Linux keeps in steps of 10 ms. */
function childrenCpuMs(): number | null {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return null;
  }
}
