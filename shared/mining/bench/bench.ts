// npm run bench:mine [-- --quick] [-- --only own,scores,nulls,real,speed,browser] [-- --seeds 11-20] [-- --runs 3] [-- --write]
// Mines planted and real logs on Node and Deno, scores what is found, measures what it costs, prints a table. A whole
// run writes its section of docs/performance.md; --write writes it after some parts too. The generator and the scorer
// lie beside the project; without them only what the project plants itself is measured. Generated logs are kept in
// .floyo/bench, or in FLOYO_BENCH_DATA.
import process from "node:process";
import { parseArgs } from "node:util";
import { browserRows } from "./browser-rows.ts";
import { nullRows } from "./null-rows.ts";
import { ownRows } from "./own-rows.ts";
import { realRows } from "./real-rows.ts";
import { type BenchRow, rowText } from "./rows.ts";
import { scoreRows } from "./score-rows.ts";
import { speedRows } from "./speed-rows.ts";
import { hasTools } from "./tools.ts";
import { keepRows, writeSection } from "./write-section.ts";

const TITLES = {
  own: "The project's own planted logs",
  scores: "Planted logs, scored",
  nulls: "Logs in which nothing is true",
  real: "Real logs",
  speed: "Cost",
  browser: "Private mode in the browser",
} as const;
type Part = keyof typeof TITLES;
const PARTS = Object.keys(TITLES) as Part[];

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    seeds: { type: "string" },
    runs: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const isQuick = values.quick;
const [first = 11, last = first] = (values.seeds ?? (isQuick ? "11-12" : "11-20")).split("-").map(Number);
const seeds = Array.from({ length: last - first + 1 }, (_, index) => first + index);
const parts = chosenParts(values.only);
const say = (line: string) => console.log(line);

const run: Record<Part, () => Promise<BenchRow[]> | BenchRow[]> = {
  scores: () => scoreRows({ seeds, isQuick, say }),
  nulls: () => nullRows({ isQuick, say }),
  own: () => ownRows({ say }),
  real: () => realRows({ say }),
  browser: () => browserRows(),
  speed: () =>
    speedRows({ n: isQuick ? 100_000 : 1_000_000, runs: Number(values.runs ?? (isQuick ? 1 : 3)), say }),
};

if (!hasTools()) {
  console.error(
    "The generator and scorer of planted logs are not beside the project: only what needs neither is measured.",
  );
}
const rows: BenchRow[] = [];
for (const part of parts.filter((name) => hasTools() || name === "browser" || name === "own")) {
  console.log(`\n${part}`);
  const measured = await run[part]();
  rows.push(...measured);
  if (!isQuick) keepRows(part, measured);
}
console.log("");
for (const row of rows) console.log(rowText(row));
const missed = rows.filter(({ isMet }) => isMet === false).length;
console.log(`\n${rows.length} rows, ${missed} below what they must reach`);
if (values.write || (!isQuick && !values.only)) writeSection(TITLES);

function chosenParts(only: string | undefined): Part[] {
  if (only === undefined) return PARTS;
  const unknown = only.split(",").find((name) => !PARTS.includes(name as Part));
  if (unknown === undefined) return only.split(",") as Part[];
  console.error(`There is no part "${unknown}": the parts are ${PARTS.join(", ")}.`);
  process.exit(2);
}
