import { existsSync, readdirSync, readFileSync } from "node:fs";
import process from "node:process";

const TASKS = "/proc/self/task";
const hasTasks = existsSync(TASKS);
const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Milliseconds of CPU that this process has used, user and system, all its threads (garbage collector, compiler)
 * counted. Linux gives nanoseconds a thread; elsewhere the runtime's own figure is taken, which Deno 2.1 lacks.
 */
export function cpuMs(): number {
  if (!hasTasks) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
  // The kernel counts a running thread's time at its ticks only, and when it sleeps: so it sleeps a moment.
  Atomics.wait(pause, 0, 0, 0.05);
  let ns = 0;
  for (const task of readdirSync(TASKS)) {
    try {
      ns += Number(readFileSync(`${TASKS}/${task}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      // A thread that ended between the two calls.
    }
  }
  return ns / 1e6;
}

/** The most memory this process ever held, in MiB. */
export function peakMiB(): number {
  const line = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  const kib = /VmHWM:\s+(\d+) kB/.exec(line)?.[1];
  return kib === undefined ? process.memoryUsage().rss / 2 ** 20 : Number(kib) / 1024;
}

/** Runs the work and gives what it took with what it returned. */
export function timed<T>(work: () => T): { ms: number; result: T } {
  const before = cpuMs();
  const result = work();
  return { ms: cpuMs() - before, result };
}

/** The middle value; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
