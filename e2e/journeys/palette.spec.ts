import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { axeFaults } from "../support/axe.ts";
import { PASSWORD } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";

test.use({ timezoneId: SEEDED_ZONE });

test("the palette goes to places, patterns and files by keyboard alone, and remembers", async ({ page }) => {
  const person = await aPersonWithWeeks("palette");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  const palette = page.getByRole("dialog", { name: "Search everything" });
  const options = palette.getByRole("option");

  await test.step("a place", async () => {
    await page.keyboard.press("Control+k");
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type("patt");
    await expect(options.filter({ hasText: "Patterns" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Patterns", level: 1 })).toBeVisible();
    await expect(palette).toBeHidden();
  });

  await test.step("a pattern", async () => {
    await page.keyboard.press("Control+k");
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type("studio friday");
    await expect(options.filter({ hasText: "every Friday" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("every Friday");
  });

  await test.step("a file, on the timeline", async () => {
    await page.keyboard.press("Control+k");
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type("client budget");
    const file = options.filter({ hasText: "budget.xlsx" }).last();
    await expect(file).toBeVisible();
    await page.keyboard.press("End");
    await expect(file).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/timeline\?q=Client%2Fbudget\.xlsx/);
  });

  await test.step("what was chosen is offered again; Escape closes; nothing is said to be nothing", async () => {
    await page.getByRole("button", { name: "Search Ctrl K" }).click();
    await expect(palette.getByRole("group", { name: "Recent" })).toContainText("budget.xlsx");
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.type("no such thing anywhere");
    await expect(palette.getByText("Nothing of yours is called")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
  });
});
