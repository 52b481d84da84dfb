import { describe, expect, it } from "vitest";
import { beat, coverageOf, coverageTotals, MAX_BEAT_GAP_MS } from "./coverage.ts";

describe("coverageOf", () => {
  it("draws listening, gaps that were filled by comparing, and the rest as off", () => {
    const stretches = [
      { startMs: 100, endMs: 300, before: "off" as const },
      { startMs: 400, endMs: 500, before: "inferred" as const },
    ];

    expect(coverageOf(stretches, { fromMs: 0, toMs: 600 })).toEqual([
      { kind: "off", startMs: 0, endMs: 100 },
      { kind: "listening", startMs: 100, endMs: 300 },
      { kind: "inferred", startMs: 300, endMs: 400 },
      { kind: "listening", startMs: 400, endMs: 500 },
      { kind: "off", startMs: 500, endMs: 600 },
    ]);
  });

  it("cuts what lies outside of the window, and joins what touches", () => {
    const stretches = [
      { startMs: 0, endMs: 300, before: "off" as const },
      { startMs: 300, endMs: 900, before: "off" as const },
    ];

    expect(coverageOf(stretches, { fromMs: 200, toMs: 600 })).toEqual([
      { kind: "listening", startMs: 200, endMs: 600 },
    ]);
  });

  it("is off all the time where nothing is known", () => {
    expect(coverageTotals(coverageOf([], { fromMs: 0, toMs: 600 }))).toEqual({
      listening: 0,
      inferred: 0,
      off: 600,
    });
  });
});

describe("beat", () => {
  const stretch = { startMs: 0, endMs: 1_000, before: "off" as const };

  it("carries a stretch on", () => {
    expect(beat(stretch, 60_000)).toEqual({ ...stretch, endMs: 60_000 });
  });

  it("ends it after a sleep, and when the clock was set back", () => {
    expect(beat(stretch, 1_001 + MAX_BEAT_GAP_MS)).toBeNull();
    expect(beat(stretch, 999)).toBeNull();
  });
});
