import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { anAddress } from "../support/person.ts";

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
  "/welcome",
  "/feed",
  "/feed?tab=dismissed",
  "/patterns",
  "/timeline",
  "/sources",
  "/import",
  "/settings",
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds nothing serious on the pages that everybody may see", async ({ page }) => {
      for (const path of PUBLIC) expect(await violations(page, path), path).toEqual([]);
    });

    test("axe finds nothing serious on a person's own pages", async ({ page }) => {
      await signUpInBrowser(page, anAddress("reader"));

      for (const path of OWN) expect(await violations(page, path), path).toEqual([]);
    });
  });
}

async function violations(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}
