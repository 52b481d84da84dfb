import { describe, expect, it } from "vitest";
import type { MiningEvent } from "../mining/mining-event.ts";
import { findNearly } from "./nearly.ts";

// A Wednesday.
const NOW = Date.UTC(2026, 10, 25, 12);
const OPTIONS = { now: NOW, timeZone: "UTC", limit: 3 };

function acts(date: string, ...list: [time: string, op: MiningEvent["op"], path: string][]): MiningEvent[] {
  return list.map(([time, op, path]) => ({
    id: `${date}T${time}-${path}`,
    occurredAt: Date.parse(`${date}T${time}:00Z`),
    timeZone: "UTC",
    op,
    path,
  }));
}

const exportOn = (date: string) =>
  acts(
    date,
    ["08:56", "downloaded", `Downloads/orders-${date}.csv`],
    ["09:00", "created", `Reports/orders-${date}.xlsx`],
  );

describe("findNearly", () => {
  it("names what came back on three Mondays, its steps in order, and the Monday that would be the fourth", () => {
    const events = ["2026-11-09", "2026-11-16", "2026-11-23"].flatMap(exportOn);

    const { near } = findNearly(events, OPTIONS);

    expect(near).toEqual([
      {
        steps: [
          { op: "downloaded", template: "Downloads/orders-{date}.csv" },
          { op: "created", template: "Reports/orders-{date}.xlsx" },
        ],
        days: ["2026-11-09", "2026-11-16", "2026-11-23"],
        weekday: 1,
        nextOn: "2026-11-30",
      },
    ]);
  });

  it("names no weekday when there are several", () => {
    const events = ["2026-11-23", "2026-11-24"].flatMap((date) =>
      acts(date, ["10:00", "modified", "plan.md"]),
    );

    expect(findNearly(events, OPTIONS).near).toMatchObject([{ weekday: null, nextOn: null }]);
  });

  it("says nothing of five days and more: those are the miner's to judge", () => {
    const dates = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"];
    const events = dates.flatMap((date) => acts(date, ["10:00", "modified", "plan.md"]));

    expect(findNearly(events, OPTIONS)).toEqual({ daysSeen: 5, near: [] });
  });

  it("keeps apart what is done hours apart", () => {
    const events = ["2026-11-23", "2026-11-24"].flatMap((date) =>
      acts(date, ["09:00", "modified", "plan.md"], ["15:00", "modified", "log.md"]),
    );

    expect(findNearly(events, OPTIONS).near.map(({ steps }) => steps.length)).toEqual([1, 1]);
  });

  it("leaves out what programs write", () => {
    const events = ["2026-11-23", "2026-11-24"].flatMap((date) =>
      acts(date, ["09:00", "modified", "app/node_modules/a/index.js"]),
    );

    expect(findNearly(events, OPTIONS)).toEqual({ daysSeen: 0, near: [] });
  });

  it("puts steps that go together before files that only look alike", () => {
    const dates = ["2026-11-19", "2026-11-23", "2026-11-24"];
    const events = dates.flatMap((date, index) =>
      acts(
        date,
        ["09:00", "modified", "Reports/report.py"],
        ["09:02", "uploaded", "Reports/report.pdf"],
        ["14:00", "modified", `Notes/topic ${["amber", "birch", "dune"][index]} cedar.md`],
      ),
    );

    expect(findNearly(events, OPTIONS).near[0]?.steps.map(({ template }) => template)).toEqual([
      "Reports/report.py",
      "Reports/report.pdf",
    ]);
  });

  it("leaves out what met twice beside something that came four times", () => {
    const often = ["2026-11-17", "2026-11-19", "2026-11-23", "2026-11-24"];
    const events = [
      ...often.flatMap((date) => acts(date, ["09:00", "modified", "plan.md"])),
      ...["2026-11-18", "2026-11-20"].flatMap((date) => acts(date, ["11:00", "modified", "other.md"])),
    ];

    expect(findNearly(events, OPTIONS).near.map(({ steps }) => steps[0]?.template)).toEqual(["plan.md"]);
  });

  it("of nothing says nothing", () => {
    expect(findNearly([], OPTIONS)).toEqual({ daysSeen: 0, near: [] });
  });
});
