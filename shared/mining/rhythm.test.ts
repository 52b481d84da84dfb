import { describe, expect, test, vi } from "vitest";
import { mine } from "./testing/mine.ts";
import { addDays, plantNoise, plantRoutine, seededRandom } from "./testing/planted-log.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ALL = [0, 1, 2, 3, 4, 5, 6];

function mineRhythm(of: {
  at: string;
  weekdays: number[];
  days: number;
  timeZone?: string;
  firstDate?: string;
  missed?: string[];
  keep?: (date: string) => boolean;
}) {
  const timeZone = of.timeZone ?? "Europe/Berlin";
  const firstDate = of.firstDate ?? "2026-08-03";
  const span = { firstDate, lastDate: addDays(firstDate, of.days - 1) };
  const steps = [{ op: "uploaded" as const, path: "Vault/rota.txt", afterMinutes: 0 }];
  const routine = { timeZone, at: of.at, jitterMinutes: 5, weekdays: of.weekdays, steps };
  const planted = plantRoutine({
    routine,
    random: seededRandom(1),
    ...span,
    ...(of.missed ? { missed: of.missed } : {}),
  });
  const kept = of.keep ? planted.filter((event) => of.keep?.(event.occurredAt.slice(0, 10))) : planted;
  const noise = plantNoise({ count: 3000, timeZone, random: seededRandom(2), ...span });
  return mine([...kept, ...noise]).map(({ rhythm }) => rhythm);
}

describe("the rule of a rhythm", () => {
  test.each([
    [ALL, "FREQ=DAILY"],
    [[1, 2, 3, 4, 5], "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
    [[1, 3, 5], "FREQ=WEEKLY;BYDAY=MO,WE,FR"],
    [[0], "FREQ=WEEKLY;BYDAY=SU"],
    [[6, 0], "FREQ=WEEKLY;BYDAY=SA,SU"],
  ])("weekdays %j", (weekdays, rule) => {
    const [rhythm, ...more] = mineRhythm({ at: "17:30", weekdays, days: 56 });

    expect(rhythm?.rrule).toMatch(new RegExp(`^${rule};BYHOUR=17;BYMINUTE=(2[5-9]|3[0-5])$`));
    expect(more).toEqual([]);
  });

  test("counts missed days as misses, not as another rule", () => {
    const [rhythm] = mineRhythm({
      at: "17:30",
      weekdays: [1],
      days: 77,
      missed: ["2026-08-24", "2026-09-14"],
    });

    expect(rhythm).toMatchObject({ hits: 9, expected: 11 });
  });

  test("keeps its local time over a change of the clocks", () => {
    const [rhythm] = mineRhythm({ at: "08:00", weekdays: ALL, days: 40, firstDate: "2026-10-05" });

    expect(rhythm?.rrule).toMatch(/^FREQ=DAILY;BYHOUR=(7;BYMINUTE=5\d|8;BYMINUTE=\d)$/);
    expect(rhythm).toMatchObject({ hits: 40, expected: 40, timeZone: "Europe/Berlin" });
  });

  test("is found around midnight", () => {
    const [rhythm] = mineRhythm({ at: "23:59", weekdays: ALL, days: 40 });

    expect(rhythm?.rrule).toMatch(/^FREQ=DAILY;BYHOUR=(23;BYMINUTE=5\d|0;BYMINUTE=\d)$/);
  });

  test("every third day is not called daily", () => {
    const dates = Array.from({ length: 20 }, (_, index) => addDays("2026-08-03", index * 3));

    expect(
      mineRhythm({ at: "17:30", weekdays: ALL, days: 60, keep: (date) => dates.includes(date) }),
    ).toEqual([]);
  });

  test("a rhythm that ended months ago is none", () => {
    expect(mineRhythm({ at: "17:30", weekdays: ALL, days: 90, keep: (date) => date < "2026-08-20" })).toEqual(
      [],
    );
  });
});
