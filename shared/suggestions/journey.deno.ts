// On the runtime that mines in production: the same events give the same findings as on Node.
import { deepStrictEqual, strictEqual } from "node:assert";
import { toMiningEvent } from "../mining/mining-event.ts";
import { patterns } from "../mining/patterns.ts";
import { load, save } from "../mining/state/chunks.ts";
import { newState, update } from "../mining/state/state.ts";
import { plantJourney } from "../mining/testing/journey.ts";
import { CATALOGUE } from "./catalogue.ts";
import { suggest } from "./suggest.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const { history, completing } = plantJourney({ now: NOW, timeZone: "Europe/Berlin", seed: 7 });
const short = update(newState(), history.map(toMiningEvent));

Deno.test("one occurrence short of the threshold nothing is found", () => {
  deepStrictEqual(patterns(short), []);
});

Deno.test("the completing events, added to the saved state, give one suggestion", () => {
  const state = update(load(save(short)), completing.map(toMiningEvent));

  const found = patterns(state);

  strictEqual(found.length, 1);
  strictEqual(suggest(found, CATALOGUE, [], { now: NOW }).length, 1);
});
