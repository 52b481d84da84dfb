import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { aPerson, PASSWORD } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";
import { shoot } from "../support/shoot.ts";

test.use({ timezoneId: SEEDED_ZONE });
test.setTimeout(600_000);

test("patterns", async ({ page, context }) => {
  const person = await aPersonWithWeeks("ada");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  await page.goto("/patterns");
  await expect(page.getByRole("article").first()).toBeVisible();
  await shoot(page, "patterns");

  for (const [name, text] of [
    ["pattern-flow", "orders-"],
    ["pattern-companions", "brief.docx"],
    ["pattern-rhythm", "studio-"],
  ] as const) {
    await page.goto(`/patterns?q=${encodeURIComponent(text)}`);
    await page.getByRole("article").first().getByRole("link").click();
    await expect(page.getByRole("region", { name: "Variants" })).toBeVisible();
    await page.mouse.move(0, 0);
    await shoot(page, name);
  }
  await page.getByRole("button", { name: "Stop looking at this" }).click();
  await expect(page.getByText("You stopped looking at this.")).toBeVisible();
  await shoot(page, "pattern-stopped");

  await page.goto("/patterns/00000000-0000-4000-8000-000000000000");
  await expect(page.getByRole("heading", { name: "There is no such pattern" })).toBeVisible();
  await shoot(page, "pattern-not-found");
  await page.goto("/patterns?q=nothing+like+it");
  await expect(page.getByRole("heading", { name: "No pattern is like this" })).toBeVisible();
  await shoot(page, "patterns-none-like-it");

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search everything" })).toBeFocused();
  await page.keyboard.type("orders");
  await expect(page.getByRole("group", { name: "Files" })).toBeVisible();
  await shoot(page, "palette", { whole: false });
  await page.keyboard.press("Escape");

  await context.route("**/rest/v1/**", (route) => route.abort());
  await page.getByRole("link", { name: "Feed", exact: false }).first().click();
  await page.getByRole("link", { name: "Timeline" }).first().click();
  await expect(page.getByText("The timeline could not be read")).toBeVisible({ timeout: 60_000 });
  await shoot(page, "timeline-error");
});

test("patterns of a new person", async ({ page }) => {
  const person = await aPerson("new");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  await page.goto("/patterns");
  await expect(page.getByRole("heading", { name: "No patterns yet" })).toBeVisible();
  await shoot(page, "patterns-first-use");
  await page.goto("/timeline");
  await expect(page.getByRole("heading", { name: "No events yet" })).toBeVisible();
  await shoot(page, "timeline-first-use");
});
