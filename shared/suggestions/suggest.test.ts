import { describe, expect, test, vi } from "vitest";
import type { Pattern } from "../mining/pattern.ts";
import { plantJourney } from "../mining/testing/journey.ts";
import { mine } from "../mining/testing/mine.ts";
import { plantNoise, plantRoutine, seededRandom, WORKDAYS } from "../mining/testing/planted-log.ts";
import { reportRoutine } from "../mining/testing/report-routine.ts";
import { CATALOGUE } from "./catalogue.ts";
import { type Feedback, suggest } from "./suggest.ts";
import { Suggestion } from "./suggestion.ts";
import { CATALOGUE_LOGS, plantCatalogueLog } from "./testing-logs.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NOW = Date.UTC(2026, 10, 22);
const open = (patterns: readonly Pattern[], feedback: readonly Feedback[] = []) =>
  suggest(patterns, CATALOGUE, feedback, { now: NOW });

describe("the catalogue", () => {
  test("has at least twenty entries, each with its own id and log, over all kinds", () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(20);
    expect(Object.keys(CATALOGUE_LOGS).sort()).toEqual(CATALOGUE.map(({ id }) => id).sort());
    expect(new Set(CATALOGUE.flatMap(({ kinds }) => kinds)).size).toBe(4);
  });

  test.each(CATALOGUE.map(({ id }) => id))("%s is offered for its log", (id) => {
    const suggestions = open(mine(plantCatalogueLog(id, 5)));

    expect(suggestions.map(({ catalogueId }) => catalogueId)).toEqual([id]);
    const suggestion = Suggestion.parse(suggestions[0]);
    const words = `${suggestion.title} ${suggestion.body} ${suggestion.explanation.reasons.join(" ")}`;
    expect(words).not.toMatch(/\bAI\b|confidence|%|undefined|NaN|seamless|oops|please/i);
    expect(suggestion.body).toMatch(/^On \d+ (days since|of the last \d+ )/);
    expect(suggestion.backtest.matched).toBeGreaterThanOrEqual(5);
    expect(suggestion.backtest.fired).toBe(suggestion.backtest.matched + suggestion.backtest.extra);
  });
});

describe("a suggestion says what was seen", () => {
  const span = { firstDate: "2026-08-31", lastDate: "2026-11-15" };
  const random = seededRandom(3);
  const weekly = { ...reportRoutine("Europe/Berlin"), weekdays: [1] };
  const events = [
    ...plantRoutine({ routine: weekly, random, missed: ["2026-09-21", "2026-10-19"], ...span }),
    ...plantNoise({ count: 3000, timeZone: "Europe/Berlin", random, ...span }),
  ];
  const [suggestion] = open(mine(events));

  test("in one exact sentence", () => {
    expect(suggestion?.explanation.sentence).toMatch(
      /^On 9 of the last 11 Mondays, about 0\d:\d\d, report\.py was changed, then clean\.csv was changed \d minutes later, then report\.pdf was uploaded \d minutes later\.$/,
    );
  });

  test("with the days that were missed", () => {
    expect(suggestion?.explanation.daysTitle).toBe("Last 11 Mondays");
    expect(suggestion?.explanation.days.filter(({ hit }) => !hit).map(({ date }) => date)).toEqual([
      "2026-09-21",
      "2026-10-19",
    ]);
  });

  test("with a draft for the same files and what it would have done", () => {
    expect(suggestion?.catalogueId).toBe("report-that-builds-itself");
    expect(suggestion?.draft.trigger).toMatchObject({ kind: "schedule", timeZone: "Europe/Berlin" });
    expect(suggestion?.draft.steps.at(-1)?.with).toEqual({
      action: "upload",
      file: "Reports/report.pdf",
      folder: "Reports",
    });
    expect(suggestion?.backtest).toMatchObject({ fired: 11, matched: 9, extra: 2, missed: 0 });
  });
});

describe("feedback", () => {
  const span = { firstDate: "2026-10-19", lastDate: "2026-11-15" };
  const random = seededRandom(9);
  const noise = plantNoise({ count: 3000, timeZone: "Europe/Berlin", random, ...span });
  const patterns = mine([
    ...plantRoutine({ routine: reportRoutine("Europe/Berlin"), random, ...span }),
    ...noise,
  ]);
  const fingerprint = patterns[0]?.fingerprint ?? "";
  const steps = patterns[0]?.steps ?? [];

  test("a dismissed pattern stays away, and so does what is part of it", () => {
    const { steps: all, ...rest } = patterns[0] as Pattern;
    const part: Pattern = { ...rest, fingerprint: "part", steps: all.slice(0, 2) };

    expect(open([part], [{ fingerprint, verdict: "dismissed", steps }])).toEqual([]);
    expect(open(patterns, [{ fingerprint, verdict: "dismissed" }])).toEqual([]);
    expect(open([part])).toHaveLength(1);
  });

  test("undo brings it back", () => {
    const said: Feedback[] = [
      { fingerprint, verdict: "dismissed" },
      { fingerprint, verdict: "undone" },
    ];

    expect(open(patterns, said).map((suggestion) => suggestion.fingerprint)).toEqual([fingerprint]);
  });

  test("a snoozed one comes back when its time has come", () => {
    expect(open(patterns, [{ fingerprint, verdict: "snoozed", snoozedUntil: NOW + 1 }])).toEqual([]);
    expect(open(patterns, [{ fingerprint, verdict: "snoozed", snoozedUntil: NOW }])).toHaveLength(1);
  });

  test("a kept one is not offered again", () => {
    expect(open(patterns, [{ fingerprint, verdict: "kept" }])).toEqual([]);
  });
});

describe("at most five", () => {
  const patterns = [
    "invoices-to-bookkeeping",
    "screenshots-filing",
    "backup-watch",
    "release-notes",
    "open-together",
    "export-fetched",
    "clean-up-on-time",
  ].flatMap((id) => mine(plantCatalogueLog(id, 5)));

  test("the best five are open, each fingerprint once", () => {
    const suggestions = open([...patterns, ...patterns]);

    expect(patterns.length).toBeGreaterThan(5);
    expect(suggestions).toHaveLength(5);
    expect(new Set(suggestions.map(({ fingerprint }) => fingerprint)).size).toBe(5);
  });

  test("the order does not depend on the order of the patterns", () => {
    expect(open([...patterns].reverse())).toEqual(open(patterns));
  });

  test("what is open stays open when better ones come", () => {
    const last = open(patterns).at(-1)?.fingerprint ?? "";
    const worst = patterns.find(
      ({ fingerprint }) => !open(patterns).some((one) => one.fingerprint === fingerprint),
    );
    const kept = open(patterns, [{ fingerprint: worst?.fingerprint ?? "", verdict: "open" }]);

    expect(kept[0]?.fingerprint).toBe(worst?.fingerprint);
    expect(kept.map(({ fingerprint }) => fingerprint)).not.toContain(last);
  });
});

test("two routines of one kind in one folder are one suggestion that names the other", () => {
  const span = { firstDate: "2026-10-05", lastDate: "2026-11-08" };
  const random = seededRandom(4);
  const put = (name: string, at: string) =>
    plantRoutine({
      random,
      ...span,
      routine: {
        timeZone: "UTC",
        at,
        jitterMinutes: 5,
        weekdays: WORKDAYS,
        steps: [
          { op: "downloaded", path: `Downloads/${name}-{date}.pdf`, afterMinutes: 0 },
          {
            op: "moved",
            path: `${name}/${name}-{date}.pdf`,
            fromPath: `Downloads/${name}-{date}.pdf`,
            afterMinutes: 2,
          },
        ],
      },
    });
  const noise = plantNoise({ count: 3000, timeZone: "UTC", random, ...span });

  const suggestions = open(mine([...put("papers", "09:00"), ...put("slips", "15:00"), ...noise]));

  expect(suggestions).toHaveLength(1);
  expect(suggestions[0]?.explanation.similar).toHaveLength(1);
});

test("the journey from nothing to a suggestion", () => {
  const { history, completing } = plantJourney({ now: NOW, timeZone: "Europe/Berlin", seed: 1 });

  expect(open(mine(history))).toEqual([]);
  expect(open(mine([...history, ...completing])).map(({ catalogueId }) => catalogueId)).toEqual([
    "csv-clean-and-hand-on",
  ]);
});
