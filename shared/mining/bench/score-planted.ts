// Scores the miner on planted logs and prints what was wrong or missed:
// node shared/mining/bench/score-planted.ts [--n 10000] [--seeds 11-20] [--level normal|hard] [--verbose]
// Needs the generator and scorer beside the project; they are not part of it.
import process from "node:process";
import { parseArgs } from "node:util";
import { mean } from "./cpu-time.ts";
import { logLine, scoreLog } from "./score-rows.ts";
import { hasTools, type Level } from "./tools.ts";

const { values } = parseArgs({
  options: {
    n: { type: "string", default: "10000" },
    seeds: { type: "string", default: "11-20" },
    level: { type: "string", default: "normal" },
    verbose: { type: "boolean", default: false },
  },
});
if (!hasTools()) {
  console.error(
    "The generator and scorer of planted logs are not beside the project; nothing to score against.",
  );
  process.exit(1);
}

const [first = 11, last = first] = values.seeds.split("-").map(Number);
const f1: number[] = [];
for (let seed = first; seed <= last; seed++) {
  const { ms, result } = await timedAsync(() =>
    scoreLog({ level: values.level as Level, n: Number(values.n), seed }),
  );
  f1.push(result.all.strict.f1);
  console.log(`${logLine(result)} | ${Math.round(ms)} ms CPU with reading and scoring`);
  if (!values.verbose) continue;
  for (const [index, entry] of result.found.entries()) {
    const label = result.all.perPattern[index] ?? "";
    if (label === "TP") continue;
    const { support, days, lift, pValue } = entry.floyo.stats;
    const steps = entry.steps.map(({ op, path }) => `${op} ${path}`).join(" → ");
    console.log(
      `    ${label.padEnd(5)} ${entry.actor} ${entry.type.padEnd(8)} n=${support}/${days}d lift ${lift} p ${pValue.toExponential(1)} ${entry.rrule ?? ""} ${steps}`,
    );
  }
  for (const id of result.all.missed) {
    const missed = result.truth.patterns.find((pattern) => pattern.id === id);
    const steps = missed?.steps.map(({ op, tpl }) => `${op} ${tpl}`).join(" → ");
    console.log(
      `    MISSED ${id} ${missed?.actor} ${missed?.type} n=${missed?.support} ${missed?.rule ?? ""} ${missed?.jitterMin ?? ""} ${steps}`,
    );
  }
}
console.log(`mean strict F1 ${mean(f1).toFixed(4)}`);

async function timedAsync<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const started = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(started);
  return { ms: (user + system) / 1000, result };
}
