import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath, pathToFileURL } from "node:url";
import { dieWithParent } from "../die-with-parent.ts";
import type { CpuCharge } from "./charge.ts";
import { accident, isOutOfHeap } from "./early-end.ts";
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
const STARTS = 3;
/** What is kept of stderr, to tell a panic by. */
const LAST_ERRORS = 4_000;

/**
 * Starts a process and answers once the function's code is loaded and listening; null if it does not load. One that a
 * signal or a panic ends before that is started again, since hosted's answer to it would be a new isolate too.
 */
export async function startWorker(options: WorkerOptions, signal: AbortSignal): Promise<Worker | null> {
  for (let start = 1; ; start++) {
    const worker = await startProcess(options, signal);
    if (typeof worker !== "string") return worker;
    const isLast = start === STARTS || signal.aborted;
    options.log(`[${options.name}] ${worker} before it listened${isLast ? "" : ", starting it again"}`);
    if (isLast) return null;
  }
}

/** Null when the code does not load or we stopped it; the words for it when it was an accident. */
async function startProcess(options: WorkerOptions, signal: AbortSignal): Promise<Worker | string | null> {
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
  let errors = "";
  let mishap: string | null = null;
  const log = (line: string) => options.log(`[${options.name}] ${line}`);
  const finish = (reason: WorkerEnd) => {
    end ??= reason;
    child.kill("SIGKILL");
  };
  const stop = () => finish("stopped");
  signal.addEventListener("abort", stop, { once: true });
  const whenEnded = new Promise<WorkerEnd>((resolve) => {
    child.once("error", (error) => {
      mishap = `could not be started (${error.message})`;
      end ??= "crashed";
      resolve(end);
    });
    child.once("close", (code, killedBy) => {
      signal.removeEventListener("abort", stop);
      if (!end) mishap ??= accident({ code, signal: killedBy, errors });
      end ??= isOutOfHeap(errors) ? "limit" : "crashed";
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
    errors = `${errors}${line}\n`.slice(-LAST_ERRORS);
    log(line);
  });

  const ready = await Promise.race([listening, whenEnded]);
  if (typeof ready === "string" || child.pid === undefined) return mishap;

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
    kill: stop,
  };
}
