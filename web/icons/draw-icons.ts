// Draws the app's icons from its mark: `node scripts/node24.mjs web/icons/draw-icons.ts` writes web/public/icon-*.png.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findBrowser } from "../../scripts/browser.ts";

const MARK =
  '<path d="M8 21.5c7.5 0 6.2-11.5 13.5-11.5H25" fill="none" stroke="#fffefc" stroke-width="2.6" stroke-linecap="round"/>' +
  '<circle cx="8" cy="21.5" r="3" fill="#fffefc"/>' +
  '<path d="M17.5 21.5H24" stroke="#2dd4bf" stroke-width="2.6" stroke-linecap="round"/>';

/** `maskable` fills the square and keeps the mark in the inner four fifths, which every launcher shows. */
const ICONS = [
  { name: "icon-192", size: 192, shape: "rounded" },
  { name: "icon-512", size: 512, shape: "rounded" },
  { name: "icon-maskable-512", size: 512, shape: "maskable" },
  { name: "apple-touch-icon", size: 180, shape: "full" },
] as const;

const browser = await findBrowser();
const chrome = await chromium.launch({
  executablePath: browser.executablePath,
  args: browser.args,
  env: { ...process.env, ...browser.env } as Record<string, string>,
});
try {
  for (const { name, size, shape } of ICONS) {
    const page = await chrome.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html,body{margin:0;background:transparent}svg{display:block}</style>${svg(shape, size)}`,
    );
    await writeFile(
      join(import.meta.dirname, "..", "public", `${name}.png`),
      await page.screenshot({ omitBackground: true }),
    );
    await page.close();
  }
} finally {
  await chrome.close();
}

function svg(shape: (typeof ICONS)[number]["shape"], size: number): string {
  const corner = shape === "rounded" ? 8 : 0;
  const scale = shape === "maskable" ? 0.8 : 1;
  const inset = (32 * (1 - scale)) / 2;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 32 32">` +
    `<rect width="32" height="32" rx="${corner}" fill="#0f766e"/>` +
    `<g transform="translate(${inset} ${inset}) scale(${scale})">${MARK}</g></svg>`
  );
}
