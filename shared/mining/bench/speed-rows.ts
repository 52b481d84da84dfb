import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { median } from "./cpu-time.ts";
import { type BenchRow, bar, fact } from "./rows.ts";
import { type Runtime, runMeasure, runProgram } from "./run-measure.ts";
import { cachePath, plantedFolder } from "./tools.ts";

const RUNTIMES: readonly Runtime[] = ["deno", "node"];
const MIB = 2 ** 20;

interface Stored {
  bytes: number;
  largest: number;
  actors: number;
}
interface Cold {
  ms: number;
  startMs: number;
  peakMiB: number;
  found: number;
}
interface Warm {
  load: number;
  update: number;
  updateAndPatterns: number;
  rewrittenBytes: number;
  first: { load: number; update: number; patterns: number };
  events: number;
}

/** What it costs, each measurement in processes of its own. `n`: events of the large log. */
export function speedRows(of: { n: number; runs: number; say: (line: string) => void }): BenchRow[] {
  const { n, runs, say } = of;
  const log = join(plantedFolder({ level: "normal", n, seed: 11 }), "log.ndjson");
  const rows: BenchRow[] = [];
  const add = (...fresh: BenchRow[]) => {
    rows.push(...fresh);
    for (const row of fresh) say(`  ${row.measure}: ${row.measured}`);
  };
  const size = `${n / 1000}k`;
  const work = cachePath(`state-${process.pid}`);
  try {
    const whole = `${work}-whole`;
    const stored = runMeasure<Stored>("node", "store", log, whole);
    add(...stateRows(size, stored));
    const withUuids = runMeasure<Stored>("node", "store", log, `${work}-uuids`, "0", "uuids");
    add(
      bar(
        `the same with a UUID v7 an event, as watchers give them`,
        { must: 12, aim: 8, atLeast: false, digits: 1, unit: " MB" },
        withUuids.bytes / 1e6,
      ),
    );
    for (const runtime of RUNTIMES) add(...coldRows({ runtime, runs, size, path: whole, factor: 1 }));
    add(...warmRows({ log, path: `${work}-old`, size }));
    const single = `${work}-single`;
    const one = runMeasure<Stored>("node", "store", log, single, "1000", "one-actor");
    add(fact(`state of ${size} events of one person`, `${(one.bytes / MIB).toFixed(1)} MiB`));
    add(...coldRows({ runtime: "deno", runs: 1, size: `${size} of one person`, path: single, factor: 2 }));
    add(...oneActorRows(single, size));
  } finally {
    for (const name of ["whole", "uuids", "old", "single"]) {
      rmSync(`${work}-${name}`, { force: true });
      rmSync(`${work}-${name}.fresh.json`, { force: true });
    }
  }
  add(...batchRows(log, runs));
  add(...cliRows(log, size, runs));
  add(growthRow(n, runs));
  add(sameRow());
  return rows;
}

function stateRows(size: string, { bytes, largest, actors }: Stored): BenchRow[] {
  return [
    bar(
      `state for ${size} events, sum over ${actors} people`,
      { must: 12, aim: 8, atLeast: false, digits: 1, unit: " MB" },
      bytes / 1e6,
    ),
    bar(
      "its largest chunk",
      { must: 256, aim: 256, atLeast: false, digits: 0, unit: " KiB" },
      largest / 1024,
    ),
  ];
}

function coldRows(of: {
  runtime: Runtime;
  runs: number;
  size: string;
  path: string;
  factor: number;
}): BenchRow[] {
  const { runtime, factor } = of;
  const all = Array.from({ length: of.runs }, () => runMeasure<Cold>(runtime, "cold", of.path));
  const start = median(all.map(({ startMs }) => startMs));
  const name = `${of.size}, stored columns → ranked patterns, one cold ${runtime} process`;
  const ms = median(all.map((run) => run.ms));
  const peak = median(all.map((run) => run.peakMiB));
  const note = `${Math.round(start)} ms of it the runtime's start, ${all[0]?.found} patterns`;
  if (runtime === "node")
    return [fact(name, `${(ms / 1000).toFixed(2)} s (${note}), ${Math.round(peak)} MiB`)];
  return [
    bar(name, { must: 1.5 * factor, aim: factor, atLeast: false, digits: 2, unit: " s" }, ms / 1000, note),
    bar(
      `its peak memory, ${of.size}`,
      { must: 160 * factor, aim: 128 * factor, atLeast: false, digits: 0, unit: " MB" },
      (peak * MIB) / 1e6,
    ),
  ];
}

function warmRows({ log, path, size }: { log: string; path: string; size: string }): BenchRow[] {
  runMeasure<Stored>("node", "store", log, path, "1000");
  return RUNTIMES.flatMap((runtime) => {
    const warm = runMeasure<Warm>(runtime, "warm", path);
    const name = (what: string) => `1 000 new events on a state of ${size}, warm, ${runtime}: ${what}`;
    const limits = (must: number, aim: number) => ({ must, aim, atLeast: false, digits: 1, unit: " ms" });
    const { first } = warm;
    return [
      bar(name("update"), limits(20, 8), warm.update, `${first.update.toFixed(0)} the first time`),
      bar(
        name("update + patterns"),
        limits(250, 60),
        warm.updateAndPatterns,
        `${(first.update + first.patterns).toFixed(0)} the first time`,
      ),
      bar(name("load"), limits(60, 30), warm.load, `${first.load.toFixed(0)} the first time`),
    ];
  });
}

function oneActorRows(path: string, size: string): BenchRow[] {
  const warm = runMeasure<Warm>("deno", "warm", path);
  const name = (what: string) => `1 000 new events on ${size} of one person, warm, deno: ${what}`;
  const limits = (must: number, aim: number) => ({ must, aim, atLeast: false, digits: 1, unit: " ms" });
  return [
    bar(name("update"), limits(40, 16), warm.update),
    bar(name("update + patterns"), limits(500, 120), warm.updateAndPatterns),
    bar(name("load"), limits(120, 60), warm.load),
    bar(
      name("rewritten by save"),
      { must: 512, aim: 512, atLeast: false, digits: 0, unit: " KiB" },
      warm.rewrittenBytes / 1024,
    ),
  ];
}

function batchRows(log: string, runs: number): BenchRow[] {
  return RUNTIMES.map((runtime) => {
    const all = Array.from({ length: runs }, () =>
      runMeasure<{ parseMs: number; ms: number; events: number }>(runtime, "batch", log),
    );
    const parse = median(all.map(({ parseMs }) => parseMs));
    return bar(
      `batch of ${all[0]?.events} events as JSON → state, ${runtime}`,
      { must: 300, aim: 200, atLeast: false, digits: 0, unit: " ms" },
      median(all.map(({ ms }) => ms)),
      `JSON.parse alone ${parse.toFixed(0)} ms`,
    );
  });
}

function cliRows(log: string, size: string, runs: number): BenchRow[] {
  const all = Array.from({ length: runs }, () =>
    runProgram(process.execPath, ["scripts/node24.mjs", "cli/floyo.ts", "mine", log, "--json"]),
  );
  const measured = all.flatMap(({ cpuMs }) => cpuMs ?? []);
  const megabytes = Math.round(statSync(log).size / 1e6);
  return [
    bar(
      `${size} events of NDJSON text → patterns, floyo mine`,
      { must: 4, aim: 3, atLeast: false, digits: 2, unit: " s" },
      median(measured) / 1000,
      `${megabytes} MB of text`,
    ),
  ];
}

function growthRow(n: number, runs: number): BenchRow {
  const sizes = [10_000, n];
  const [small, large] = sizes.map((size) => {
    const path = join(plantedFolder({ level: "normal", n: size, seed: 11 }), "log.ndjson");
    return median(Array.from({ length: runs }, () => runMeasure<{ ms: number }>("deno", "mine", path).ms));
  });
  if (small === undefined || large === undefined) throw new Error("nothing was measured");
  const exponent = Math.log(large / small) / Math.log(n / 10_000);
  return bar(
    `growth of CPU, 10k → ${n / 1000}k: exponent`,
    { must: 1.05, aim: 1, atLeast: false, digits: 2 },
    exponent,
    `${small.toFixed(0)} ms → ${large.toFixed(0)} ms`,
  );
}

function sameRow(): BenchRow {
  const log = join(plantedFolder({ level: "normal", n: 10_000, seed: 11 }), "log.ndjson");
  const [deno, node] = RUNTIMES.map((runtime) => JSON.stringify(runMeasure(runtime, "fingerprints", log)));
  return fact(
    "Deno and Node report the same patterns",
    deno === node ? "equal" : "they differ",
    deno === node,
  );
}
