import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

// A cache and a limiter in development need little; a leak shows as an error instead of a full machine.
const MAX_MEMORY = "64mb";
const LONGEST_START_MS = 15_000;
// The shell takes server and folder with it when our end of its input closes, also after a SIGKILL of this process. The
// server has nothing to save, and a polite signal would wait for its next look around.
const GUARD = `exec 3<&0; folder=$1; shift; "$@" & server=$!; exec 2>/dev/null
(read -r line <&3; kill -9 "$server") & watcher=$!; wait "$server"; kill "$watcher"; rm -rf "$folder"`;

/** A Redis of our own: on a private socket, with nothing on disk. */
export interface RedisServer {
  socketPath: string;
  /** The shell that guards the server. */
  pid: number | undefined;
  stop(): Promise<void>;
}

/** Where redis-server is installed, or null. */
export function findRedisServer(path = process.env.PATH ?? ""): string | null {
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, "redis-server");
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // not here
    }
  }
  return null;
}

/** Starts redis-server and waits until it accepts connections. It dies with this process. */
export async function startRedisServer(binary: string): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "floyo-redis-"));
  const socketPath = join(folder, "redis.sock");
  const settings = {
    port: "0",
    unixsocket: socketPath,
    unixsocketperm: "700",
    save: "",
    appendonly: "no",
    dir: folder,
    maxmemory: MAX_MEMORY,
    // One look a second for expired keys is enough and keeps it asleep otherwise.
    hz: "1",
    "dynamic-hz": "no",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn("/bin/sh", ["-c", GUARD, "sh", folder, binary, ...options], {
    // A group of its own: Ctrl-C in the terminal is for us to handle.
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.stdin.end();
    await ended;
  };

  let output = "";
  const isReady = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), LONGEST_START_MS);
    const finish = (value: boolean) => {
      clearTimeout(timer);
      resolve(value);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        if (output.length < 10_000) output += chunk;
        if (/ready to accept connections/i.test(output)) finish(true);
      });
    }
    child.once("error", () => finish(false));
    child.once("exit", () => finish(false));
  });
  if (isReady) return { socketPath, pid: child.pid, stop };
  await stop();
  throw new Error(`redis-server did not start: ${output.trim().split("\n").at(-1) ?? "no output"}`);
}
