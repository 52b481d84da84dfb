import localFont from "next/font/local";

// Next reads these calls without running them: every value has to be written out. The ranges are those of make-subsets.ts.
const sans = localFont({
  src: "./geist-sans.woff2",
  variable: "--font-geist-sans",
  weight: "400 700",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+20-7E, U+A0, U+B7, U+D7, U+2013-2014, U+2018-2019, U+201C-201D, U+2026, U+2192, U+2212, U+2248, U+2264-2265, U+2318",
    },
  ],
});
const mono = localFont({
  src: "./geist-mono.woff2",
  variable: "--font-geist-mono",
  weight: "400",
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+20-7E, U+A0, U+B7, U+D7, U+2013-2014, U+2018-2019, U+201C-201D, U+2026, U+2192, U+2212, U+2248, U+2264-2265, U+2318",
    },
  ],
});
// Fetched by a browser that meets a letter which the first ones lack.
const latinSans = localFont({
  src: "./geist-sans-latin.woff2",
  variable: "--font-geist-sans-latin",
  weight: "400 700",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+A1-B6, U+B8-D6, U+D8-FF, U+131, U+152-153, U+2C6, U+2DA, U+2DC, U+2000-2012, U+2015-2017, U+201A-201B, U+201E-2025, U+2027-206F, U+20AC, U+2122, U+2190-2191, U+2193-2199, U+2260-2263",
    },
  ],
});
const latinMono = localFont({
  src: "./geist-mono-latin.woff2",
  variable: "--font-geist-mono-latin",
  weight: "400",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+A1-B6, U+B8-D6, U+D8-FF, U+131, U+152-153, U+2C6, U+2DA, U+2DC, U+2000-2012, U+2015-2017, U+201A-201B, U+201E-2025, U+2027-206F, U+20AC, U+2122, U+2190-2191, U+2193-2199, U+2260-2263",
    },
  ],
});
// The same for the letters that those lack; the ranges are the rest.
const wholeSans = localFont({
  src: "../../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  variable: "--font-geist-sans-whole",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+100-130, U+132-151, U+154-2C5, U+2C7-2D9, U+2DB, U+2DD-1FFF, U+2070-20AB, U+20AD-2121, U+2123-218F, U+219A-2211, U+2213-2247, U+2249-225F, U+2266-2317, U+2319-2BFF",
    },
  ],
});
const wholeMono = localFont({
  src: "../../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono-whole",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+100-130, U+132-151, U+154-2C5, U+2C7-2D9, U+2DB, U+2DD-1FFF, U+2070-20AB, U+20AD-2121, U+2123-218F, U+219A-2211, U+2213-2247, U+2249-225F, U+2266-2317, U+2319-2BFF",
    },
  ],
});

/** Classes that name the fonts for globals.css. */
export const FONT_CLASSES = [sans, mono, latinSans, latinMono, wholeSans, wholeMono]
  .map(({ variable }) => variable)
  .join(" ");
