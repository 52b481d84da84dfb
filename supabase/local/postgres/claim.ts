import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Place } from "./place.ts";
import { commandLine, isRunning, waitUntilGone } from "./process.ts";

const SHUTDOWN_MS = 10_000;
/** The longest that a start works on its data without a postmaster: the making of a cluster. */
const MAKING_MS = 60_000;

/**
 * Makes this process the only one that works on the data. Throws while another start does; ends what a killed one left
 * running, and forgets notes that point to somebody else's process.
 */
export async function claimPlace(place: Place, log: (line: string) => void): Promise<void> {
  const note = starterFile(place);
  const starter = Number(await readFile(note, "utf8").catch(() => ""));
  const postmaster = await runningPostmaster(place);
  if (isOtherStart(starter) && (postmaster !== null || (await ageMs(note)) < MAKING_MS)) {
    throw new Error(`Floyo is already running on this data (process ${starter}): stop that one first.`);
  }
  if (postmaster !== null) await endOrphan(postmaster, place, log);
  await rm(join(place.dataFolder, "postmaster.pid"), { force: true });
  await writeFile(note, `${process.pid}\n`);
}

/** Lets another process have the data. */
export async function releasePlace(place: Place): Promise<void> {
  await rm(starterFile(place), { force: true });
}

/** The lines of postmaster.pid: process id first, "ready" eighth. Empty when no server runs. */
export async function postmasterNote(place: Place): Promise<string[]> {
  const text = await readFile(join(place.dataFolder, "postmaster.pid"), "utf8").catch(() => "");
  return text.split("\n");
}

function starterFile(place: Place): string {
  return join(place.folder, "starter.pid");
}

function isOtherStart(starter: number): boolean {
  return (
    starter > 0 && starter !== process.pid && isRunning(starter) && commandLine(starter).includes("node")
  );
}

async function runningPostmaster(place: Place): Promise<number | null> {
  const pid = Number((await postmasterNote(place))[0]);
  const isOurs = pid > 0 && isRunning(pid) && commandLine(pid).includes(place.dataFolder);
  return isOurs ? pid : null;
}

async function ageMs(file: string): Promise<number> {
  return Date.now() - (await stat(file)).mtimeMs;
}

async function endOrphan(pid: number, place: Place, log: (line: string) => void): Promise<void> {
  log(`stopping the Postgres (process ${pid}) that an interrupted start left behind`);
  process.kill(pid, "SIGINT");
  if (await waitUntilGone(pid, SHUTDOWN_MS)) return;
  process.kill(pid, "SIGQUIT");
  if (await waitUntilGone(pid, SHUTDOWN_MS)) return;
  throw new Error(
    `Process ${pid} still holds ${place.dataFolder} and does not stop: end it and start again.`,
  );
}
