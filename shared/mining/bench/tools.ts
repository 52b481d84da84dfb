import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

/** The generator of planted logs and their scorer lie beside the project; they are not part of it. */
const TOOLS = join(import.meta.dirname, "../../../../shared/mining");
const CACHE = join(import.meta.dirname, "../../../.floyo/bench");

export type Level = "normal" | "hard";

export interface PlantedLog {
  level: Level;
  n: number;
  seed: number;
}

export interface Truth {
  n: number;
  actors: { id: number; tz: string }[];
  counts: Record<string, number>;
  patterns: TruePattern[];
}

export interface TruePattern {
  id: string;
  type: string;
  actor: number;
  support: number;
  rule?: string;
  jitterMin?: number;
  steps: { op: string; tpl: string }[];
}

export interface Score {
  truths: number;
  labels: Record<"TP" | "DUP" | "SUB" | "TRIV" | "WRONG" | "DECOY" | "NOISE", number>;
  strict: { p: number; r: number; f1: number };
  fpPer10k: number;
  periodic: { medianTimeErrMin: number | null };
  perPattern: string[];
  missed: string[];
}

export type Scorer = (truth: Truth, found: readonly unknown[], options?: { only?: string }) => Score;

/** Whether the generator and the scorer are there. */
export function hasTools(): boolean {
  return existsSync(join(TOOLS, "generate.ts")) && existsSync(join(TOOLS, "score.ts"));
}

export async function loadScorer(): Promise<Scorer> {
  const { score } = await import(pathToFileURL(join(TOOLS, "score.ts")).href);
  return score;
}

export function toolPath(name: string): string {
  return join(TOOLS, name);
}

/** A file or folder that the bench keeps between runs. */
export function cachePath(...parts: string[]): string {
  const path = join(process.env.FLOYO_BENCH_DATA ?? CACHE, ...parts);
  mkdirSync(join(path, ".."), { recursive: true });
  return path;
}

/** The folder of a planted log, generated when it is not there: `log.ndjson`, `truth.json`. */
export function plantedFolder({ level, n, seed }: PlantedLog): string {
  const folder = cachePath(`${level}-${n}-${seed}`);
  if (existsSync(join(folder, "truth.json"))) return folder;
  const draft = `${folder}.${process.pid}`;
  const args = ["--n", String(n), "--seed", String(seed), "--level", level, "--out", draft];
  const made = spawnSync(process.execPath, ["--max-old-space-size=4096", toolPath("generate.ts"), ...args], {
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`the generator failed: ${made.stderr}`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return folder;
}

export function readTruth(folder: string): Truth {
  return JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
}

/** Real logs beside the generator, by name. */
export function realLogPath(name: string): string | null {
  const path = toolPath(`logs/${name}.ndjson.gz`);
  return existsSync(path) ? path : null;
}
