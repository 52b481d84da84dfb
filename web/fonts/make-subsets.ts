// Makes the fonts that a page loads first: Geist's letters of western Europe, the few signs that our own words use, and the
// weights between 400 and 700. All else stays in the whole font, which a browser fetches when a name needs it.
// After a new version of geist: `node scripts/node24.mjs web/fonts/make-subsets.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

/** As `unicode-range` in fonts.ts says it. */
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x131, 0x131],
  [0x152, 0x153],
  [0x2c6, 0x2c6],
  [0x2da, 0x2da],
  [0x2dc, 0x2dc],
  [0x2000, 0x206f],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2199],
  [0x2212, 0x2212],
  [0x2248, 0x2248],
  [0x2260, 0x2265],
  [0x2318, 0x2318],
] as const;
const FILES = [
  ["geist-sans/Geist-Variable", "geist-sans"],
  ["geist-mono/GeistMono-Variable", "geist-mono"],
] as const;

const folder = dirname(fileURLToPath(import.meta.url));
const whole = join(folder, "../../node_modules/geist/dist/fonts");
const text = RANGES.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
).join("");
for (const [from, to] of FILES) {
  const font = readFileSync(join(whole, `${from}.woff2`));
  const subset = await subsetFont(font, text, {
    targetFormat: "woff2",
    variationAxes: { wght: { min: 400, max: 700 } },
  });
  writeFileSync(join(folder, `${to}.woff2`), subset);
  console.log(`${to}: ${font.length} bytes, first ${subset.length}`);
}
