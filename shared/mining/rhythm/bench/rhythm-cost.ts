// What it costs to ask symbols for their rhythm: `node shared/mining/rhythm/bench/rhythm-cost.ts [symbols]`, or `deno run`.
// Prints the CPU of the first (cold) and the best of five (warm) rounds, over symbols of 5–40 instants in office hours.
import process from "node:process";
import { buildDayProfile } from "../day-profile.ts";
import { findRhythm } from "../find-rhythm.ts";
import type { Instants } from "../instants.ts";
import { instantsAt, officeNoise, seeded } from "../testing.ts";

const symbols = Number(process.argv[2] ?? 2500);
const DAYS = 540;
const FIRST_DAY = 20_213;

const everyday = officeNoise(FIRST_DAY, FIRST_DAY + DAYS, 130);
const all = instantsAt(everyday, "UTC");
const random = seeded(5);
const asked: Instants[] = Array.from({ length: symbols }, () => pick(5 + Math.floor(35 * random() ** 2)));

const rounds = Array.from({ length: 6 }, () => {
  const startedAt = cpuMs();
  const profile = buildDayProfile(all);
  const profiledAt = cpuMs();
  let found = 0;
  for (const instants of asked) if (findRhythm(instants, profile)) found++;
  return { profileMs: profiledAt - startedAt, ns: ((cpuMs() - profiledAt) * 1e6) / symbols, found };
});
const [cold, ...warm] = rounds;
const best = warm.reduce((left, right) => (right.ns < left.ns ? right : left));
console.log(`${symbols} symbols of ${asked.reduce((sum, { times }) => sum + times.length, 0)} instants`);
console.log(
  `cold ${Math.round(cold?.ns ?? 0)} ns a symbol, warm ${Math.round(best.ns)} ns; ${best.found} found`,
);
console.log(`profile of ${all.times.length} events: ${best.profileMs.toFixed(1)} ms`);

/** CPU where the runtime tells it; Deno does not, so there it is the time that went by. */
function cpuMs(): number {
  if ("Deno" in globalThis) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function pick(count: number): Instants {
  const rows = Array.from({ length: count }, () => Math.floor(random() * all.times.length));
  rows.sort((left, right) => left - right);
  return {
    times: Float64Array.from(rows, (row) => all.times[row] ?? 0),
    days: Int32Array.from(rows, (row) => all.days[row] ?? 0),
    minutes: Float32Array.from(rows, (row) => all.minutes[row] ?? 0),
  };
}
