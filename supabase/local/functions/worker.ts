import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath, pathToFileURL } from "node:url";
import { dieWithParent } from "../die-with-parent.ts";
import type { CpuCharge } from "./charge.ts";
import { denoEnvironment } from "./environment.ts";
import type { WorkerLimits } from "./limits.ts";
import { forwardLines } from "./lines.ts";
import { startMeter } from "./meter.ts";

/** One Deno process that serves one function. */
export interface Worker {
  pid: number;
  port: number;
  /** Why it ended; null while it runs. */
  ended(): WorkerEnd | null;
  whenEnded: Promise<WorkerEnd>;
  /** Counts a request in; its CPU and memory are watched until `close`. */
  open(): CpuCharge;
  openRequests(): number;
  kill(): void;
}

/** `limit`: CPU or memory; `stopped`: by us; `crashed`: by itself. */
export type WorkerEnd = "limit" | "stopped" | "crashed";

export interface WorkerOptions {
  name: string;
  entry: string;
  importMap: string;
  root: string;
  deno: string;
  denoDir: string;
  env: Record<string, string>;
  limits: WorkerLimits;
  log: (line: string) => void;
}

const RUNTIME = fileURLToPath(new URL("./runtime/worker.ts", import.meta.url));

/** Starts a process and answers once the function's code is loaded and listening; null if it does not load. */
export async function startWorker(options: WorkerOptions, signal: AbortSignal): Promise<Worker | null> {
  const mark = `\u0001${randomUUID()}`;
  const heapMb = Math.ceil(options.limits.memoryBytes / 1024 / 1024);
  // A worker also ends when its stdin closes, but one that is stuck in a loop never looks.
  const [command, args] = dieWithParent("KILL", options.deno, [
    "run",
    "-A",
    "--no-config",
    "--node-modules-dir=manual",
    "--import-map",
    options.importMap,
    `--v8-flags=--max-old-space-size=${heapMb}`,
    RUNTIME,
    mark,
    pathToFileURL(options.entry).href,
    Object.keys(options.env).join(","),
  ]);
  const child = spawn(command, args, {
    cwd: options.root,
    env: { ...denoEnvironment(options.denoDir), ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined);

  let end: WorkerEnd | null = null;
  let outOfHeap = false;
  const log = (line: string) => options.log(`[${options.name}] ${line}`);
  const finish = (reason: WorkerEnd) => {
    end ??= reason;
    child.kill("SIGKILL");
  };
  const stop = () => finish("stopped");
  signal.addEventListener("abort", stop, { once: true });
  const whenEnded = new Promise<WorkerEnd>((resolve) => {
    child.once("error", (error) => {
      log(`could not start: ${error.message}`);
      end ??= "crashed";
      resolve(end);
    });
    child.once("close", () => {
      signal.removeEventListener("abort", stop);
      end ??= outOfHeap ? "limit" : "crashed";
      resolve(end);
    });
  });

  const listening = new Promise<{ port: number; baseline: number }>((resolve) => {
    forwardLines(child.stdout, (line) => {
      if (line.startsWith(mark)) resolve(JSON.parse(line.slice(mark.length)));
      else log(line);
    });
  });
  forwardLines(child.stderr, (line) => {
    if (/out of memory|heap limit/i.test(line)) outOfHeap = true;
    log(line);
  });

  const ready = await Promise.race([listening, whenEnded]);
  if (typeof ready === "string" || child.pid === undefined) return null;

  const process = { pid: child.pid, baseline: ready.baseline };
  const meter = await startMeter(process, options.limits, (what) => {
    log(`killed: ${what}`);
    finish("limit");
  });
  void whenEnded.then(meter.stop);
  return {
    pid: child.pid,
    port: ready.port,
    ended: () => end,
    whenEnded,
    open: meter.open,
    openRequests: meter.openRequests,
    kill: stop,
  };
}
