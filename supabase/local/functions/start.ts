import { existsSync, mkdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { functionEnvironment } from "./environment.ts";
import { findDeno } from "./find-deno.ts";
import { forward } from "./forward.ts";
import { type Lane, newLane } from "./lane.ts";
import { HOSTED_LIMITS, METHODS, type WorkerLimits } from "./limits.ts";
import { REPLIES, sendReply } from "./replies.ts";
import { watchCode } from "./watch.ts";

export interface FunctionsOptions {
  /** The repository: functions/, shared/ and node_modules/ lie in it. */
  root: string;
  /** Functions see the names in it that hosted would give them: SUPABASE_URL, FLOYO_*, QSTASH_*, UPSTASH_*. */
  env: Record<string, string | undefined>;
  /** A fresh process for each request. (Default: false) */
  recycle?: boolean;
  /** Path of a Deno executable. (Default: the npm package `deno`, the minor version that hosted runs) */
  deno?: string;
  /** Deno's caches, one folder a function. (Default: .floyo/functions in `root`) */
  denoDir?: string;
  /** Replace processes when files in functions/ or shared/ change. (Default: true) */
  watch?: boolean;
  limits?: Partial<WorkerLimits>;
  log: (line: string) => void;
}

export interface Functions {
  /** Serves one request to the function `name`; always answers. */
  handleRequest(req: IncomingMessage, res: ServerResponse, name: string): Promise<void>;
  /** Starts the function's process before the first request; false when its code does not load. */
  warm(name: string): Promise<boolean>;
  /** Ids of the running processes. */
  pids(name: string): number[];
  stop(): Promise<void>;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** Serves every functions/<name>/index.ts from a Deno process of its own, under hosted's limits. */
export async function startFunctions(options: FunctionsOptions): Promise<Functions> {
  const { root, log } = options;
  const limits = { ...HOSTED_LIMITS, ...options.limits };
  const deno = options.deno ?? findDeno(root);
  const caches = options.denoDir ?? join(root, ".floyo", "functions");
  const env = functionEnvironment(options.env);
  const lanes = new Map<string, Lane>();

  function laneOf(name: string): Lane | null {
    const entry = join(root, "functions", name, "index.ts");
    if (!NAME.test(name) || !existsSync(entry)) return null;
    const found = lanes.get(name);
    if (found) return found;
    const importMap = join(root, "functions", "deno.json");
    // Not shared: processes of other functions come, go and are killed while this one reads its own.
    const denoDir = join(caches, name);
    mkdirSync(denoDir, { recursive: true });
    const worker = { name, entry, importMap, root, deno, denoDir, env, limits, log };
    const lane = newLane(worker, options.recycle ? "after each request" : "never");
    lanes.set(name, lane);
    return lane;
  }

  const stopWatching =
    options.watch === false
      ? () => undefined
      : watchCode(root, (names) => {
          for (const [name, lane] of lanes) {
            if (names && !names.includes(name)) continue;
            if (lane.pids().length > 0) log(`[${name}] code changed, the next request meets it`);
            void lane.replace();
          }
        });

  return {
    async handleRequest(req, res, name) {
      const lane = laneOf(name);
      if (!lane) return sendReply(res, REPLIES.notFound);
      if (!METHODS.includes(req.method ?? "")) return sendReply(res, REPLIES.methodNotAllowed);
      const worker = await lane.take();
      if (!worker) return sendReply(res, REPLIES.bootError);
      await forward(req, res, worker, limits);
      await lane.give(worker);
    },
    async warm(name) {
      const lane = laneOf(name);
      const worker = await lane?.take();
      if (worker) await lane?.give(worker);
      return Boolean(worker);
    },
    pids: (name) => lanes.get(name)?.pids() ?? [],
    async stop() {
      stopWatching();
      await Promise.all([...lanes.values()].map((lane) => lane.stop()));
    },
  };
}
