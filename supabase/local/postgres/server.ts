import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { dieWithParent } from "../die-with-parent.ts";
import type { Binaries } from "./binaries.ts";
import { postmasterNote } from "./claim.ts";
import type { Place } from "./place.ts";
import { serverArguments } from "./settings.ts";

const READY_TIMEOUT_MS = 30_000;
const FAST_SHUTDOWN_MS = 10_000;
const ENVIRONMENT = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/** A port that another program holds: the caller may pick another one. */
export class PortTakenError extends Error {}

/** Makes the cluster when there is none. A first start that was cut off leaves nothing that looks like one. */
export async function initCluster(binaries: Binaries, place: Place): Promise<boolean> {
  if ((await readFile(join(place.dataFolder, "PG_VERSION"), "utf8").catch(() => null)) !== null) return false;
  await rm(place.dataFolder, { recursive: true, force: true });
  const child = spawn(
    binaries.initdb,
    [
      ["-D", place.dataFolder],
      ["-U", "supabase_admin", "--pwfile", join(place.folder, "password"), "--auth=scram-sha-256"],
      ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US"],
      ["--no-sync", "--no-instructions"],
    ].flat(),
    { cwd: "/", env: ENVIRONMENT, stdio: ["ignore", "pipe", "pipe"], ...place.runAs },
  );
  const output: string[] = [];
  child.stdout.on("data", (chunk) => output.push(String(chunk)));
  child.stderr.on("data", (chunk) => output.push(String(chunk)));
  const [code] = await once(child, "close");
  if (code !== 0) {
    await rm(place.dataFolder, { recursive: true, force: true });
    throw new Error(`The database could not be created in ${place.dataFolder}: ${lastLine(output.join(""))}`);
  }
  return true;
}

/** Starts the postmaster on 127.0.0.1 and waits until it takes connections. */
export async function startServer(options: {
  binaries: Binaries;
  place: Place;
  port: number;
  throwAway: boolean;
  log: (line: string) => void;
}): Promise<{ stop(): Promise<void> }> {
  const { binaries, place, port, log } = options;
  const logFile = openSync(place.logFile, "w", 0o600);
  // Its own process group: Ctrl-C reaches the parts that still use the database first, then stop() ends it.
  const [command, args] = dieWithParent(
    "INT",
    binaries.postgres,
    serverArguments({ dataFolder: place.dataFolder, port, throwAway: options.throwAway }),
  );
  const child = spawn(command, args, {
    cwd: "/",
    env: ENVIRONMENT,
    stdio: ["ignore", logFile, logFile],
    detached: true,
    ...place.runAs,
  });
  closeSync(logFile);
  const exited = once(child, "exit");
  const endWithParent = () => child.kill("SIGINT");
  process.once("exit", endWithParent);
  try {
    await waitUntilReady(child, place, port);
  } catch (error) {
    process.off("exit", endWithParent);
    await endServer(child, exited);
    throw error;
  }
  let stopping: Promise<void> | null = null;
  child.once("exit", (code, signal) => {
    if (stopping === null) {
      log(`Postgres stopped unexpectedly (${signal ?? `code ${code}`}); see ${place.logFile}`);
    }
  });
  return {
    stop() {
      stopping ??= endServer(child, exited).finally(() => process.off("exit", endWithParent));
      return stopping;
    },
  };
}

async function waitUntilReady(child: ChildProcess, place: Place, port: number): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isReady(place, child.pid))) {
    if (child.exitCode !== null || child.signalCode !== null) throw await startFailure(place, port);
    if (Date.now() > deadline) {
      throw new Error(`Postgres was not ready after ${READY_TIMEOUT_MS / 1000} s; see ${place.logFile}`);
    }
    await wait(15);
  }
}

async function startFailure(place: Place, port: number): Promise<Error> {
  const text = await readFile(place.logFile, "utf8").catch(() => "");
  if (/could not bind .*: Address (already )?in use/i.test(text)) {
    return new PortTakenError(
      `Port ${port} on 127.0.0.1 is taken, so Postgres cannot listen there: stop the program that holds it or choose another port.`,
    );
  }
  return new Error(
    `Postgres did not start: ${lastLine(text) || "it wrote no reason"} (see ${place.logFile})`,
  );
}

/** The eighth line of postmaster.pid is where Postgres itself says "ready" (as pg_ctl reads it). */
async function isReady(place: Place, pid: number | undefined): Promise<boolean> {
  const lines = await postmasterNote(place);
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/** Fast shutdown, then immediate: an open connection must not keep the machine's Ctrl-C waiting. */
async function endServer(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await Promise.race([exited, wait(FAST_SHUTDOWN_MS, undefined, { ref: false })]);
  }
}

function lastLine(text: string): string {
  const lines = text.trim().split("\n");
  const fatal = lines.findLast((line) => /FATAL|error:/i.test(line));
  return (fatal ?? lines.at(-1) ?? "").trim();
}
