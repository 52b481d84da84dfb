import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutName } from "./name-tokens.ts";
import { isNoisePath } from "./path-noise.ts";
import { matchesTemplate, templateGlob, templateParts, templatePaths } from "./templates.ts";

const templatesOf = (...paths: string[]) => [
  ...new Set(templatePaths(paths).map(({ template }) => template)),
];

describe("parts of a name that vary", () => {
  test.each([
    ["orders-2026-11-08.csv", "date 2026-11-08"],
    ["orders_20261108.csv", "date 20261108"],
    ["08.11.2026 orders.csv", "date 08.11.2026"],
    ["2026_11_08.csv", "date 2026_11_08"],
    ["notes Nov 8 2026.md", "date Nov 8 2026"],
    ["8. November 2026.md", "date 8. November 2026"],
    ["plan-2026-W45.xlsx", "date 2026-W45"],
    ["plan KW45-2026.xlsx", "date KW45-2026"],
    ["Q4 2026.xlsx", "date Q4 2026"],
    ["Bericht März.docx", "month März"],
    ["Screenshot 2026-11-08 at 09.12.33.png", "date 2026-11-08, time 09.12.33"],
    ["paper (2).pdf", "copy (2)"],
    ["report final v2.docx", "version v2"],
    ["app-1.12.3.zip", "version 1.12.3"],
    ["IMG_0012.JPG", "number 0012"],
    ["build-9f3a2b1.log", "hash 9f3a2b1"],
    ["logs/2026/11/app.log", "date 2026/11"],
    ["clip.mp4", ""],
    ["maybe march.txt", "month march"],
    ["mayor.txt", ""],
    ["deck2.key", "number 2"],
  ])("%s", (path, expected) => {
    expect(
      cutName(path)
        .tokens.map(({ kind, value }) => `${kind} ${value}`)
        .join(", "),
    ).toBe(expected);
  });
});

describe("templates", () => {
  test("need three values", () => {
    expect(templatesOf("reading2.mp4", "reading3.mp4")).toEqual(["reading2.mp4", "reading3.mp4"]);
    expect(templatesOf("reading2.mp4", "reading3.mp4", "reading4.mp4")).toEqual(["reading{number}.mp4"]);
  });

  test("keep the parts that stay", () => {
    const days = ["2026-11-08", "2026-11-15", "2026-11-22"];

    expect(templatesOf(...days.map((day) => `2026/report v2 ${day}.pdf`))).toEqual([
      "2026/report v2 {date}.pdf",
    ]);
  });

  test("let a folder's month vary with the file's date", () => {
    expect(
      templatesOf("2026/10/a-2026-10-25.csv", "2026/11/a-2026-11-01.csv", "2026/11/a-2026-11-08.csv"),
    ).toEqual(["{date}/a-{date}.csv"]);
  });

  test("stay apart for each folder and each name", () => {
    const days = ["2026-11-08", "2026-11-15", "2026-11-22"];
    const paths = days.flatMap((day) => [`in/a-${day}.csv`, `out/a-${day}.csv`, `in/b-${day}.csv`]);

    expect(templatesOf(...paths).sort()).toEqual(["in/a-{date}.csv", "in/b-{date}.csv", "out/a-{date}.csv"]);
  });

  test("carry the values of each path", () => {
    const [first] = templatePaths(["a-1.txt", "a-2.txt", "a-3.txt"]);

    expect(first).toEqual({ template: "a-{number}.txt", values: ["1"] });
  });

  test("double the braces of a name", () => {
    expect(templatesOf("{date}.txt")).toEqual(["{{date}}.txt"]);
    expect(templateParts("{{date}}-{date}.txt")).toEqual([
      { kind: "text", text: "{date}-" },
      { kind: "variable", name: "date" },
      { kind: "text", text: ".txt" },
    ]);
    expect(templateGlob("{{a}}/{date}.txt")).toBe("{a}/*.txt");
  });

  test("match every path they were made from, whatever it holds", () => {
    const part = fc.constantFrom(
      "a",
      "2026-11-08",
      "v2",
      "(3)",
      " ",
      "-",
      "/x",
      "{",
      "}",
      "7",
      "nov 2026",
      ".*",
      "ä",
    );
    const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));

    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 12 }), (paths) => {
        templatePaths(paths).forEach(({ template }, index) => {
          expect(matchesTemplate(template, paths[index] ?? "")).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  test("do not depend on the order of the paths", () => {
    const paths = ["a-1.txt", "a-2.txt", "a-3.txt", "b 2026-11-08.md", "b 2026-11-09.md"];

    fc.assert(
      fc.property(fc.shuffledSubarray(paths, { minLength: paths.length }), (shuffled) => {
        expect(templatesOf(...shuffled).sort()).toEqual(templatesOf(...paths).sort());
      }),
    );
  });
});

describe("machines' files", () => {
  test.each([
    "app/node_modules/zod/index.js",
    "repo/.git/objects/ab/cd",
    "Docs/~$report.docx",
    "Docs/.~lock.report.odt#",
    "Downloads/big.iso.crdownload",
    ".DS_Store",
    "a/Thumbs.db",
    "notes.md~",
    "src/.main.py.swp",
    "/tmp/tmpab12",
    "x/__pycache__/m.pyc",
  ])("%s is one", (path) => {
    expect(isNoisePath(path)).toBe(true);
  });

  test.each([
    "Reports/build/plan.pdf",
    "Team/target.xlsx",
    "temp notes.txt",
    "git-guide.md",
    "Downloads/invoice.pdf",
  ])("%s is a person's", (path) => {
    expect(isNoisePath(path)).toBe(false);
  });
});
