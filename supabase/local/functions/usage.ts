import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { ownMemory } from "./runtime/resident.ts";

export interface Usage {
  /** CPU time since the process began. */
  cpuMs: number;
  memoryBytes: number;
}

/** USER_HZ: the kernel's ABI constant on every architecture Deno is built for. */
const TICKS_PER_SECOND = 100;

const run = promisify(execFile);

/**
 * What a process has used: from /proc (the main thread's CPU, where JavaScript runs, so that the compiler's and
 * the collector's helper threads are not charged, as on hosted), else from `ps`. Null once the process is gone,
 * and always where there is neither.
 */
export async function readUsage(pid: number): Promise<Usage | null> {
  if (process.platform === "linux") return readProc(pid);
  if (process.platform === "win32") return null;
  try {
    const { stdout } = await run("ps", ["-o", "time=,rss=", "-p", String(pid)]);
    return parsePs(stdout);
  } catch {
    return null;
  }
}

async function readProc(pid: number): Promise<Usage | null> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/task/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/status`, "utf8"),
    ]);
    return { cpuMs: parseStatCpu(stat), memoryBytes: ownMemory(status) ?? 0 };
  } catch {
    return null;
  }
}

/** CPU milliseconds from a line of /proc/<pid>/stat; the name in parentheses may itself hold spaces. */
export function parseStatCpu(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

/** Reads `[[dd-]hh:]mm:ss[.cc] rss`, as Linux, macOS and the BSDs print it. */
export function parsePs(line: string): Usage | null {
  const match = /^\s*(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)\s+(\d+)/.exec(line);
  if (!match) return null;
  const [days, hours, minutes, seconds, kilobytes] = match.slice(1).map((part) => Number(part ?? 0));
  const total = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return { cpuMs: total * 1000, memoryBytes: (kilobytes ?? 0) * 1024 };
}
