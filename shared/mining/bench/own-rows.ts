import { toMiningEvent } from "../mining-event.ts";
import type { Pattern } from "../pattern.ts";
import { ordersRoutine } from "../testing/journey.ts";
import { permuteSymbols, plantNoise, plantRoutine, seededRandom, WORKDAYS } from "../testing/planted-log.ts";
import { reportRoutine } from "../testing/report-routine.ts";
import { timed } from "./cpu-time.ts";
import { minePerson } from "./mine-events.ts";
import { type BenchRow, fact } from "./rows.ts";

const TIME_ZONE = "Europe/Berlin";
const LOGS = 10;
const NOISE = 10_000;
/** The last step of each of the two routines that are planted. */
const LAST_STEPS = ["Reports/report.pdf", "Finance/Weekly/orders-{date}.xlsx"];

/** What needs no tool beside the project: two planted routines among noise, and the same logs shuffled. */
export function ownRows(of: { say: (line: string) => void }): BenchRow[] {
  let found = 0;
  let others = 0;
  let inNull = 0;
  let ms = 0;
  for (let seed = 1; seed <= LOGS; seed++) {
    const random = seededRandom(seed);
    const span = { firstDate: "2026-02-02", lastDate: "2026-05-29", random };
    const events = [
      ...plantRoutine({ routine: reportRoutine(TIME_ZONE), ...span }),
      ...plantRoutine({ routine: { ...ordersRoutine(TIME_ZONE, "16:20"), weekdays: WORKDAYS }, ...span }),
      ...plantNoise({ count: NOISE, timeZone: TIME_ZONE, ...span }),
    ];
    const mined = timed(() => minePerson(events.map(toMiningEvent)));
    const told = LAST_STEPS.filter((step) => mined.result.some((pattern) => ends(pattern, step))).length;
    found += told;
    others += mined.result.filter((pattern) => !LAST_STEPS.some((step) => ends(pattern, step))).length;
    inNull += minePerson(permuteSymbols(events, random).map(toMiningEvent)).length;
    ms += mined.ms;
    of.say(`  log ${seed}: ${told} of ${LAST_STEPS.length} routines, ${mined.result.length} patterns`);
  }
  const planted = LOGS * LAST_STEPS.length;
  return [
    fact(
      `routines planted in ${LOGS} logs of ${NOISE} other events that are found`,
      `${found} of ${planted}`,
      found === planted,
    ),
    fact("other patterns reported in them", String(others), others === 0),
    fact("patterns in the same logs, shuffled", String(inNull), inNull === 0),
    fact("CPU for one of them, reading left out", `${Math.round(ms / LOGS)} ms`),
  ];
}

function ends(pattern: Pattern, template: string): boolean {
  return pattern.steps.some((step) => step.template === template);
}
