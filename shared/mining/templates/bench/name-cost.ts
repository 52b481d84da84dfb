/**
 * What names cost before anything is mined, in CPU: `node shared/mining/templates/bench/name-cost.ts <log.ndjson> [events]`.
 * Each row is the best of some rounds in one process, so that a busy machine disturbs little.
 */
import { readFileSync } from "node:fs";
import { createNoiseFilter } from "../../noise/is-noise-path.ts";
import { createNameCutter } from "../cut-name.ts";
import { learnTemplates } from "../learn-templates.ts";

const ROUNDS = 9;
const [, , log, count = "50000"] = process.argv;
if (!log) {
  console.error("Name a log: node shared/mining/templates/bench/name-cost.ts <log.ndjson> [events]");
  process.exit(1);
}
const lines = readFileSync(log, "utf8").split("\n").filter(Boolean).slice(0, Number(count));

function cpuMs(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const parse = (line: string) => JSON.parse(line) as { path: string };
const paths = lines.map((line) => parse(line).path);

/** As a mining run does it: noise out, a dictionary of paths, each new path cut into a dictionary of skeletons. */
function ingest(pathOfEvent: (event: number) => string) {
  const isNoise = createNoiseFilter();
  const cutName = createNameCutter();
  const numbers = new Map<string, number>();
  const skeletonNumbers = new Map<string, number>();
  const skeletons: string[] = [];
  const skeletonOf: number[] = [];
  const valuesOf: (readonly string[])[] = [];
  for (let event = 0; event < lines.length; event++) {
    const path = pathOfEvent(event);
    if (numbers.has(path) || isNoise(path)) continue;
    numbers.set(path, skeletonOf.length);
    const { skeleton, values } = cutName(path);
    let number = skeletonNumbers.get(skeleton);
    if (number === undefined) {
      number = skeletons.push(skeleton) - 1;
      skeletonNumbers.set(skeleton, number);
    }
    skeletonOf.push(number);
    valuesOf.push(values);
  }
  return { skeletons, skeletonOf: Int32Array.from(skeletonOf), valuesOf, distinct: [...numbers.keys()] };
}

const parsing = cpuMs(() => {
  for (const line of lines) parse(line);
});
const whole = cpuMs(() => {
  ingest((event) => parse(lines[event] ?? "").path);
});
const noise = cpuMs(() => {
  const isNoise = createNoiseFilter();
  for (const path of paths) isNoise(path);
});
const cut = ingest((event) => paths[event] ?? "");
const cutting = cpuMs(() => {
  const cutName = createNameCutter();
  for (const path of cut.distinct) cutName(path);
});
let templates = 0;
const learning = cpuMs(() => {
  templates = learnTemplates(cut).templates.length;
});

const nsPer = (ms: number, of: number) => `${Math.round((ms * 1e6) / of)} ns each`;
console.log(`${lines.length} events, ${cut.distinct.length} paths that are no noise, ${templates} templates`);
console.log(`JSON.parse                 ${parsing.toFixed(1)} ms`);
console.log(`  with noise, names, paths ${whole.toFixed(1)} ms, ${(whole / parsing).toFixed(2)} times`);
console.log(`noise by name              ${noise.toFixed(1)} ms, ${nsPer(noise, paths.length)}`);
console.log(`cutting                    ${cutting.toFixed(1)} ms, ${nsPer(cutting, cut.distinct.length)}`);
console.log(`learning                   ${learning.toFixed(1)} ms, ${nsPer(learning, cut.distinct.length)}`);
