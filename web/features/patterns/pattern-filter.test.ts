import { describe, expect, it } from "vitest";
import type { ListedPattern } from "./pattern.ts";
import { choosePatterns, patternsPath, readPatternFilter } from "./pattern-filter.ts";

function aPattern(fingerprint: string, change: Partial<ListedPattern> = {}): ListedPattern {
  return {
    id: "019aaab8-5c00-7000-8000-000000000001",
    fingerprint,
    kind: "sequence",
    steps: [{ op: "created", template: `${fingerprint}.csv`, tool: "Excel" }],
    rhythm: null,
    stats: {
      support: 9,
      days: 9,
      starts: 9,
      expectedByChance: 0.1,
      lift: 9,
      medianDurationMs: 1000,
      minutesPerMonth: 10,
    },
    score: 1,
    first_seen_at: "2026-09-01T08:00:00Z",
    last_seen_at: "2026-11-16T08:00:00Z",
    withdrawn_at: null,
    expected_days: [],
    time_zone: "UTC",
    ...change,
  };
}

const read = (search: string) => readPatternFilter(new URLSearchParams(search));
const names = (patterns: readonly ListedPattern[], search: string, muted: string[] = []) =>
  choosePatterns(patterns, { filter: read(search), muted: new Set(muted) }).map(
    ({ fingerprint }) => fingerprint,
  );

describe("the address of the list", () => {
  it("leaves out what is as usual and gives back what it was made from", () => {
    expect(patternsPath(read(""))).toBe("/patterns");
    expect(patternsPath(read("kind=rhythm&sort=last&q=orders"))).toBe(
      "/patterns?kind=rhythm&sort=last&q=orders",
    );
  });

  it("reads values that mean nothing as if they were not there", () => {
    expect(read(`kind=hunch&show=&sort=<script>&q=${"x".repeat(201)}`)).toEqual(read(""));
  });
});

describe("choosePatterns", () => {
  const patterns = [
    aPattern("orders", { score: 1, stats: { ...aPattern("x").stats, minutesPerMonth: 5 } }),
    aPattern("invoices", { score: 3, last_seen_at: "2026-11-10T08:00:00Z" }),
    aPattern("gone", { score: 2, withdrawn_at: "2026-11-17T08:00:00Z" }),
  ];

  it.each([
    ["", ["invoices", "orders"]],
    ["sort=last", ["orders", "invoices"]],
    ["sort=minutes", ["invoices", "orders"]],
    ["show=withdrawn", ["gone"]],
    ["show=stopped", []],
    ["q=ORDERS.csv", ["orders"]],
    ["q=excel", ["invoices", "orders"]],
    ["q=excel+orders", ["orders"]],
    ["q=nothing", []],
  ])("under %j", (search, expected) => {
    expect(names(patterns, search)).toEqual(expected);
  });

  it("lists what was stopped under Stopped alone, also when it is withdrawn", () => {
    expect(names(patterns, "", ["orders", "gone"])).toEqual(["invoices"]);
    expect(names(patterns, "show=stopped", ["orders", "gone"])).toEqual(["gone", "orders"]);
    expect(names(patterns, "show=withdrawn", ["gone"])).toEqual([]);
  });
});
