import { join } from "node:path";
import { mean, median } from "./cpu-time.ts";
import { floorRow } from "./floor-rows.ts";
import { type ActorPattern, mineActors } from "./mine-events.ts";
import { readEvents } from "./read-events.ts";
import { type BenchRow, bar } from "./rows.ts";
import { loadScorer, type PlantedLog, plantedFolder, readTruth, type Score, type Truth } from "./tools.ts";

const KINDS = ["ordered", "coset", "periodic"] as const;
type Kind = (typeof KINDS)[number];

interface ScoredLog {
  log: PlantedLog;
  truth: Truth;
  found: ActorPattern[];
  all: Score;
  byKind: Record<Kind, Score>;
}

interface Group {
  level: PlantedLog["level"];
  n: number;
  must: number;
  aim: number;
}

const GROUPS: Group[] = [
  { level: "normal", n: 1000, must: 0.8, aim: 0.9 },
  { level: "normal", n: 10_000, must: 0.95, aim: 0.98 },
  { level: "normal", n: 100_000, must: 0.95, aim: 0.98 },
  { level: "hard", n: 10_000, must: 0.9, aim: 0.94 },
  { level: "hard", n: 100_000, must: 0.9, aim: 0.94 },
  { level: "normal", n: 1_000_000, must: 0.96, aim: 0.98 },
];

/** Every planted log of these seeds mined and scored: the rows of quality. `say` gets a line as each log is done. */
export async function scoreRows(of: {
  seeds: readonly number[];
  isQuick: boolean;
  say: (line: string) => void;
}): Promise<BenchRow[]> {
  const groups = of.isQuick ? GROUPS.filter(({ n }) => n <= 10_000) : GROUPS;
  const rows: BenchRow[] = [];
  for (const group of groups) {
    const seeds = group.n === 1_000_000 ? [11] : of.seeds;
    const scored: ScoredLog[] = [];
    for (const seed of seeds) {
      const result = await scoreLog({ level: group.level, n: group.n, seed });
      scored.push(result);
      of.say(logLine(result));
    }
    rows.push(...groupRows(group, scored));
    if (group.n >= 10_000 && group.n <= 100_000 && group.level === "normal") {
      rows.push(await floorRow({ level: group.level, n: group.n, seed: seeds[0] ?? 11 }));
    }
  }
  return rows;
}

export async function scoreLog(log: PlantedLog): Promise<ScoredLog> {
  const score = await loadScorer();
  const folder = plantedFolder(log);
  const truth = readTruth(folder);
  const found = mineActors(readEvents(join(folder, "log.ndjson")));
  const [ordered, coset, periodic] = KINDS.map((only) => score(truth, found, { only }));
  if (!ordered || !coset || !periodic) throw new Error("the scorer gave nothing");
  return { log, truth, found, all: score(truth, found), byKind: { ordered, coset, periodic } };
}

function groupRows({ level, n, must, aim }: Group, scored: readonly ScoredLog[]): BenchRow[] {
  const name = `${n / 1000}k ${level}`;
  const first = scored[0]?.log.seed;
  const seeds = scored.length === 1 ? `seed ${first}` : `seeds ${first}–${scored.at(-1)?.log.seed}`;
  const f1 = scored.map(({ all }) => all.strict.f1);
  const precision = mean(scored.map(({ all }) => all.strict.p)).toFixed(3);
  const recall = mean(scored.map(({ all }) => all.strict.r)).toFixed(3);
  const rows = [
    bar(
      `strict F1, all kinds, ${name}, ${seeds}`,
      { must, aim, atLeast: true },
      mean(f1),
      `P ${precision}, R ${recall}, worst ${Math.min(...f1).toFixed(3)}`,
    ),
  ];
  if (n !== 100_000) return rows;
  const isHard = level === "hard";
  for (const kind of KINDS) {
    const value = mean(scored.map(({ byKind }) => byKind[kind].strict.f1));
    rows.push(
      bar(
        `strict F1, ${kind} alone, ${name}`,
        { must: isHard ? 0.85 : 0.93, aim: isHard ? 0.92 : 0.97, atLeast: true },
        value,
      ),
    );
  }
  rows.push(
    bar(
      `false patterns per 10 000 noise events, ${name}`,
      { must: isHard ? 0.3 : 0.1, aim: isHard ? 0.1 : 0.03, atLeast: false },
      mean(scored.map(({ all }) => all.fpPer10k)),
    ),
  );
  const labels = (label: "TP" | "WRONG") =>
    scored.reduce((sum, { byKind }) => sum + byKind.periodic.labels[label], 0);
  const right = (100 * labels("TP")) / (labels("TP") + labels("WRONG"));
  rows.push(
    bar(`rhythms: right rule, ${name}`, { must: 97, aim: 99, atLeast: true, digits: 1, unit: " %" }, right),
  );
  const errors = scored.flatMap(({ byKind }) => byKind.periodic.periodic.medianTimeErrMin ?? []);
  rows.push(
    bar(
      `rhythms: median time error, ${name}`,
      { must: 3, aim: 1, atLeast: false, digits: 1, unit: " min" },
      median(errors),
    ),
  );
  return rows;
}

export function logLine({ log, all, byKind }: ScoredLog): string {
  const kinds = KINDS.map((kind) => `${kind} ${byKind[kind].strict.f1.toFixed(2)}`).join(" ");
  const { TP, DUP, SUB, TRIV, WRONG, DECOY, NOISE } = all.labels;
  return `  ${log.level} ${log.n} seed ${log.seed}: P ${all.strict.p} R ${all.strict.r} F1 ${all.strict.f1} | ${kinds} | TP ${TP} DUP ${DUP} SUB ${SUB} TRIV ${TRIV} WRONG ${WRONG} DECOY ${DECOY} NOISE ${NOISE}`;
}
