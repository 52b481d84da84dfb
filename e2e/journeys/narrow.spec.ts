import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { lostControls } from "../support/lost-controls.ts";
import { PASSWORD } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";

const PUBLIC = [
  "/",
  "/docs",
  "/pricing",
  "/privacy",
  "/look",
  "/sign-up",
  "/sign-in",
  "/reset",
  "/no-such-page",
];
const OWN = [
  "/feed",
  "/feed?tab=kept",
  "/patterns",
  "/timeline",
  "/welcome",
  "/sources",
  "/import",
  "/settings",
];

test.use({ timezoneId: SEEDED_ZONE });

test("on a phone of 360 pixels and at a zoom of 200 % every page keeps all its controls within reach", async ({
  page,
}) => {
  const person = await aPersonWithWeeks("narrow");
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of PUBLIC) await nothingIsLost(path);
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.goto("/patterns");
  const pattern = await page.getByRole("article").first().getByRole("link").getAttribute("href");
  for (const path of [...OWN, pattern ?? ""]) await nothingIsLost(path);

  async function nothingIsLost(path: string): Promise<void> {
    await page.goto(path);
    // A window of 1280 by 720 at 200 % has the room of one of 640 by 360.
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 640, height: 360 },
    ]) {
      await page.setViewportSize(viewport);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await lostControls(page), `${path} at ${viewport.width}`).toEqual([]);
    }
  }
});
