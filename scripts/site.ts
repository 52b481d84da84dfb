import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { dieWithParent } from "../supabase/local/die-with-parent.ts";

/** A running Next server. */
export interface Site {
  url: string;
  stop(): Promise<void>;
}

export interface SiteOptions {
  mode: "dev" | "start";
  root: string;
  port: number;
  env: Record<string, string>;
  log: (line: string) => void;
}

const STOP_GRACE_MS = 4_000;

/** Starts the site on 127.0.0.1 and resolves once it answers. Throws with Next's own words when it ends first. */
export async function startSite({ mode, root, port, env, log }: SiteOptions): Promise<Site> {
  const next = join(
    dirname(createRequire(join(root, "web", "package.json")).resolve("next/package.json")),
    "dist",
    "bin",
    "next",
  );
  const [command, args] = dieWithParent("INT", process.execPath, [
    ...[next, mode],
    ...["--port", String(port), "--hostname", "127.0.0.1"],
  ]);
  // Its own process group: a terminal's Ctrl-C must reach us alone, so that things end in order.
  const child = spawn(command, args, {
    cwd: join(root, "web"),
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter((part) => part.trim() !== "")) {
        lines.push(line);
        if (lines.length > 50) lines.shift();
        log(line);
      }
    });
  }
  const url = `http://127.0.0.1:${port}`;
  await answers(url, child, lines);
  return { url, stop: () => stop(child) };
}

async function answers(url: string, child: ChildProcess, lines: string[]): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The site did not start:\n${lines.join("\n")}`);
    const response = await fetch(`${url}/api/health`).catch(() => null);
    if (response) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(() => signal(child, "SIGKILL"), STOP_GRACE_MS);
    child.once("close", () => {
      clearTimeout(timer);
      done();
    });
    signal(child, "SIGTERM");
  });
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, name);
  } catch {
    // ESRCH: the group is gone already, which is what was asked for.
  }
}
