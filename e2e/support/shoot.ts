import { mkdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { coloursArrived } from "./colours-arrived.ts";

const FOLDER = "docs/screens";
const SIZES = [
  { name: "1440", width: 1440, height: 900 },
  { name: "390", width: 390, height: 844 },
] as const;
const MAX_HEIGHT = 3_000;
const THEMES = ["light", "dark"] as const;

/**
 * One picture per theme and width; the window grows to the content, so that bars at its edges stay at its edges. A list
 * without end is taken as one screen of it (`whole: false`).
 */
export async function shoot(page: Page, name: string, { whole = true } = {}): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const { name: size, width, height } of SIZES) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => document.fonts.ready);
      if (whole) {
        const content = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height: Math.min(Math.max(content, height), MAX_HEIGHT) });
      }
      await coloursArrived(page);
      await page.screenshot({ path: `${FOLDER}/${name}-${theme}-${size}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}
