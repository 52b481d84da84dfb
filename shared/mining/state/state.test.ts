import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { FloyoError } from "../../errors.ts";
import { type MiningEvent, toMiningEvent } from "../mining-event.ts";
import { isNoisePath } from "../noise/is-noise-path.ts";
import { patterns } from "../patterns.ts";
import { plantNoise, plantRoutine, seededRandom } from "../testing/planted-log.ts";
import { reportRoutine } from "../testing/report-routine.ts";
import { MAX_CHUNK_BYTES, type StateChunk } from "./chunk.ts";
import { load, save } from "./chunks.ts";
import { eventAt, eventCount, type MiningState, newState, remove, update } from "./state.ts";

vi.setConfig({ testTimeout: 60_000 });

const span = { firstDate: "2026-10-19", lastDate: "2026-11-15", random: seededRandom(11) };
const events = [
  ...plantRoutine({ routine: reportRoutine("Europe/Berlin"), ...span }),
  ...plantNoise({ count: 1200, timeZone: "Europe/Berlin", ...span }),
].map(toMiningEvent);
const whole = patterns(update(newState(), events));

/** Stores chunks as a database would: by name, gone when empty. */
function store(kept: Map<string, Uint8Array>, chunks: readonly StateChunk[]): void {
  for (const { chunk, data } of chunks) {
    if (data.length === 0) kept.delete(chunk);
    else kept.set(chunk, data);
  }
}

function restore(kept: ReadonlyMap<string, Uint8Array>): MiningState {
  return load([...kept].map(([chunk, data]) => ({ chunk, data })).reverse());
}

function anyOrder(): fc.Arbitrary<MiningEvent[]> {
  return fc.shuffledSubarray(events, { minLength: events.length });
}

test("the log has a pattern, so that equal results mean something", () => {
  expect(whole).toHaveLength(1);
});

describe("the patterns do not depend", () => {
  test("on the order in which events come", () => {
    fc.assert(
      fc.property(anyOrder(), (shuffled) => {
        expect(patterns(update(newState(), shuffled))).toEqual(whole);
      }),
      { numRuns: 8 },
    );
  });

  test("on how they are cut into batches, saved and loaded between", () => {
    fc.assert(
      fc.property(
        anyOrder(),
        fc.array(fc.nat({ max: events.length }), { maxLength: 4 }),
        (shuffled, cuts) => {
          const edges = [0, ...cuts.sort((a, b) => a - b), events.length];
          const kept = new Map<string, Uint8Array>();
          for (let index = 1; index < edges.length; index++) {
            const state = update(restore(kept), shuffled.slice(edges[index - 1], edges[index]));
            store(kept, save(state));
          }

          expect(patterns(restore(kept))).toEqual(whole);
        },
      ),
      { numRuns: 8 },
    );
  });

  test("on events that come twice", () => {
    fc.assert(
      fc.property(fc.subarray(events), (again) => {
        expect(patterns(update(update(newState(), events), again))).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });

  test("on events that were removed", () => {
    const extra = plantNoise({ count: 800, timeZone: "UTC", ...span, random: seededRandom(3) }).map(
      toMiningEvent,
    );
    const state = update(newState(), [...events, ...extra]);

    expect(
      patterns(
        remove(
          state,
          extra.map(({ id }) => id),
        ),
      ),
    ).toEqual(whole);
  });

  test("on which week it was", () => {
    const later = events.map((event) => ({ ...event, occurredAt: event.occurredAt - 28 * 7 * 86_400_000 }));
    const [found] = patterns(update(newState(), later));

    expect(found?.fingerprint).toBe(whole[0]?.fingerprint);
    expect(found?.stats.support).toBe(whole[0]?.stats.support);
  });
});

test("a growing pattern keeps its fingerprint", () => {
  const half = events.filter(({ occurredAt }) => occurredAt < Date.UTC(2026, 10, 1));

  expect(patterns(update(newState(), half)).map(({ fingerprint }) => fingerprint)).toEqual(
    whole.map(({ fingerprint }) => fingerprint),
  );
});

describe("saving", () => {
  const many = plantNoise({ count: 20_000, timeZone: "UTC", ...span, random: seededRandom(5) }).map(
    toMiningEvent,
  );

  test("gives chunks of at most 256 KiB", () => {
    const long = many
      .slice(0, 600)
      .map((event, index) => ({ ...event, path: `${"ü".repeat(900)}/${index}.txt` }));
    const sizes = save(
      update(newState(), [...many, ...long.map((event) => ({ ...event, id: `${event.id}x` }))]),
    ).map(({ data }) => data.length);

    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
    expect(sizes.length).toBeGreaterThan(10);
  });

  test("writes only what a thousand new events touched", () => {
    const state = update(newState(), many.slice(0, 19_000));
    const first = save(state);
    const second = save(update(state, many.slice(19_000)));

    expect(first.length).toBeGreaterThan(5);
    expect(second.reduce((sum, { data }) => sum + data.length, 0)).toBeLessThanOrEqual(512 * 1024);
    expect(save(state)).toEqual([]);
  });

  test("keeps names in any script, moves and tools", () => {
    const event: MiningEvent = {
      id: events[0]?.id ?? "",
      occurredAt: -5,
      timeZone: "Asia/Tokyo",
      op: "moved",
      path: '日本/📄 "q".txt',
      fromPath: "__proto__/é",
      tool: "Finder",
    };

    const saved = save(update(newState(), [event])).map(({ chunk, data }) => [chunk, data] as const);

    expect(eventAt(restore(new Map(saved)), 0)).toEqual(event);
  });

  test("keeps nothing of the names of removed events", () => {
    const secret = Array.from(
      { length: 9000 },
      (_, index): MiningEvent => ({
        id: `s-${index}`,
        occurredAt: 1_760_000_000_000 + index * 60_000,
        timeZone: "UTC",
        op: "modified",
        path: `secret/${"x".repeat(200)}-${index}.txt`,
      }),
    );
    const kept = new Map<string, Uint8Array>();
    store(kept, save(update(newState(), [...events, ...secret])));
    const state = remove(
      restore(kept),
      secret.map(({ id }) => id),
    );
    store(kept, save(state));
    const bytes = [...kept.values()].map((data) => new TextDecoder().decode(data)).join("");

    expect(bytes).not.toContain("secret");
    expect(patterns(restore(kept))).toEqual(whole);
  });

  test("a state of another version or a broken one says what to do", () => {
    const other = [{ chunk: "head", data: Uint8Array.of(123) }];

    expect(() => load(other)).toThrow(FloyoError);
    expect(() => load(other)).toThrow("version 123");
    expect(() => load([{ chunk: "head", data: new Uint8Array([1, 2]) }])).toThrow("mine the events anew");
    expect(() => load([{ chunk: "events-00000", data: new Uint8Array(1) }])).toThrow("no head chunk");
  });
});

describe("the cap", () => {
  const order = [...events].sort((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1));
  const newest = order.filter(({ path }) => !isNoisePath(path)).slice(-500);

  test("keeps the newest, however they came", () => {
    fc.assert(
      fc.property(anyOrder(), fc.integer({ min: 200, max: 700 }), (shuffled, size) => {
        let state = newState({ maxEvents: 500 });
        const kept = new Map<string, Uint8Array>();
        for (let at = 0; at < shuffled.length; at += size) {
          state = update(state, shuffled.slice(at, at + size));
          store(kept, save(state));
          state = restore(kept);
        }
        expect(eventCount(state)).toBe(500);
        expect(patterns(state)).toEqual(patterns(update(newState(), newest)));
      }),
      { numRuns: 4 },
    );
  });
});

describe("bad logs", () => {
  const at = (id: number, fields: Partial<MiningEvent> = {}): MiningEvent => ({
    id: `e${id}`,
    occurredAt: 1_760_000_000_000 + id * 60_000,
    timeZone: "UTC",
    op: "modified",
    path: "a.txt",
    ...fields,
  });
  test.each<[string, MiningEvent[]]>([
    ["no event", []],
    ["one event", [at(1)]],
    [
      "every event at one instant",
      Array.from({ length: 3000 }, (_, id) => at(id, { occurredAt: 0, path: `f${id % 7}` })),
    ],
    ["one file ten thousand times", Array.from({ length: 10_000 }, (_, id) => at(id))],
    [
      "ten thousand files once",
      Array.from({ length: 10_000 }, (_, id) => at(id, { path: `x/${id * 7919}-${id}.md` })),
    ],
    [
      "names like regexes and prototypes",
      Array.from({ length: 500 }, (_, id) =>
        at(id * 700, { path: ["__proto__", "a.*(b|c)+$", "constructor/{date}", "{{x}}"][id % 4] ?? "" }),
      ),
    ],
    ["years of silence", Array.from({ length: 20 }, (_, id) => at(id * 526_000))],
  ])("%s is mined without a pattern or a crash", (_, log) => {
    expect(patterns(update(newState(), log))).toEqual([]);
  });
});
