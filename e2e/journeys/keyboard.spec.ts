import { expect, test } from "@playwright/test";
import { pressOn, tabTo } from "../support/keyboard.ts";
import { PASSWORD } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";

test.use({ timezoneId: SEEDED_ZONE });

test("from signing in to pausing a source, everything is done with the keyboard alone", async ({ page }) => {
  const person = await aPersonWithWeeks("keyboard");
  const cards = page.getByRole("article");
  const places = page.getByRole("navigation", { name: "Places" });
  const heading = (name: string) => page.getByRole("heading", { name, level: 1 });

  await test.step("signing in", async () => {
    await page.goto("/sign-in");
    await tabTo(page, page.getByLabel("E-mail"));
    await page.keyboard.type(person.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(cards.first()).toBeVisible();
  });

  await test.step("the content is one key away, and evidence opens and closes", async () => {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
    await page.keyboard.press("Enter");
    const why = cards.first().getByRole("button", { name: "Why am I seeing this?" });
    await pressOn(page, why);
    const panel = page.getByRole("dialog", { name: "Why am I seeing this?" });
    await expect(panel).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect(why).toBeFocused();
  });

  const title = (await cards.first().getByRole("heading").textContent()) ?? "";
  const card = cards.filter({ hasText: title });
  await test.step("Not now, and what it means, chosen with the arrows", async () => {
    await pressOn(page, card.getByRole("button", { name: "Not now" }));
    const menu = page.getByRole("menu");
    await expect(menu).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    await expect(card.getByRole("button", { name: "Not now" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(menu).toBeVisible();
    await page.keyboard.press("End");
    await expect(page.getByRole("menuitem", { name: /Not worth it/ })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(card).toHaveCount(0);
  });

  await test.step("the dismissal is taken back", async () => {
    await tabTo(page, page.getByRole("tab", { name: /For you/ }));
    // One after the other: a press before the focus has moved is a press on the tab before.
    for (const name of [/Kept/, /Snoozed/, /Dismissed/]) {
      await page.keyboard.press("ArrowRight");
      await expect(page.getByRole("tab", { name })).toBeFocused();
    }
    await pressOn(page, card.getByRole("button", { name: "Undo" }));
    await expect(card).toHaveCount(0);
    await tabTo(page, page.getByRole("tab", { name: /Dismissed/ }));
    await page.keyboard.press("Home");
    await expect(card.getByRole("button", { name: "Keep it" })).toBeVisible();
  });

  await test.step("the timeline: an event and its patterns", async () => {
    await pressOn(page, places.getByRole("link", { name: "Timeline" }));
    await expect(heading("Timeline")).toBeVisible();
    const rows = page.getByRole("list", { name: /events, the newest first/ }).getByRole("button");
    await pressOn(page, rows);
    const panel = page.getByRole("dialog");
    // A panel listens to Escape once the focus is in it.
    await expect.poll(() => panel.evaluate((one) => one.contains(document.activeElement))).toBe(true);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
  });

  await test.step("a pattern and the marks of its pictures", async () => {
    await pressOn(page, places.getByRole("link", { name: "Patterns" }));
    await expect(heading("Patterns")).toBeVisible();
    await pressOn(page, cards.first().getByRole("link"));
    await expect(page).toHaveURL(/\/patterns\/[0-9a-f-]{36}$/);
    const marks = page.getByRole("group", { name: /^Week map/ }).getByRole("img");
    await tabTo(page, marks);
    const words = (await page.locator(":focus").getAttribute("aria-label")) ?? "no words";
    await expect(page.getByText(words, { exact: true })).toBeVisible();
  });

  await test.step("the palette leads to a place, where a source is paused and goes on", async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Search everything" })).toBeFocused();
    await page.keyboard.type("Sources");
    await expect(page.getByRole("option", { name: /^Sources/ }).first()).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(heading("Sources")).toBeVisible();
    await pressOn(page, page.getByRole("button", { name: "Pause Downloads and Reports" }));
    await pressOn(page, page.getByRole("button", { name: "Resume Downloads and Reports" }));
    await expect(page.getByRole("button", { name: "Pause Downloads and Reports" })).toBeVisible();
  });
});
