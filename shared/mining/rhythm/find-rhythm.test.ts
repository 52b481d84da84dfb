import { describe, expect, test } from "vitest";
import { dateOf, weekdayOf, weekOf } from "./calendar.ts";
import { dayOf, officeNoise, plant, rhythmOf } from "./testing.ts";

const YEAR = { from: "2025-11-03", to: "2026-10-30" };
const FORTY_DAYS = { from: "2026-02-23", to: "2026-04-10" };
const start = dayOf(YEAR.from);
const isWorkday = (day: number) => weekdayOf(day) % 6 !== 0;
/** Every sixth of the days, in no order. */
const isMissed = (day: number) => ((day * 7919) % 101) / 101 < 1 / 6;

describe("the days of a rule", () => {
  test.each<[string, (day: number) => boolean]>([
    ["FREQ=DAILY", () => true],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", isWorkday],
    ["FREQ=WEEKLY;BYDAY=MO,WE,FR", (day) => [1, 3, 5].includes(weekdayOf(day))],
    ["FREQ=WEEKLY;BYDAY=SA,SU", (day) => [0, 6].includes(weekdayOf(day))],
    ["FREQ=WEEKLY;BYDAY=TH", (day) => weekdayOf(day) === 4],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", (day) => weekdayOf(day) === 2 && weekOf(day) % 2 === 0],
    ["FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", (day) => weekdayOf(day) === 5 && weekOf(day) % 3 === 1],
    ["FREQ=WEEKLY;INTERVAL=4;BYDAY=MO", (day) => weekdayOf(day) === 1 && weekOf(day) % 4 === 3],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", (day) => [1, 4].includes(weekdayOf(day)) && weekOf(day) % 2 === 1],
    ["FREQ=DAILY;INTERVAL=2", (day) => (day - start) % 2 === 0],
    ["FREQ=DAILY;INTERVAL=3", (day) => (day - start) % 3 === 1],
    ["FREQ=DAILY;INTERVAL=10", (day) => (day - start) % 10 === 4],
    ["FREQ=MONTHLY;BYMONTHDAY=15", (day) => dateOf(day).monthDay === 15],
    ["FREQ=MONTHLY;BYMONTHDAY=1,15", (day) => [1, 15].includes(dateOf(day).monthDay)],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", (day) => dateOf(day).fromEnd === 1],
    ["FREQ=MONTHLY;BYDAY=1MO", (day) => weekdayOf(day) === 1 && dateOf(day).monthDay <= 7],
    ["FREQ=MONTHLY;BYDAY=-1TH", (day) => weekdayOf(day) === 4 && dateOf(day).fromEnd <= 7],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      (day) =>
        isWorkday(day) &&
        ![1, 2, 3].some((next) => isWorkday(day + next) && dateOf(day + next).month === dateOf(day).month),
    ],
  ])("%s is found in a year with stray minutes", (days, on) => {
    const rhythm = rhythmOf(plant({ ...YEAR, at: "17:30", on }), YEAR);

    expect(rhythm?.rrule).toMatch(new RegExp(`^${days};BYHOUR=17;BYMINUTE=(2[89]|3[0-2])$`));
    expect(rhythm?.hits).toBe(rhythm?.expected);
  });

  test.each<[string, (day: number) => boolean]>([
    ["FREQ=DAILY", () => true],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", isWorkday],
    ["FREQ=WEEKLY;BYDAY=TU", (day) => weekdayOf(day) === 2],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", (day) => weekdayOf(day) === 2 && weekOf(day) % 2 === 0],
    ["FREQ=DAILY;INTERVAL=3", (day) => (day - start) % 3 === 1],
    ["FREQ=MONTHLY;BYMONTHDAY=9", (day) => dateOf(day).monthDay === 9],
  ])("%s is found with every sixth day missed, 16 minutes early or late and strays", (days, on) => {
    const planted = plant({ ...YEAR, at: "11:30", jitter: 32, on: (day) => on(day) && !isMissed(day) });
    const strays = officeNoise(start, dayOf(YEAR.to), 1, 5).filter(
      (_, index) => index % 300 < planted.length / 6,
    );

    const rhythm = rhythmOf([...planted, ...strays], YEAR);

    expect(rhythm?.rrule).toMatch(new RegExp(`^${days};BYHOUR=11;BYMINUTE=(1[5-9]|[23]\\d|4[0-5])$`));
  });

  test("a quarter's first day is found in three years", () => {
    const span = { from: "2023-11-06", to: "2026-10-30" };
    const on = (day: number) => dateOf(day).monthDay === 1 && dateOf(day).month % 3 === 0;

    const rhythm = rhythmOf(plant({ ...span, at: "10:00", on }), span);

    expect(rhythm?.rrule).toMatch(/^FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;/);
  });

  test("a day of the year is found in five years", () => {
    const span = { from: "2021-11-01", to: "2026-10-30" };
    const on = (day: number) => dateOf(day).monthDay === 17 && dateOf(day).month % 12 === 2;

    const rhythm = rhythmOf(plant({ ...span, at: "10:00", on }), span);

    expect(rhythm?.rrule).toMatch(/^FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=17;/);
  });

  test("a weekly routine is found after six weeks, one of them missed", () => {
    const on = (day: number) => weekdayOf(day) === 3 && day !== dayOf("2026-03-18");

    const rhythm = rhythmOf(plant({ ...FORTY_DAYS, at: "16:55", on }), FORTY_DAYS);

    expect(rhythm).toMatchObject({ hits: 6, expected: 7 });
    expect(rhythm?.rrule).toMatch(/^FREQ=WEEKLY;BYDAY=WE;BYHOUR=16;/);
  });

  test("three weeks of holidays are no end of it", () => {
    const isAway = (day: number) => day >= dayOf("2026-03-09") && day < dayOf("2026-03-30");
    const span = { from: "2026-02-02", to: "2026-04-17" };

    const rhythm = rhythmOf(
      plant({ ...span, at: "08:15", on: (day) => isWorkday(day) && !isAway(day) }),
      span,
    );

    expect(rhythm?.rrule).toMatch(/^FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;/);
    expect(rhythm?.slots.filter((slot) => !slot.isHit)).toHaveLength(15);
  });
});

describe("the time of a rule", () => {
  test("is local time, which a change of the clocks does not move", () => {
    const span = { from: "2026-10-05", to: "2026-11-20" };

    const rhythm = rhythmOf(plant({ ...span, at: "08:00", jitter: 0, on: () => true }), span);

    expect(rhythm?.rrule).toBe("FREQ=DAILY;BYHOUR=8;BYMINUTE=0");
    expect(rhythm).toMatchObject({ hits: 47, expected: 47, toleranceMinutes: 5 });
  });

  test("may be midnight: what comes after it belongs to the day before", () => {
    const on = (day: number) => weekdayOf(day) === 1;

    const rhythm = rhythmOf(plant({ ...YEAR, at: "23:58", jitter: 8, on }), YEAR);

    expect(rhythm?.rrule).toMatch(/^FREQ=WEEKLY;BYDAY=MO;BYHOUR=23;BYMINUTE=5\d$/);
    expect(rhythm?.hits).toBe(52);
  });

  test("marks the instants that keep it and leaves out the strays", () => {
    const planted = plant({ ...FORTY_DAYS, at: "09:00", on: isWorkday });
    const stray = { day: dayOf("2026-03-20"), minute: 900 };

    const rhythm = rhythmOf([...planted, stray], FORTY_DAYS);

    expect(rhythm?.isHit.length).toBe(planted.length + 1);
    expect(rhythm?.isHit.reduce((sum, isHit) => sum + isHit, 0)).toBe(planted.length);
  });
});

describe("rules in hours", () => {
  const everyHours = (hours: number, until: number) =>
    Array.from({ length: Math.floor((until * 24) / hours) }, (_, index) => {
      const minute = index * hours * 60 + 17 + (index % 3);
      return { day: dayOf("2026-01-05") + Math.floor(minute / 1440), minute: minute % 1440 };
    });
  const span = { from: "2026-01-05", to: "2026-02-13" };

  test.each([1, 2, 3, 4, 6, 8, 12])("every %i hours, day and night", (hours) => {
    const rhythm = rhythmOf(everyHours(hours, 40), span, "UTC");

    expect(rhythm?.rrule).toBe(`FREQ=HOURLY${hours === 1 ? "" : `;INTERVAL=${hours}`}`);
    expect(new Date(rhythm?.dtstart ?? 0).toISOString()).toMatch(/^2026-01-05T00:18/);
    expect(rhythm?.slots[0]).toMatchObject({ day: dayOf("2026-01-05"), isHit: true });
  });

  test("are not found in office hours", () => {
    expect(rhythmOf(officeNoise(dayOf(span.from), dayOf(span.to), 6, 11), span, "UTC")).toBeNull();
  });
});

describe("a rule that changed", () => {
  test("is told by its later time, since when that holds", () => {
    const changed = dayOf("2026-04-20");
    const before = plant({ ...YEAR, at: "09:00", on: (day) => isWorkday(day) && day < changed });
    const after = plant({ ...YEAR, at: "14:30", on: (day) => isWorkday(day) && day >= changed });

    const rhythm = rhythmOf([...before, ...after], YEAR);

    expect(rhythm?.rrule).toMatch(/^FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=14;BYMINUTE=(29|30|31)$/);
    expect(rhythm?.validFrom).toBe(changed);
  });

  test("is told by its later days", () => {
    const changed = dayOf("2026-04-20");
    const on = (day: number) => weekdayOf(day) === (day < changed ? 1 : 4);

    const rhythm = rhythmOf(plant({ ...YEAR, at: "09:00", on }), YEAR);

    expect(rhythm?.rrule).toMatch(/^FREQ=WEEKLY;BYDAY=TH;/);
    expect(rhythm?.validFrom).toBe(dayOf("2026-04-23"));
  });

  test("that ended months ago is none", () => {
    const on = (day: number) => isWorkday(day) && day < dayOf("2026-02-01");

    expect(rhythmOf(plant({ ...YEAR, at: "09:00", on }), YEAR)).toBeNull();
  });
});

describe("what is no rhythm", () => {
  test("a job at a sharp time that acts on some of the days only", () => {
    const on = (day: number) => ((day * 7919) % 101) / 101 < 0.45;

    expect(rhythmOf(plant({ ...YEAR, at: "03:20", jitter: 0, on }), YEAR)).toBeNull();
  });

  test("a file that is used in office hours", () => {
    expect(rhythmOf(officeNoise(start, dayOf(YEAR.to), 2, 11), YEAR)).toBeNull();
  });

  test("four days, and nothing at all", () => {
    const on = (day: number) => day < start + 4;

    expect(rhythmOf(plant({ ...YEAR, at: "09:00", on }), YEAR)).toBeNull();
    expect(rhythmOf([], YEAR)).toBeNull();
  });
});

describe("properties", () => {
  test.each([7, 70, 364])("shifting a log by %i days changes dates only", (shift) => {
    const planted = plant({ ...FORTY_DAYS, at: "09:00", jitter: 9, on: (day) => weekdayOf(day) === 4 });
    const move = (days: number) => planted.map(({ day, minute }) => ({ day: day + days, minute }));
    const date = (text: string, days: number) =>
      new Date((dayOf(text) + days) * 86_400_000).toISOString().slice(0, 10);
    const at = (days: number) =>
      rhythmOf(move(days), { from: date(FORTY_DAYS.from, days), to: date(FORTY_DAYS.to, days) }, "UTC");

    const [here, there] = [at(0), at(shift)];

    expect(here?.rrule).toMatch(/^FREQ=WEEKLY;BYDAY=TH;/);
    expect(there).toMatchObject({ rrule: here?.rrule, hits: here?.hits, expected: here?.expected });
    expect(there?.slots.map(({ day }) => day - shift)).toEqual(here?.slots.map(({ day }) => day));
  });

  test("more days missed never make a rule more certain", () => {
    const all = plant({ ...YEAR, at: "09:00", on: isWorkday });
    const some = all.filter(({ day }) => !isMissed(day));

    expect(rhythmOf(all, YEAR)?.logP).toBeLessThan(rhythmOf(some, YEAR)?.logP ?? 0);
  });
});
