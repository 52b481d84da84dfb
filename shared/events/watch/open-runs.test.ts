import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anEvent } from "../event-builder.ts";
import { mergeBursts } from "../merge-bursts.ts";
import { uuidV7 } from "../uuid-v7.ts";
import { createOpenRuns, LONGEST_RUN_MS } from "./open-runs.ts";

const START = Date.UTC(2026, 10, 9, 8);
const modified = (path = "a.txt") => ({ op: "modified" as const, path });

describe("createOpenRuns", () => {
  it("tells the first write of a run and none of those that follow within ten seconds", () => {
    const runs = createOpenRuns();

    const joins = [0, 3_000, 12_000, 23_000].map((after) => runs.joins(modified(), START + after));

    expect(joins).toEqual([false, true, true, false]);
  });

  it("counts writing to a new file as its creation, also under a new name", () => {
    const runs = createOpenRuns();

    runs.joins({ op: "created", path: "untitled.txt" }, START);
    runs.joins({ op: "moved", path: "plan.txt", fromPath: "untitled.txt" }, START + 2_000);

    expect(runs.joins(modified("plan.txt"), START + 4_000)).toBe(true);
  });

  it("tells hours of writing anew every ten minutes", () => {
    const runs = createOpenRuns();
    let told = 0;

    for (let at = 0; at <= 3 * LONGEST_RUN_MS; at += 5_000) if (!runs.joins(modified(), START + at)) told++;

    expect(told).toBe(3);
  });

  it("begins a new run when the clock was set back", () => {
    const runs = createOpenRuns();

    runs.joins(modified(), START);

    expect(runs.joins(modified(), START - 3_600_000)).toBe(false);
  });

  it("tells the same as merging afterwards does", () => {
    const gaps = fc.array(fc.tuple(fc.constantFrom("a.txt", "b.txt"), fc.integer({ min: 0, max: 20_000 })), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(gaps, (steps) => {
        let at = START;
        const events = steps.map(([path, gap], index) => {
          at += gap;
          return anEvent({
            id: uuidV7({ timeMs: at, bytes: new Uint8Array(10).fill(index) }),
            occurredAt: new Date(at).toISOString(),
            path,
          });
        });
        const runs = createOpenRuns();

        const told = events.filter(
          ({ path, occurredAt }) => !runs.joins(modified(path), Date.parse(occurredAt)),
        );

        expect(told.map(({ id }) => id)).toEqual(mergeBursts(events).events.map(({ id }) => id));
      }),
    );
  });
});
