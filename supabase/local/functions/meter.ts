import { type CpuCharge, newCpuAccount } from "./charge.ts";
import type { WorkerLimits } from "./limits.ts";
import { readUsage } from "./usage.ts";

/** Watches what a process uses while requests are open and until it is quiet again. */
export interface Meter {
  /** Counts a request in until `close`. */
  open(): CpuCharge;
  stop(): void;
}

const READING_MS = 50;
/** With no request open, watching stops after this many readings without any CPU spent. */
const QUIET_READINGS = 20;
const MB = 1024 * 1024;

/** `baseline`: bytes of the bare runtime. `exceeded` is called once, with a sentence. */
export async function startMeter(
  process: { pid: number; baseline: number },
  limits: WorkerLimits,
  exceeded: (what: string) => void,
): Promise<Meter> {
  const account = newCpuAccount((await readUsage(process.pid))?.cpuMs ?? 0);
  let openRequests = 0;
  let isReading = false;
  let isStopped = false;
  let quietReadings = 0;
  let lastCpuMs = 0;

  async function read(): Promise<void> {
    const usage = await readUsage(process.pid);
    if (isStopped) return;
    if (usage) {
      account.settle(usage.cpuMs);
      const memory = usage.memoryBytes - process.baseline;
      if (account.highest() > limits.cpuMs) return exceeded(`CPU time over ${limits.cpuMs} ms`);
      if (memory > limits.memoryBytes) {
        return exceeded(
          `memory ${Math.round(memory / MB)} MB, over ${Math.round(limits.memoryBytes / MB)} MB`,
        );
      }
    }
    const isBusy = openRequests > 0 || (usage?.cpuMs ?? 0) > lastCpuMs;
    lastCpuMs = usage?.cpuMs ?? 0;
    quietReadings = isBusy ? 0 : quietReadings + 1;
    isReading = quietReadings < QUIET_READINGS;
    if (isReading) setTimeout(read, READING_MS).unref();
  }

  return {
    open() {
      const charge = account.open();
      openRequests++;
      quietReadings = 0;
      if (!isReading) setTimeout(read, READING_MS).unref();
      isReading = true;
      return {
        close() {
          openRequests--;
          charge.close();
        },
      };
    },
    stop() {
      isStopped = true;
    },
  };
}
