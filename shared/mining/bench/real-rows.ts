import { predictorRow } from "./floor-rows.ts";
import { minePerson } from "./mine-events.ts";
import { judgeNextFile } from "./predict-next.ts";
import { readEvents } from "./read-events.ts";
import { judgeRecurrence } from "./recurrence.ts";
import { type BenchRow, bar, fact } from "./rows.ts";
import { realLogPath } from "./tools.ts";

const LOGS = ["FluSight-forecast-hub", "book", "fivethirtyeight-data", "handson-ml2", "til"];
const LARGE = 4000;

/** What is found in histories of public repositories, of which nobody knows the truth: does it go on, does it foretell. */
export function realRows(of: { say: (line: string) => void }): BenchRow[] {
  const rows: BenchRow[] = [];
  let judged = 0;
  let recurred = 0;
  for (const name of LOGS) {
    const path = realLogPath(name);
    if (path === null) continue;
    const logs = readEvents(path);
    const events = logs.reduce((sum, log) => sum + log.events.length, 0);
    const now = logs.reduce(
      (last, log) => log.events.reduce((latest, { occurredAt }) => Math.max(latest, occurredAt), last),
      0,
    );
    const count = logs.reduce((sum, log) => sum + minePerson(log.events, now).length, 0);
    if (events > LARGE) {
      rows.push(
        bar(`patterns in ${name}, ${events} events`, { must: 10, aim: 10, atLeast: true, digits: 0 }, count),
      );
    } else rows.push(fact(`patterns in ${name}, ${events} events`, String(count)));
    const recurrence = judgeRecurrence(logs);
    judged += recurrence.judged;
    recurred += recurrence.recurred;
    rows.push(
      fact(
        `${name}: of the top 20 of the first 70 %, go on in the last 30 %`,
        `${recurrence.recurred} of ${recurrence.judged}, ${recurrence.unjudged} of people who left`,
      ),
    );
    for (const lost of recurrence.lost) of.say(`  ${name} did not go on: ${lost}`);
    rows.push(...nextRows(name, logs));
    const predictors = predictorRow(name);
    if (predictors) rows.push(predictors);
    for (const row of rows.slice(-5)) of.say(`  ${row.measure}: ${row.measured}`);
  }
  const share = (100 * recurred) / Math.max(1, judged);
  const note = `${recurred} of ${judged}`;
  rows.push(
    bar(
      "real logs: patterns of the first 70 % that go on in the last 30 %, top 20 of each",
      { must: 80, aim: 90, atLeast: true, digits: 0, unit: " %" },
      share,
      note,
    ),
  );
  return rows;
}

function nextRows(name: string, logs: Parameters<typeof judgeNextFile>[0]): BenchRow[] {
  const { moments, applied, byPatterns, byPpm } = judgeNextFile(logs);
  const coverage = (100 * applied) / Math.max(1, moments);
  const percent = (hits: number) => (100 * hits) / Math.max(1, applied);
  const floor = percent(byPpm);
  return [
    bar(
      `${name}: commits before which a pattern says what comes next`,
      { must: 10, aim: 10, atLeast: true, digits: 1, unit: " %" },
      coverage,
      `${applied} of ${moments}`,
    ),
    {
      measure: `${name}: it is right, against PPM-C on our templates on the same commits`,
      must: `≥ ${floor.toFixed(1)} %`,
      aim: `${(floor + 5).toFixed(1)} %`,
      measured: `${percent(byPatterns).toFixed(1)} %`,
      isMet: applied === 0 ? null : percent(byPatterns) >= floor,
    },
  ];
}
