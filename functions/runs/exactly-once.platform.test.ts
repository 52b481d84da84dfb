import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judge } from "./testing/judge.ts";
import { KILL_POINTS } from "./testing/kill-points.ts";
import { openStage, type Stage } from "./testing/run-scenario.ts";

// `npm run test:deep` sets these to the full size.
const RUNS = Number(process.env.FLOYO_ONCE_RUNS ?? 72);
const KILLS = Number(process.env.FLOYO_ONCE_KILLS ?? 12);
const SEED = Number(process.env.FLOYO_ONCE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const HOUR = 3_600_000;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());

const nothing = { lost: [], doubled: [], unexpected: [], unfinished: [], unexplained: [] };

describe(`exactly once (seed ${SEED})`, () => {
  test(
    `${RUNS} runs of five steps under ${KILLS} kills of workers, kills of Postgres, duplicates and losses`,
    async () => {
      const postgresKills = Math.max(1, Math.round(KILLS / 40));

      const ledger = await stage.play({
        runs: RUNS,
        kills: KILLS,
        postgresKills,
        seed: SEED,
        variant: "real",
      });

      expect(judge(ledger)).toEqual(nothing);
      expect(new Set(ledger.killed.map(({ point }) => point))).toEqual(new Set([...KILL_POINTS, "Postgres"]));
      expect(ledger.runs).toHaveLength(RUNS);
      const unknown = ledger.runs.filter(({ status }) => status === "unknown").length;
      const done = ledger.runs.filter(({ status }) => status === "done").length;
      console.log(`${done} done, ${unknown} unknown after ${ledger.killed.length} kills`);
    },
    HOUR,
  );

  const few = { runs: 16, postgresKills: 0, seed: SEED };

  test(
    "the checker finds an engine out that marks an effect before it is done",
    async () => {
      const points = ["after an effect's claim"] as const;

      const ledger = await stage.play({ ...few, kills: 2, points, variant: "marker-first" });

      expect(judge(ledger).lost).not.toEqual([]);
    },
    HOUR,
  );

  test(
    "the checker finds an engine out that marks an effect after it is done",
    async () => {
      const points = ["call answered"] as const;

      const ledger = await stage.play({ ...few, kills: 2, points, variant: "work-first" });

      expect(judge(ledger).doubled).not.toEqual([]);
    },
    HOUR,
  );
});
