// A seeded slice runs with every test; `npm run test:deep` runs 100 000 logs: FLOYO_FUZZ_LOGS of them from the seed
// FLOYO_FUZZ_FIRST on.
import process from "node:process";
import { describe, expect, test } from "vitest";
import type { MiningEvent } from "./mining-event.ts";
import { Absence, Pattern } from "./pattern.ts";
import { mine, patterns } from "./patterns.ts";
import { load, save } from "./state/chunks.ts";
import { type MiningState, newState, remove, update } from "./state/state.ts";
import { seededRandom } from "./testing/planted-log.ts";
import { randomLog, shuffled } from "./testing/random-log.ts";

const LOGS = Number(process.env.FLOYO_FUZZ_LOGS ?? 400);
const FIRST = Number(process.env.FLOYO_FUZZ_FIRST ?? 0);
/** Logs of one test, so that a failure names a narrow range of seeds. */
const SLICE = Math.ceil(LOGS / 20);
const MAX_EVENTS = 500;
const MAX_CHUNK_BYTES = 256 * 1024;
/** A hundred thousand at full size; a third of that shows an explosion as well. */
const HARD_EVENTS = LOGS > 10_000 ? 100_000 : 30_000;
/** Hundreds of times what such a log needs; a search that explodes takes minutes. */
const MAX_CPU_MS = 10_000;

const slices = Array.from({ length: Math.ceil(LOGS / SLICE) }, (_, index) => FIRST + index * SLICE);

describe.each(slices)("random logs from seed %i", (first) => {
  test("are mined without a crash, in bounded time, alike however they come in, are stored or shrink", {
    timeout: 3_600_000,
  }, () => {
    for (let seed = first; seed < Math.min(FIRST + LOGS, first + SLICE); seed++) check(seed);
  });
});

function check(seed: number): void {
  const { shape, events } = randomLog(seed, MAX_EVENTS);
  const about = `seed ${seed}: ${shape}, ${events.length} events`;
  const random = seededRandom(-seed);
  const before = process.cpuUsage().user;

  const whole = mine(update(newState(), events));

  expect((process.cpuUsage().user - before) / 1000, about).toBeLessThan(MAX_CPU_MS);
  for (const pattern of whole.patterns) expect(Pattern.safeParse(pattern).error, about).toBeUndefined();
  for (const absence of whole.absences) expect(Absence.safeParse(absence).error, about).toBeUndefined();
  const parts = inBatches(events, random);
  expect(patterns(parts), `${about}, in batches`).toEqual(whole.patterns);
  const chunks = save(parts);
  expect(Math.max(0, ...chunks.map(({ data }) => data.length)), about).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
  const loaded = load(chunks);
  expect(patterns(loaded), `${about}, loaded`).toEqual(whole.patterns);
  const gone = new Set(events.flatMap(({ id }) => (random() < 0.3 ? [id] : [])));
  const rest = events.filter(({ id }) => !gone.has(id));
  expect(patterns(remove(loaded, [...gone])), `${about}, some removed`).toEqual(
    patterns(update(newState(), rest)),
  );
}

/** In another order, in batches of any size, some events twice. */
function inBatches(events: readonly MiningEvent[], random: () => number): MiningState {
  const queue = shuffled([...events, ...events.filter(() => random() < 0.1)], random);
  let state = newState();
  while (queue.length > 0) state = update(state, queue.splice(0, 1 + Math.floor(random() * 100)));
  return state;
}

describe("logs made to be hard", () => {
  test.each([
    ["one file again and again", (index: number) => ({ path: "a.txt", at: index * 20_000 })],
    ["each file once", (index: number) => ({ path: `f/${index}.txt`, at: index * 20_000 })],
    ["everything at one instant", (index: number) => ({ path: `f/${index % 50}.txt`, at: 0 })],
    [
      "forty files in every session, each in its own order",
      (index: number) => ({
        path: `s/${String.fromCharCode(97 + ((index * 7 + Math.floor(index / 40) * 11) % 40))}.md`,
        at: Math.floor(index / 40) * 5_400_000 + (index % 40) * 4000,
      }),
    ],
    [
      "a thousand files that meet in pairs by turns",
      (index: number) => ({
        path: `p/${(index * index) % 1009}.md`,
        at: Math.floor(index / 2) * 1_000_000 + (index % 2) * 60_000,
      }),
    ],
  ])("%s are mined within seconds", { timeout: 300_000 }, (_, make) => {
    const events = Array.from({ length: HARD_EVENTS }, (_, index): MiningEvent => {
      const { path, at } = make(index);
      return { id: `line-${index}`, occurredAt: 1.7e12 + at, timeZone: "UTC", op: "opened", path };
    });
    const before = process.cpuUsage().user;

    const report = mine(update(newState(), events));

    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(MAX_CPU_MS);
    expect(report.patterns.length).toBeLessThanOrEqual(500);
  });
});
