import { expect, test } from "@playwright/test";
import { shoot } from "../support/shoot.ts";

test.setTimeout(600_000);

test("the public pages, and the example taken apart", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText(/found by your own browser/)).toBeVisible({ timeout: 60_000 });
  await shoot(page, "landing");
  const days = page.getByRole("button", { name: /^Hide Mon / });
  for (const nth of [0, 1, 2, 3, 4]) await days.nth(nth).click();
  await expect(page.getByText("Floyo is silent about this now")).toBeVisible({ timeout: 60_000 });
  await shoot(page, "landing-silent");
  for (const name of ["docs", "pricing", "privacy"]) {
    await page.goto(`/${name}`);
    await shoot(page, name);
  }
});
