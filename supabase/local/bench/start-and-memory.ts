// `npm run bench:platform`: how long the platform takes to start and what it weighs. Linux only (/proc).
// Prints: start from an empty disk, restart with data (median of 5), PSS of the process tree when idle and after use.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePorts } from "../ports.ts";

const IDLE_MS = 60_000;
const RESTARTS = 5;
const host = join(dirname(fileURLToPath(import.meta.url)), "..", "host.ts");
const folder = mkdtempSync(join(tmpdir(), "floyo-bench-"));
const ports = JSON.stringify(await freePorts());

try {
  const cold = await start();
  console.log(`start from an empty disk: ${cold.seconds.toFixed(2)} s`);
  await cold.stop();
  const restarts: number[] = [];
  for (let round = 0; round < RESTARTS; round++) {
    const warm = await start();
    restarts.push(warm.seconds);
    await warm.stop();
  }
  console.log(
    `restart with data: median ${median(restarts).toFixed(2)} s of ${restarts.map((s) => s.toFixed(2)).join(", ")}`,
  );
  const idle = await start();
  await new Promise((done) => setTimeout(done, IDLE_MS));
  console.log(`PSS ${IDLE_MS / 1000} s after start: ${treeMegabytes(idle.pid).toFixed(0)} MB`);
  for (const name of functionNames()) {
    await fetch(`${idle.functionsUrl}/${name}`, { method: "POST", body: "{}" }).catch(() => null);
  }
  await new Promise((done) => setTimeout(done, 2_000));
  console.log(`PSS after each function served a request: ${treeMegabytes(idle.pid).toFixed(0)} MB`);
  console.log(parts(idle.pid).join("\n"));
  await idle.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Every folder of functions/ that is deployed has an index of its own. */
function functionNames(): string[] {
  const functions = join(dirname(host), "..", "..", "functions");
  return readdirSync(functions).filter((name) => existsSync(join(functions, name, "index.ts")));
}

interface Started {
  seconds: number;
  pid: number;
  functionsUrl: string;
  stop(): Promise<void>;
}

function start(): Promise<Started> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [host, folder, ports], { stdio: ["pipe", "pipe", "inherit"] });
  return new Promise((done, fail) => {
    child.once("exit", (code) => fail(new Error(`the platform ended with code ${code}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (!text.includes("{")) return;
      const { FLOYO_FUNCTIONS_URL } = JSON.parse(text) as { FLOYO_FUNCTIONS_URL: string };
      const seconds = (performance.now() - startedAt) / 1000;
      done({ seconds, pid: child.pid ?? 0, functionsUrl: FLOYO_FUNCTIONS_URL, stop: () => stop(child) });
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once("close", () => done());
    child.kill("SIGTERM");
  });
}

function treeMegabytes(root: number): number {
  return tree(root).reduce((sum, pid) => sum + megabytes(pid), 0);
}

function parts(root: number): string[] {
  return tree(root).map((pid) => {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").slice(0, 70);
    return `  ${megabytes(pid).toFixed(1).padStart(6)} MB  ${command}`;
  });
}

function megabytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
}

function tree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // The process ended while the folder was read.
    }
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
