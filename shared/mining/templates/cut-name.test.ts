import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createNameCutter, fillSkeleton } from "./cut-name.ts";
import { isMark, kindOfMark } from "./marks.ts";

const cutName = createNameCutter();

/** The varying parts of a path in words: `date 2026-11-08, copy (2)`. */
function partsOf(path: string): string {
  const { skeleton, values } = cutName(path);
  const kinds = [...skeleton].map((character) => character.charCodeAt(0)).filter(isMark);
  return values.map((value, at) => `${kindOfMark(kinds[at] ?? 0)} ${value}`).join(", ");
}

describe("parts of a name that vary: dates", () => {
  test.each([
    ["orders-2026-11-08.csv", "date 2026-11-08"],
    ["orders_20261108.csv", "date 20261108"],
    ["orders20261108.csv", "date 20261108"],
    ["08112026 orders.csv", "date 08112026"],
    ["08.11.2026 orders.csv", "date 08.11.2026"],
    ["8.11.2026 orders.csv", "date 8.11.2026"],
    ["08.11.26 orders.csv", "date 08.11.26"],
    ["orders 08-11-26.csv", "date 08-11-26"],
    ["orders 26-11-08.csv", "date 26-11-08"],
    ["orders 11-28-2026.csv", "date 11-28-2026"],
    ["2026_11_08.csv", "date 2026_11_08"],
    ["2026-1-8.csv", "date 2026-1-8"],
    ["2026 11 08.csv", "date 2026 11 08"],
    ["notes Nov 8 2026.md", "date Nov 8 2026"],
    ["notes November 8th, 2026.md", "date November 8th, 2026"],
    ["notes Nov 8.md", "date Nov 8"],
    ["notes 8 Nov.md", "date 8 Nov"],
    ["8. November 2026.md", "date 8. November 2026"],
    ["8th of November 2026.md", "date 8th of November 2026"],
    ["15Nov26.md", "date 15Nov26"],
    ["Nov26.xlsx", "date Nov26"],
    ["Nov '26.xlsx", "date Nov '26"],
    ["relevé 8 août 2026.pdf", "date 8 août 2026"],
    ["relevé 1er février 2026.pdf", "date 1er février 2026"],
    ["informe 8 de noviembre de 2026.pdf", "date 8 de noviembre de 2026"],
    ["estratto ott 2026.pdf", "date ott 2026"],
    ["relatório março 2026.pdf", "date março 2026"],
    ["verslag 8 mrt 2026.pdf", "date 8 mrt 2026"],
    ["2026-November.pdf", "date 2026-November"],
    ["2026 Nov 8.pdf", "date 2026 Nov 8"],
    ["2026-11.csv", "date 2026-11"],
    ["11-2026.csv", "date 11-2026"],
    ["202611.csv", "date 202611"],
    ["plan-2026-W45.xlsx", "date 2026-W45"],
    ["plan 2026KW45.xlsx", "date 2026KW45"],
    ["plan KW45-2026.xlsx", "date KW45-2026"],
    ["plan KW 45.xlsx", "date KW 45"],
    ["plan W45.xlsx", "date W45"],
    ["plan week 45 2026.xlsx", "date week 45 2026"],
    ["Q4 2026.xlsx", "date Q4 2026"],
    ["2026-Q4.xlsx", "date 2026-Q4"],
    ["Q42026.xlsx", "date Q42026"],
    ["Q4.xlsx", "date Q4"],
    ["H1 2026.xlsx", "date H1 2026"],
    ["FY26.xlsx", "date FY26"],
    ["FY2026-27 Q3.xlsx", "date FY2026-27 Q3"],
    ["Q3 FY26.xlsx", "date Q3 FY26"],
    ["budget 2026-27.xlsx", "date 2026-27"],
    ["budget 2026-2027.xlsx", "date 2026-2027"],
    ["logs/2026/11/app.log", "date 2026/11"],
    ["logs/2026/11/08/app.log", "date 2026/11/08"],
    ["logs/2026/November/app.log", "date 2026/November"],
  ])("%s", (path, parts) => expect(partsOf(path)).toBe(parts));
});

describe("parts of a name that vary: everything else", () => {
  test.each([
    ["Bericht März.docx", "month März"],
    ["Bericht Ma\u0308rz.docx", "month Ma\u0308rz"],
    ["maybe march.txt", "month march"],
    ["Screenshot 2026-11-08 at 09.12.33.png", "date 2026-11-08, time 09.12.33"],
    ["Screenshot 2026-11-08 at 9.12.33\u202fPM.png", "date 2026-11-08, time 9.12.33\u202fPM"],
    ["2026-11-08T14:30:05.123Z.json", "date 2026-11-08, time 14:30:05.123Z"],
    ["20261108T143000Z.json", "date 20261108, time 143000Z"],
    ["20261108-1430.json", "date 20261108, time 1430"],
    ["20261108143000.json", "date 20261108, time 143000"],
    ["2026-11-08_14-30.json", "date 2026-11-08, time 14-30"],
    ["call 14h30.m4a", "time 14h30"],
    ["call 14-30-05.m4a", "time 14-30-05"],
    ["dump-1763000000.sql", "timestamp 1763000000"],
    ["dump-1763000000123.sql", "timestamp 1763000000123"],
    ["IMG_0012.JPG", "number 0012"],
    ["deck2.key", "number 2"],
    ["report 2026.xlsx", "number 2026"],
    ["week 3.md", "number 3"],
    ["app-1.12.3.zip", "version 1.12.3"],
    ["report v2.docx", "version v2"],
    ["report v2.1.docx", "version v2.1"],
    ["report version 3.docx", "version version 3"],
    ["report rev2.docx", "version rev2"],
    ["report final.docx", "version final"],
    ["report final v2.docx", "version final v2"],
    ["report_final_final.docx", "version final_final"],
    ["paper (2).pdf", "copy (2)"],
    ["paper - Copy.pdf", "copy - Copy"],
    ["paper - Copy (2).pdf", "copy - Copy (2)"],
    ["paper copy 2.pdf", "copy copy 2"],
    ["paper - Kopie.pdf", "copy - Kopie"],
    ["paper (Kopie 2).pdf", "copy (Kopie 2)"],
    ["paper - cópia.pdf", "copy - cópia"],
    ["Copy of paper.pdf", "copy Copy of"],
    ["build-9f3a2b1.log", "hash 9f3a2b1"],
    ["550e8400-e29b-41d4-a716-446655440000.log", "hash 550e8400-e29b-41d4-a716-446655440000"],
    ["aBcD1234eFgH5678iJ.bin", "hash aBcD1234eFgH5678iJ"],
    ["~R3pOrtsR3pOrtsR3pOrts1/{date:2026-11-08}~oRdErsoRdErsoRdErsoRdE.csv", "date {date:2026-11-08}"],
    ["~2026-11-08-abcdef-1234/{number:0042}.csv", "number {number:0042}"],
  ])("%s", (path, parts) => expect(partsOf(path)).toBe(parts));
});

describe("names in which nothing varies", () => {
  test.each([
    "clip.mp4",
    "mayor.txt",
    "marching band.mp3",
    "Set list.txt",
    "final.docx",
    "final cut notes.docx",
    "copyright.txt",
    "copy.txt",
    "carbon copy machine.txt",
    "decade.txt",
    "defaced.txt",
    "question.txt",
    "{date}.txt",
    "{date:}.txt",
    "a{b}c.txt",
    "paper (draft).pdf",
    "",
    "/",
    "a//b",
  ])("%s", (path) => expect(partsOf(path)).toBe(""));
});

describe("cutting", () => {
  const piece = fc.constantFrom(
    ..."a|B|é|2026-11-08|2026|11|8|v2|(3)|copy|Kopie|final|nov|März|{|}|{date:1}|~|/|.|-|_| |,|9f3a2b1|Q4|KW".split(
      "|",
    ),
    "\u0001",
    "\u000f",
    "\n",
    "\ud800",
    "__proto__",
    ".*+?^$",
  );
  const path = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "binary" }),
  );

  test("can be undone", () => {
    fc.assert(
      fc.property(path, (path) => {
        const { skeleton, values } = cutName(path);
        expect(fillSkeleton(skeleton, values)).toBe(path);
      }),
      { numRuns: 3000 },
    );
  });

  test("gives the same whether a folder was seen before or not", () => {
    fc.assert(
      fc.property(path, (path) => {
        expect(createNameCutter()(path)).toEqual(cutName(path));
      }),
    );
  });

  test("marks each value and nothing else", () => {
    fc.assert(
      fc.property(path, (path) => {
        const { skeleton, values } = cutName(path);
        expect([...skeleton].filter((character) => isMark(character.charCodeAt(0)))).toHaveLength(
          values.length,
        );
      }),
    );
  });

  test.each(["1-", "2026-", "(", "nov ", "final_", "{", "~", "a1", "copy ", "1.", "\u0001", "11/"])(
    "is linear in a path of 200 000 characters made of %j",
    (part) => {
      const path = part.repeat(200_000 / part.length);

      const { skeleton, values } = cutName(path);

      expect(fillSkeleton(skeleton, values)).toBe(path);
    },
    60_000,
  );
});
