import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { PASSWORD } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";
import { shoot } from "../support/shoot.ts";

test.use({ timezoneId: SEEDED_ZONE });
test.setTimeout(600_000);

test("timeline", async ({ page }) => {
  const person = await aPersonWithWeeks("ada");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  const rows = page.getByRole("list", { name: /events, the newest first/ }).getByRole("button");
  await page.goto("/timeline");
  await expect(rows.first()).toBeVisible();
  await shoot(page, "timeline", { whole: false });

  await page.getByRole("button", { name: /^Filters/ }).click();
  await page.getByRole("searchbox", { name: "Search events" }).fill("invoice");
  await expect(rows.first()).toContainText("invoice");
  await shoot(page, "timeline-search", { whole: false });

  await rows.first().click();
  await expect(page.getByRole("dialog")).toContainText(/counts this event|like its step/);
  await shoot(page, "timeline-event", { whole: false });

  await page.goto("/timeline?q=nothing+like+it");
  await expect(page.getByRole("heading", { name: "No event is like this" })).toBeVisible();
  await shoot(page, "timeline-none-like-it");
});
