import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { axeFaults } from "../support/axe.ts";
import { eventId, sendEvents } from "../support/ingest.ts";
import { PASSWORD, type Person } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";

test.use({ timezoneId: SEEDED_ZONE });

test("the timeline holds every event, finds it, and shows what arrives", async ({ page }) => {
  const person = await aPersonWithWeeks("timeline");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  const list = page.getByRole("list", { name: /events, the newest first/ });
  const rows = list.getByRole("button");

  await test.step("only what is on screen exists, and the end is where the scrollbar says", async () => {
    await page.goto("/timeline");
    await expect(rows.first()).toBeVisible();
    const total = Number((await list.getAttribute("aria-label"))?.split(" ")[0]);
    expect(total).toBeGreaterThan(1000);
    expect(await rows.count()).toBeLessThan(80);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(rows.last()).toBeVisible();
    await expect(rows.last()).toContainText(await oldestName(person));
    await page.evaluate(() => window.scrollTo(0, 0));
  });

  await test.step("search and filters live in the address", async () => {
    await page.getByRole("searchbox", { name: "Search events" }).fill("studio- zip");
    await expect(page).toHaveURL(/q=studio-\+zip/);
    await expect(rows.first()).toContainText("studio-");
    await page.getByRole("button", { name: /^Filters/ }).click();
    await page.getByRole("combobox", { name: "What happened" }).selectOption("deleted");
    await expect(page.getByRole("heading", { name: "No event is like this" })).toBeVisible();
    await page.goBack();
    await expect(rows.first()).toContainText("studio-");
    await page.getByRole("combobox", { name: "How it is known" }).selectOption("inferred");
    await expect(page.getByRole("heading", { name: "No event is like this" })).toBeVisible();
    await page.getByRole("link", { name: "Show all events" }).click();
    await expect(rows.first()).toBeVisible();
  });

  await test.step("a date leads to its day", async () => {
    const day = new Date(Date.now() - 30 * 86_400_000);
    while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() - 1);
    const iso = day.toISOString().slice(0, 10);
    await page.getByLabel("Go to").fill(iso);
    await expect(page).toHaveURL(new RegExp(`at=${iso}`));
    await expect(list.locator(`time[datetime="${iso}"]`)).toBeInViewport();
  });

  await test.step("by keyboard alone: arrows walk, Enter opens, Escape gives the focus back", async () => {
    await page.goto("/timeline?q=invoice");
    await expect(rows.first()).toBeVisible();
    await rows.first().focus();
    await page.keyboard.press("ArrowDown");
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog");
    await expect(panel).toContainText("Downloads/invoice-");
    await expect(panel).toContainText(/counts this event|like its step/);
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect(rows.nth(1)).toBeFocused();
  });

  await test.step("what arrives is there without a reload, an inferred one marked as such", async () => {
    await page.goto("/timeline");
    await expect(rows.first()).toBeVisible();
    const at = new Date();
    await sendEvents(person.token, person.source, [
      {
        id: eventId(at),
        occurredAt: at.toISOString(),
        tz: SEEDED_ZONE,
        op: "created",
        path: "Inbox/just now.pdf",
        inferred: true,
      },
    ]);
    await expect(rows.first()).toContainText("just now.pdf", { timeout: 20_000 });
    await expect(rows.first()).toContainText("inferred");
  });
});

async function oldestName({ client }: Person): Promise<string> {
  const { data, error } = await client.from("events").select("path").order("occurred_at").limit(1).single();
  if (error) throw error;
  return (data.path as string).split("/").at(-1) ?? "";
}
