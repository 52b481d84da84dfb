// Makes the fonts that a page loads first, with the letters of English and the few signs that our own words use, and those
// with the other letters of western Europe. All else stays in the whole font, which a browser fetches when a name needs it.
// After a new version of geist: `node scripts/node24.mjs web/fonts/make-subsets.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

type Ranges = readonly (readonly [first: number, last: number])[];

/** As `unicode-range` in fonts.ts says them. */
const FIRST: Ranges = [
  [0x20, 0x7e],
  [0xa0, 0xa0],
  [0xb7, 0xb7],
  [0xd7, 0xd7],
  [0x2013, 0x2014],
  [0x2018, 0x2019],
  [0x201c, 0x201d],
  [0x2026, 0x2026],
  [0x2192, 0x2192],
  [0x2212, 0x2212],
  [0x2248, 0x2248],
  [0x2264, 0x2265],
  [0x2318, 0x2318],
];
const LATIN: Ranges = [
  [0xa1, 0xb6],
  [0xb8, 0xd6],
  [0xd8, 0xff],
  [0x131, 0x131],
  [0x152, 0x153],
  [0x2c6, 0x2c6],
  [0x2da, 0x2da],
  [0x2dc, 0x2dc],
  [0x2000, 0x2012],
  [0x2015, 0x2017],
  [0x201a, 0x201b],
  [0x201e, 0x2025],
  [0x2027, 0x206f],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2191],
  [0x2193, 0x2199],
  [0x2260, 0x2263],
];
/** Weights of the axis; our own words are never bold in mono. */
const FILES = [
  { from: "geist-sans/Geist-Variable", to: "geist-sans", ranges: FIRST, wght: { min: 400, max: 700 } },
  { from: "geist-sans/Geist-Variable", to: "geist-sans-latin", ranges: LATIN, wght: { min: 400, max: 700 } },
  { from: "geist-mono/GeistMono-Variable", to: "geist-mono", ranges: FIRST, wght: 400 },
  { from: "geist-mono/GeistMono-Variable", to: "geist-mono-latin", ranges: LATIN, wght: 400 },
] as const;

const folder = dirname(fileURLToPath(import.meta.url));
const whole = join(folder, "../../node_modules/geist/dist/fonts");
for (const { from, to, ranges, wght } of FILES) {
  const text = ranges
    .flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
    )
    .join("");
  const font = readFileSync(join(whole, `${from}.woff2`));
  const subset = await subsetFont(font, text, { targetFormat: "woff2", variationAxes: { wght } });
  writeFileSync(join(folder, `${to}.woff2`), subset);
  console.log(`${to}: ${font.length} bytes, of them ${subset.length}`);
}
