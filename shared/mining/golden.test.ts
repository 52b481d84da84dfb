import { describe, expect, test } from "vitest";
import { mine, patterns } from "./patterns.ts";
import { newState, update } from "./state/state.ts";
import { inWords } from "./testing/mine.ts";
import { seededRandom } from "./testing/planted-log.ts";
import { datesFrom, everydayWork, onDays, readWritten } from "./testing/written-log.ts";

/** Twelve Mondays to Fridays are too many to read; these logs show one line of each day. */
function found(text: string): string[] {
  return patterns(update(newState(), readWritten(text))).map(inWords);
}

function report(text: string, now?: string) {
  const options = now === undefined ? {} : { now: Date.parse(now) };
  return mine(update(newState(), readWritten(text)), options);
}

/** Minutes that differ from day to day, so that no time of day is kept. */
function clock(day: number, afterMinutes: number): string {
  const minute = 600 + ((day * 97) % 420) + afterMinutes;
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

const DAYS = datesFrom("2026-09-07", 12, 2);
const ALL_DAYS = datesFrom("2026-09-07", 24);

describe("a sequence", () => {
  test("is its steps in order, at no time in particular", () => {
    const log = onDays(DAYS, (day) => [
      `${clock(day, 0)} opened Plan/budget.xlsx`,
      `${clock(day, 3)} modified Plan/forecast.xlsx`,
      `${clock(day, 5)} created Mail/summary.txt`,
    ]);

    expect(found(`${log}\n${everydayWork(ALL_DAYS)}`)).toEqual([
      "sequence: opened Plan/budget.xlsx → modified Plan/forecast.xlsx → created Mail/summary.txt",
    ]);
  });

  test("keeps a step that is left out at times, and says so", () => {
    const log = onDays(DAYS, (day) =>
      [
        `${clock(day, 0)} opened Plan/budget.xlsx`,
        day % 4 === 1 ? "" : `${clock(day, 3)} modified Plan/forecast.xlsx`,
        `${clock(day, 5)} created Mail/summary.txt`,
      ].filter((line) => line !== ""),
    );
    const [pattern] = report(`${log}\n${everydayWork(ALL_DAYS)}`).patterns;

    expect(pattern?.steps.map(({ share, optional }) => [share ?? 1, optional ?? false])).toEqual([
      [1, false],
      [0.75, true],
      [1, false],
    ]);
    expect(pattern?.stats.support).toBe(12);
  });

  test("is told apart from another one that shares two of its steps", () => {
    const one = onDays(datesFrom("2026-09-07", 10, 4), (day) => [
      `${clock(day, 0)} opened Plan/rates.csv`,
      `${clock(day, 2)} modified Plan/budget.xlsx`,
      `${clock(day, 4)} modified Offers/offer.docx`,
      `${clock(day, 6)} created Mail/offer.txt`,
    ]);
    const other = onDays(datesFrom("2026-09-09", 10, 4), (day) => [
      `${clock(day, 0)} opened Plan/rates.csv`,
      `${clock(day, 2)} modified Plan/budget.xlsx`,
      `${clock(day, 4)} opened Team/hours.ods`,
      `${clock(day, 6)} created Team/bill.pdf`,
    ]);

    expect(found(`${one}\n${other}\n${everydayWork(datesFrom("2026-09-07", 40))}`).sort()).toEqual([
      "sequence: opened Plan/rates.csv → modified Plan/budget.xlsx → modified Offers/offer.docx → created Mail/offer.txt",
      "sequence: opened Plan/rates.csv → modified Plan/budget.xlsx → opened Team/hours.ods → created Team/bill.pdf",
    ]);
  });

  test("is not two things that each keep a clock", () => {
    const jitter = (day: number, by: number) => (day * by) % 13;
    const log = onDays(datesFrom("2026-09-07", 40), (day) => [
      `09:${String(10 + jitter(day, 5)).padStart(2, "0")} uploaded Backup/all.zip`,
      `09:${String(26 + jitter(day, 8)).padStart(2, "0")} opened News/today.md`,
    ]);

    expect(found(`${log}\n${everydayWork(datesFrom("2026-09-07", 40))}`).sort()).toEqual([
      "rhythm: opened News/today.md | FREQ=DAILY",
      "rhythm: uploaded Backup/all.zip | FREQ=DAILY",
    ]);
  });
});

test("a flow follows a file from where it came to where it goes", () => {
  const log = onDays(DAYS, (day) => [
    `${clock(day, 0)} downloaded Downloads/bank-{date}.csv`,
    `${clock(day, 2)} modified Finance/bank-{date}.xlsx`,
    `${clock(day, 4)} uploaded Shared/bank-{date}.xlsx`,
  ]);

  expect(found(`${log}\n${everydayWork(ALL_DAYS)}`)).toEqual([
    "flow: downloaded Downloads/bank-{date}.csv → modified Finance/bank-{date}.xlsx → uploaded Shared/bank-{date}.xlsx",
  ]);
});

test("companions are used together in any order", () => {
  const orders = ["abc", "cab", "bca", "acb", "bac", "cba"];
  const files: Record<string, string> = { a: "Plan/map.pdf", b: "Trips/list.txt", c: "Photos/cover.jpg" };
  const log = onDays(datesFrom("2026-09-07", 18, 2), (day) =>
    [...(orders[day % 6] ?? "abc")].map((name, at) => `${clock(day, 2 * at)} opened ${files[name]}`),
  );
  const [pattern, ...others] = report(`${log}\n${everydayWork(datesFrom("2026-09-07", 36))}`).patterns;

  expect(others).toEqual([]);
  expect(pattern?.kind).toBe("companions");
  expect(pattern?.steps.map(({ template }) => template).sort()).toEqual([
    "Photos/cover.jpg",
    "Plan/map.pdf",
    "Trips/list.txt",
  ]);
});

describe("a rhythm", () => {
  const minute = (day: number) => String(3 + ((day * 5) % 9)).padStart(2, "0");
  const days = datesFrom("2026-01-05", 240);
  test.each([
    ["every third day", datesFrom("2026-01-05", 80, 3), "FREQ=DAILY;INTERVAL=3"],
    ["Mondays", datesFrom("2026-01-05", 30, 7), "FREQ=WEEKLY;BYDAY=MO"],
    ["every second Thursday", datesFrom("2026-01-08", 16, 14), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"],
    [
      "the fifth of the month",
      Array.from({ length: 8 }, (_, month) => `2026-0${month + 1}-05`),
      "FREQ=MONTHLY;BYMONTHDAY=5",
    ],
  ])("of %s", (_, dates, rule) => {
    const log = onDays(dates, (day) => [`08:${minute(day)} created Reports/sales-{date}.pdf`]);

    expect(found(`${log}\n${everydayWork(days)}`)).toEqual([
      `rhythm: created Reports/sales-{date}.pdf | ${rule}`,
    ]);
  });

  test("of six hours is a machine's, day and night", () => {
    const log = onDays(datesFrom("2026-01-05", 60), () =>
      ["02:14", "08:14", "14:14", "20:14"].map((time) => `${time} uploaded Backup/state.bin`),
    );

    expect(found(`${log}\n${everydayWork(days.slice(0, 60))}`)).toEqual([
      "rhythm: uploaded Backup/state.bin | FREQ=HOURLY;INTERVAL=6",
    ]);
  });

  test("that is silent is an absence, beside the patterns", () => {
    const log = onDays(datesFrom("2026-01-05", 30, 7), (day) => [
      `08:${minute(day)} created Reports/sales-{date}.pdf`,
    ]);
    const { absences } = report(`${log}\n${everydayWork(days)}`, "2026-08-11T12:00:00Z");

    expect(absences).toMatchObject([
      {
        kind: "rhythm",
        missed: 2,
        steps: [{ op: "created", template: "Reports/sales-{date}.pdf" }],
        expectedAt: expect.stringMatching(/^2026-08-10T06:0/),
      },
    ]);
  });
});

test("a job that writes a hundred files at once is one act on their folder", () => {
  const log = onDays(datesFrom("2026-09-07", 30), (day) =>
    Array.from(
      { length: 20 },
      (_, index) => `06:0${day % 4} created Exports/${String.fromCharCode(97 + index)}/rows.csv`,
    ),
  );

  expect(found(`${log}\n${everydayWork(datesFrom("2026-09-07", 30))}`)).toEqual([
    "rhythm: created Exports/{files} | FREQ=DAILY",
  ]);
});

test("looking through a folder is no routine", () => {
  const names = "amber birch coral dune elm fern gold hazel iris jade".split(" ");
  const random = seededRandom(3);
  const log = onDays(datesFrom("2026-09-07", 40), (day) =>
    Array.from(
      { length: 6 },
      (_, index) => `${clock(day, index)} opened Photos/${names[Math.floor(random() * names.length)]}.jpg`,
    ),
  );

  expect(found(log)).toEqual([]);
});

test("a new file each time is a step, though no name comes twice", () => {
  const words = "ant bee cat dog eel fox gnu hen ibis jay kiwi lark".split(" ");
  const log = onDays(DAYS, (day) => [
    `${clock(day, 0)} created Notes/vim/${words[day]}.md`,
    `${clock(day, 2)} modified Notes/README.md`,
  ]);

  expect(found(`${log}\n${everydayWork(ALL_DAYS)}`)).toEqual([
    "sequence: created Notes/vim/{file}.md → modified Notes/README.md",
  ]);
});

test("renamed folders change the names in the patterns and nothing else", () => {
  const log = `${onDays(DAYS, (day) => [
    `${clock(day, 0)} downloaded Downloads/bank-{date}.csv`,
    `${clock(day, 4)} uploaded Shared/bank-{date}.csv`,
  ])}\n${everydayWork(ALL_DAYS)}`;
  const rename = (text: string) =>
    text.replaceAll("Downloads/", "Tmpfiles of mine/").replaceAll("Shared/", "Zz/");
  const plain = ({ patterns: all }: ReturnType<typeof report>) =>
    all.map(({ kind, stats, rhythm, evidence }) => ({ kind, stats, rhythm, days: evidence.expectedDays }));

  expect(plain(report(rename(log)))).toEqual(plain(report(log)));
  expect(found(rename(log))).toEqual(found(log).map(rename));
});

test("a search that is stopped says so", () => {
  const log = readWritten(everydayWork(ALL_DAYS));

  expect(mine(update(newState(), log), { shouldStop: () => true }).truncated).toMatchObject({
    wasStopped: true,
  });
  expect(mine(update(newState({ maxEvents: 50 }), log)).truncated).toMatchObject({
    droppedEvents: log.length - 50,
  });
});

describe("a routine that has ended", () => {
  const log = onDays(DAYS, (day) => [
    `${clock(day, 0)} opened Plan/budget.xlsx`,
    `${clock(day, 3)} modified Plan/forecast.xlsx`,
    `${clock(day, 5)} created Mail/summary.txt`,
  ]);
  const everyday = everydayWork(datesFrom("2026-09-07", 120));

  test("is told apart from those of today once it was silent for two months", () => {
    const { patterns, ended } = report(`${log}\n${everyday}`);

    expect(patterns).toEqual([]);
    expect(ended.map(inWords)).toEqual([
      "sequence: opened Plan/budget.xlsx → modified Plan/forecast.xlsx → created Mail/summary.txt",
    ]);
  });

  test("has not ended for one who was away as long", () => {
    const { patterns, ended } = report(`${log}\n${everydayWork(ALL_DAYS)}`);

    expect([patterns.length, ended.length]).toEqual([1, 0]);
  });

  test("has not ended when it was as long silent before", () => {
    const again = onDays(["2026-11-05"], (day) => [
      `${clock(day, 0)} opened Plan/budget.xlsx`,
      `${clock(day, 3)} modified Plan/forecast.xlsx`,
      `${clock(day, 5)} created Mail/summary.txt`,
    ]);

    expect(report(`${log}\n${again}\n${everyday}`).ended).toEqual([]);
  });
});

describe("files of one folder", () => {
  const chapters = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
  /** Every day some chapter or other is looked at or changed; one and two always come together. */
  const book = (op: string) =>
    onDays(datesFrom("2026-09-07", 40), (day) => {
      const other = chapters[2 + (day % 6)];
      return day % 3 === 0
        ? [`${clock(day, 0)} ${op} Book/one.md`, `${clock(day, 1)} ${op} Book/two.md`]
        : [`${clock(day, 0)} ${op} Book/${other}.md`];
    });

  test("are companions when they are changed together and their sisters are not", () => {
    expect(found(`${book("modified")}\n${everydayWork(datesFrom("2026-09-07", 40))}`)).toEqual([
      expect.stringMatching(/Book\/one\.md.*Book\/two\.md/),
    ]);
  });
});
