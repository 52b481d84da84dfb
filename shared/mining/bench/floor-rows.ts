import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { type BenchRow, fact } from "./rows.ts";
import { runProgram } from "./run-measure.ts";
import {
  cachePath,
  loadScorer,
  type PlantedLog,
  plantedFolder,
  readTruth,
  realLogPath,
  toolPath,
} from "./tools.ts";

/** A gram that is rarer is not counted: a larger log has more by chance. */
const minSupport = (n: number) => (n < 50_000 ? 4 : 8);

/** What the naive counter of contiguous n-grams reaches on the same log: the floor. */
export async function floorRow(log: PlantedLog): Promise<BenchRow> {
  const folder = plantedFolder(log);
  const out = cachePath(`ngram-${process.pid}.json`);
  const { cpuMs } = runProgram(process.execPath, [
    toolPath("ngram.ts"),
    join(folder, "log.ndjson"),
    out,
    "prep",
    String(minSupport(log.n)),
  ]);
  const { patterns } = JSON.parse(readFileSync(out, "utf8")) as { patterns: unknown[] };
  const { strict } = (await loadScorer())(readTruth(folder), patterns);
  return fact(
    `floor: n-grams on prepared names, ${log.n / 1000}k ${log.level}, seed ${log.seed}`,
    `F1 ${strict.f1.toFixed(3)} (P ${strict.p.toFixed(3)}, R ${strict.r.toFixed(3)}), ${cpuMs} ms CPU`,
  );
}

/** The predictors of raw paths beside the generator, for comparison: next file at the first try, in a person's stream. */
export function predictorRow(name: string): BenchRow | null {
  const path = realLogPath(name);
  if (path === null) return null;
  const { stdout } = runProgram(process.execPath, [toolPath("nextfile.ts"), path]);
  const [head = "", ...lines] = stdout.trim().split("\n");
  const columns = head.split("\t");
  const own = lines.find((line) => line.split("\t")[1] === "actor")?.split("\t") ?? [];
  const at = (column: string) => own[columns.indexOf(column)] ?? "?";
  return fact(
    `${name}: predictors of the next raw path, every event`,
    `MRU ${at("MRU@1")} %, order-1 Markov ${at("M1@1")} %, PPM-C ${at("PPMC@1")} %`,
  );
}
