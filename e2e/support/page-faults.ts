import { expect, type Page } from "@playwright/test";
import { axeFaults } from "./axe.ts";
import { coloursArrived } from "./colours-arrived.ts";
import { lostControls } from "./lost-controls.ts";

const DESKTOP = { width: 1280, height: 720 };
/** The narrowest phone we promise; and a window of 1280 by 720 at 200 %, which has this room. */
const NARROW = [
  { width: 360, height: 740 },
  { width: 640, height: 360 },
];

/**
 * What keeps somebody from using the open page: what axe calls serious or critical, in light and in dark, and controls
 * out of reach in a narrow window. Leaves the window as wide as a desktop, in light.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const found = await axeFaults(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await coloursArrived(page);
  // Dark changes colours alone, so only what looks at colours has anything new to say.
  found.push(...(await axeFaults(page, { rules: ["color-contrast"] })).map((fault) => `dark: ${fault}`));
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  for (const viewport of NARROW) {
    await page.setViewportSize(viewport);
    await expect(page.locator("h1").first()).toBeVisible();
    found.push(...(await lostControls(page)).map((fault) => `at ${viewport.width}: ${fault}`));
  }
  await page.setViewportSize(DESKTOP);
  return found;
}
