import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createNameCutter } from "./cut-name.ts";
import { learnTemplates } from "./learn-templates.ts";
import { matchesTemplate } from "./template.ts";

/** The template and the variables' values of each path. */
function learn(paths: readonly string[], weights?: readonly number[]) {
  const cutName = createNameCutter();
  const cuts = paths.map(cutName);
  const skeletons = [...new Set(cuts.map(({ skeleton }) => skeleton))];
  const numbers = new Map(skeletons.map((skeleton, index) => [skeleton, index]));
  const { templates, templateOf, variablesOf } = learnTemplates({
    skeletons,
    skeletonOf: Int32Array.from(cuts, ({ skeleton }) => numbers.get(skeleton) ?? -1),
    valuesOf: cuts.map(({ values }) => values),
    ...(weights ? { weightOf: Int32Array.from(weights) } : {}),
  });
  return paths.map((_, path) => ({
    template: templates[templateOf[path] ?? -1] ?? "",
    values: variablesOf(path),
  }));
}

const templatesOf = (...paths: string[]) => [...new Set(learn(paths).map(({ template }) => template))].sort();
const DAYS = ["2026-11-08", "2026-11-15", "2026-11-22"];
const NAMES = ["acme", "bluebird", "corvo", "delmar"];

describe("a part of a name varies", () => {
  test("from three values on", () => {
    expect(templatesOf("reading2.mp4", "reading3.mp4")).toEqual(["reading2.mp4", "reading3.mp4"]);
    expect(templatesOf("reading2.mp4", "reading3.mp4", "reading4.mp4")).toEqual(["reading{number}.mp4"]);
  });

  test("beside parts that stay", () => {
    expect(templatesOf(...DAYS.map((day) => `2026/report v2 ${day}.pdf`))).toEqual([
      "2026/report v2 {date}.pdf",
    ]);
  });

  test("with the file's date when it is a folder's month, or its year from the second year on", () => {
    expect(
      templatesOf("2026/10/a-2026-10-25.csv", "2026/11/a-2026-11-01.csv", "2026/11/a-2026-11-08.csv"),
    ).toEqual(["{date}/a-{date}.csv"]);
    expect(templatesOf("2025/a-2025-12-25.csv", "2026/a-2026-01-01.csv", "2026/a-2026-01-08.csv")).toEqual([
      "{number}/a-{date}.csv",
    ]);
  });

  test("apart for each folder, name and extension", () => {
    const paths = DAYS.flatMap((day) => [
      `in/a-${day}.csv`,
      `out/a-${day}.csv`,
      `in/b-${day}.csv`,
      `in/a-${day}.md`,
    ]);

    expect(templatesOf(...paths)).toEqual([
      "in/a-{date}.csv",
      "in/a-{date}.md",
      "in/b-{date}.csv",
      "out/a-{date}.csv",
    ]);
  });

  test("in a tokenised path", () => {
    const name = "~R3pOrtsR3pOrtsR3pOrts1";

    expect(templatesOf(...DAYS.map((day) => `${name}/{date:${day}}${name}.csv`))).toEqual([
      `${name}/{date}${name}.csv`,
    ]);
  });

  test("and tells its values", () => {
    expect(learn(["a-1.txt", "a-2.txt", "a-3.txt"])[0]).toEqual({
      template: "a-{number}.txt",
      values: ["1"],
    });
  });

  test("and braces are doubled", () => {
    expect(templatesOf("{date}.txt")).toEqual(["{{date}}.txt"]);
  });
});

describe("look-alikes", () => {
  test("a hash without letters is one of the hashes", () => {
    const paths = ["9f3a2b1c", "0a1b2c3d", "7e6f5a4b", "1c2d3e4f", "8a7b6c5d", "10482291"].map(
      (hash) => `b-${hash}.log`,
    );

    expect(templatesOf(...paths)).toEqual(["b-{hash}.log"]);
  });

  test("a counter that could be a month is one of the counters", () => {
    const paths = ["202610", "202611", "202612", "202613", "202614", "202615"].map(
      (number) => `invoice ${number}.pdf`,
    );

    expect(templatesOf(...paths)).toEqual(["invoice {number}.pdf"]);
  });
});

describe("free names", () => {
  test("are one thing from four on", () => {
    expect(templatesOf(...NAMES.map((name) => `Sales/offer-${name}.pdf`))).toEqual([
      "Sales/offer-{name}.pdf",
    ]);
    expect(templatesOf(...NAMES.slice(1).map((name) => `Sales/offer-${name}.pdf`))).toHaveLength(3);
  });

  test("stand at the start, in the middle and beside a date", () => {
    expect(templatesOf(...NAMES.map((name) => `${name} offer.pdf`))).toEqual(["{name} offer.pdf"]);
    expect(templatesOf(...NAMES.map((name) => `offer_${name}_signed.pdf`))).toEqual([
      "offer_{name}_signed.pdf",
    ]);
    expect(templatesOf(...NAMES.map((name, at) => `offer-${name}-2026-11-0${at + 1}.pdf`))).toEqual([
      "offer-{name}-{date}.pdf",
    ]);
  });

  test("tell which", () => {
    expect(learn(NAMES.map((name) => `offer-${name}.pdf`))[3]?.values).toEqual(["delmar"]);
  });

  test("are never whole names, sentences or chapters", () => {
    expect(templatesOf(...NAMES.map((name) => `Sales/${name}.pdf`))).toHaveLength(4);
    expect(templatesOf(...NAMES.map((name) => `a-${name}.pdf`))).toHaveLength(4);
    expect(templatesOf(...NAMES.map((name) => `how-to-make-a-${name}-by-hand.md`))).toHaveLength(4);
    expect(templatesOf(...NAMES.map((name, at) => `chapter-0${at}-${name}.md`))).toHaveLength(4);
  });

  test("leave out a file that is used a lot by itself", () => {
    const paths = [...NAMES, "template"].map((name) => `offer-${name}.pdf`);

    expect(learn(paths, [2, 3, 2, 2, 30]).map(({ template }) => template)).toEqual([
      ...NAMES.map(() => "offer-{name}.pdf"),
      "offer-template.pdf",
    ]);
  });
});

describe("copies", () => {
  test.each([
    "plan (1).pdf",
    "plan - Copy.pdf",
    "plan - Kopie (2).pdf",
    "plan copy 3.pdf",
    "Copy of plan.pdf",
  ])("%s is its original's when that was seen", (copy) => {
    expect(templatesOf("plan.pdf", copy)).toEqual(["plan.pdf"]);
    expect(templatesOf(copy)).toEqual([copy]);
  });

  test("are their original's when that varies", () => {
    const paths = [...DAYS.map((day) => `orders-${day}.csv`), "orders-2026-11-22 (1).csv"];

    expect(templatesOf(...paths)).toEqual(["orders-{date}.csv"]);
    expect(learn(paths)[3]?.values).toEqual(["2026-11-22"]);
  });

  test("stand for themselves from three on when no original was seen", () => {
    expect(templatesOf("plan (1).pdf", "plan (2).pdf", "plan (3).pdf")).toEqual(["plan {copy}.pdf"]);
  });
});

const piece = fc.constantFrom(
  ..."a|offer|acme|corvo|delmar|ibex|2026-11-08|2026-11-09|2026-11-10|202611|v2|(3)| (1)|- Copy| |-|_|/x|/|{|}|7|8|9|nov|.*|ä|.pdf|9f3a2b1|10482291".split(
    "|",
  ),
  "\u0001",
  "__proto__",
);
const path = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
const paths = fc.uniqueArray(path, { minLength: 1, maxLength: 24 });

describe("templates", () => {
  test("match every path they were made from, whatever it holds", () => {
    fc.assert(
      fc.property(paths, (paths) => {
        learn(paths).forEach(({ template }, at) => {
          expect([template, paths[at], matchesTemplate(template, paths[at] ?? "")]).toEqual([
            template,
            paths[at],
            true,
          ]);
        });
      }),
      { numRuns: 2000 },
    );
  });

  test("do not depend on the order of the paths", () => {
    fc.assert(
      fc.property(
        paths.chain((paths) =>
          fc.tuple(fc.constant(paths), fc.shuffledSubarray(paths, { minLength: paths.length })),
        ),
        ([paths, shuffled]) => {
          const templates = new Map(learn(paths).map(({ template }, at) => [paths[at], template]));
          learn(shuffled).forEach(({ template }, at) => {
            expect(template).toBe(templates.get(shuffled[at]));
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  test("keep when their folder is renamed", () => {
    fc.assert(
      fc.property(paths, (paths) => {
        const inside = (folder: string) =>
          learn(paths.map((path) => `${folder}/${path}`)).map(({ template }) =>
            template.slice(folder.length),
          );
        expect(inside("Sales")).toEqual(inside("Vertrieb"));
      }),
      { numRuns: 300 },
    );
  });
});
