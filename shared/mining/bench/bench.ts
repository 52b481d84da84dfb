// npm run bench:mine [-- --quick] [-- --only scores,speed,nulls,real] [-- --seeds 11-20] [-- --write]
// Mines planted and real logs on Node and Deno, scores what is found, measures what it costs, prints a table; a whole
// run writes its section of docs/performance.md. The generator and the scorer lie beside the project; without them the
// project's own planted logs are judged. Generated logs are kept in .floyo/bench (or FLOYO_BENCH_DATA).
import process from "node:process";
import { parseArgs } from "node:util";
import { nullRows } from "./null-rows.ts";
import { realRows } from "./real-rows.ts";
import { type BenchRow, rowText } from "./rows.ts";
import { scoreRows } from "./score-rows.ts";
import { speedRows } from "./speed-rows.ts";
import { hasTools } from "./tools.ts";

const PARTS = ["scores", "nulls", "real", "speed"] as const;
type Part = (typeof PARTS)[number];

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    seeds: { type: "string" },
  },
});
const isQuick = values.quick;
const [first = 11, last = first] = (values.seeds ?? (isQuick ? "11-12" : "11-20")).split("-").map(Number);
const seeds = Array.from({ length: last - first + 1 }, (_, index) => first + index);
const parts = values.only ? (values.only.split(",") as Part[]) : [...PARTS];
const say = (line: string) => console.log(line);

const run: Record<Part, () => Promise<BenchRow[]> | BenchRow[]> = {
  scores: () => scoreRows({ seeds, isQuick, say }),
  nulls: () => nullRows({ isQuick, say }),
  real: () => realRows({ say }),
  speed: () => speedRows({ n: isQuick ? 100_000 : 1_000_000, runs: isQuick ? 1 : 3, say }),
};

if (!hasTools()) {
  console.error("The generator and scorer of planted logs are not beside the project.");
  process.exit(1);
}
const rows: BenchRow[] = [];
for (const part of parts) {
  console.log(`\n${part}`);
  rows.push(...(await run[part]()));
}
console.log("");
for (const row of rows) console.log(rowText(row));
const missed = rows.filter(({ isMet }) => isMet === false).length;
console.log(`\n${rows.length} rows, ${missed} below what they must reach`);
