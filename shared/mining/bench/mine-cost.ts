// What one cold run costs: node|deno run -A shared/mining/bench/mine-cost.ts [events] [files]
import { readFileSync } from "node:fs";
import process from "node:process";
import { toMiningEvent } from "../mining-event.ts";
import { patterns } from "../patterns.ts";
import { newState, update } from "../state.ts";
import { load, save } from "../state-chunks.ts";
import { addDays, plantNoise, plantRoutine, seededRandom } from "../testing/planted-log.ts";
import { reportRoutine } from "../testing/report-routine.ts";

const count = Number(process.argv[2] ?? 20_000);
const files = Number(process.argv[3] ?? 400);
const lastDate = addDays("2026-11-02", Math.max(13, Math.round(count / 1500)));
const span = { firstDate: "2026-11-02", lastDate, random: seededRandom(7) };
const timeZone = "Europe/Berlin";
const planted = [
  ...plantRoutine({ routine: reportRoutine(timeZone), ...span }),
  ...plantNoise({ count, timeZone, files, ...span }),
];
const events = planted.map(toMiningEvent);

const start = cpuMs();
const state = update(newState(), events);
const updated = cpuMs();
const found = patterns(state);
const mined = cpuMs();
const chunks = save(state);
const saved = cpuMs();
load(chunks);
const loaded = cpuMs();
const bytes = chunks.reduce((sum, { data }) => sum + data.length, 0);
console.log(
  `${events.length} events: update ${updated - start} ms, patterns ${mined - updated} ms, save ${saved - mined} ms, load ${loaded - saved} ms CPU;`,
  `${found.length} pattern(s); state ${Math.round(bytes / 1024)} KiB in ${chunks.length} chunks`,
);

/** User and system time of the whole process, garbage collector included, from Linux in steps of 10 ms. */
function cpuMs(): number {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
