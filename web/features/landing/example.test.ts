import { describe, expect, it } from "vitest";
import { mineExample } from "./example.ts";

const NOW = Date.UTC(2026, 10, 25, 12);

describe("the example", () => {
  const whole = mineExample({ now: NOW, hidden: [] });
  const monday = whole.findings.find(({ title }) => title.includes("orders-"));
  const hits = monday?.days.filter(({ hit }) => hit).map(({ date }) => date) ?? [];

  it("finds the four routines that the sample holds", () => {
    expect(whole.findings).toHaveLength(4);
    expect(hits).toHaveLength(9);
  });

  it("is weaker by the days that are hidden", () => {
    const less = mineExample({ now: NOW, hidden: hits.slice(0, 2) });

    const found = less.findings.find(({ fingerprint }) => fingerprint === monday?.fingerprint);
    expect(found?.stats.days).toBe(7);
    expect(less.events).toBeLessThan(whole.events);
  });

  it("says nothing any more when four days are left", () => {
    const { findings } = mineExample({ now: NOW, hidden: hits.slice(0, 5) });

    expect(findings.map(({ fingerprint }) => fingerprint)).not.toContain(monday?.fingerprint);
  });

  it("names the files of each time, each with its event", () => {
    const first = monday?.occurrences[0];

    expect(first?.events.map(({ op }) => op)).toEqual(["downloaded", "created", "uploaded"]);
    expect(first?.events.every(({ path }) => path.includes(first.date))).toBe(true);
  });
});
