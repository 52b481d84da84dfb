// Scores the miner against planted logs: node shared/mining/bench/score-planted.ts [--n 10000] [--seeds 1-5] [--level normal] [--verbose]
// Needs the generator and scorer in ../shared/mining beside the project; they are not part of it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { inferTimeZone } from "../../events/import/infer-time-zone.ts";
import { readLog } from "../../events/import/read-log.ts";
import { type MiningEvent, toMiningEvent } from "../mining-event.ts";
import { patterns } from "../patterns.ts";
import { type ScoredPattern, toScoredPatterns } from "../scorer-format.ts";
import { newState, update } from "../state.ts";

interface Score {
  labels: Record<"TP" | "DUP" | "SUB" | "TRIV" | "WRONG" | "DECOY" | "NOISE", number>;
  strict: { p: number; r: number; f1: number };
  fpPer10k: number;
  perPattern: string[];
  missed: string[];
}

const tools = join(import.meta.dirname, "../../../../shared/mining");
const { values } = parseArgs({
  options: {
    n: { type: "string", default: "10000" },
    seeds: { type: "string", default: "1-5" },
    level: { type: "string", default: "normal" },
    verbose: { type: "boolean", default: false },
  },
});
if (!existsSync(join(tools, "generate.ts"))) {
  console.error(`The generator of planted logs is not at ${tools}; nothing to score against.`);
  process.exit(1);
}
const { score } = (await import(pathToFileURL(join(tools, "score.ts")).href)) as {
  score(truth: unknown, found: unknown[]): Score;
};

const [first = 1, last = first] = values.seeds.split("-").map(Number);
for (let seed = first; seed <= last; seed++) {
  const folder = mkdtempSync(join(tmpdir(), "floyo-planted-"));
  try {
    report(seed, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(seed: number, folder: string): void {
  const args = ["--n", values.n, "--seed", String(seed), "--level", values.level, "--out", folder];
  const made = spawnSync(process.execPath, [join(tools, "generate.ts"), ...args], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  const truth: unknown = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
  const { byActor } = readPlanted(readFileSync(join(folder, "log.ndjson"), "utf8"));
  const before = process.cpuUsage();
  const found = byActor.flatMap(({ actor, events }) =>
    patterns(update(newState(), events)).flatMap((pattern) =>
      toScoredPatterns(pattern).map((entry) => ({ ...entry, actor: Number(actor) })),
    ),
  );
  const cpuMs = process.cpuUsage(before).user / 1000;
  const result = score(truth, found);
  const { TP, DUP, SUB, TRIV, WRONG, DECOY, NOISE } = result.labels;
  console.log(
    `seed ${seed}: strict P ${result.strict.p} R ${result.strict.r} F1 ${result.strict.f1} · false ${WRONG + DECOY + NOISE}`,
    `· TP ${TP} DUP ${DUP} SUB ${SUB} TRIV ${TRIV} WRONG ${WRONG} DECOY ${DECOY} NOISE ${NOISE} · ${Math.round(cpuMs)} ms CPU`,
  );
  if (!values.verbose) return;
  for (const [index, entry] of found.entries()) console.log(describe(entry, result.perPattern[index] ?? ""));
  console.log("missed", result.missed.join(" "));
}

function readPlanted(text: string): { byActor: { actor: string; events: MiningEvent[] }[] } {
  const { records } = readLog("ndjson", text, { timeZone: "UTC", paths: "as-written" });
  const actors = Map.groupBy(records, ({ actor }) => actor ?? "0");
  const byActor = [...actors].map(([actor, lines]) => {
    const timeZone =
      inferTimeZone(
        lines.map(({ record }) => record.occurredAt),
        "UTC",
      ) ?? "UTC";
    const events = lines.map(({ line, record }) =>
      toMiningEvent({ ...record, id: `line-${line}`, tz: timeZone }),
    );
    return { actor, events };
  });
  return { byActor };
}

function describe(entry: ScoredPattern, label: string): string {
  const { support, days, lift, pValue } = entry.floyo.stats;
  const steps = entry.steps.map(({ op, path }) => `${op} ${path}`).join(" → ");
  return `  ${label.padEnd(5)} ${entry.type.padEnd(8)} n=${support}/${days}d lift ${lift} p ${pValue.toExponential(1)} ${entry.rrule ?? ""} ${steps}`;
}
