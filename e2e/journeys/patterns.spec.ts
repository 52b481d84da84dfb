import { expect, test } from "@playwright/test";
import type { SupabaseClient } from "@supabase/supabase-js";
import { signInInBrowser } from "../support/account.ts";
import { axeFaults } from "../support/axe.ts";
import { eventId, sendEvents } from "../support/ingest.ts";
import { PASSWORD } from "../support/person.ts";
import { aPersonWithWeeks, mined, SEEDED_ZONE } from "../support/seeded.ts";

test.use({ timezoneId: SEEDED_ZONE });

test("patterns are found, explained, put away and looked at again", async ({ page }) => {
  const person = await aPersonWithWeeks("patterns");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  const backup = page.getByRole("article").filter({ hasText: "studio-" });

  await test.step("the list is searched and kept in the address", async () => {
    await page.goto("/patterns");
    await expect(backup).toBeVisible();
    await page.getByRole("tab", { name: /Rhythms/ }).click();
    await expect(page).toHaveURL(/kind=rhythm/);
    await page.getByRole("searchbox", { name: "Search patterns" }).fill("studio");
    await expect(page).toHaveURL(/q=studio/);
    await page.reload();
    await expect(page.getByRole("article")).toHaveCount(1);
    await page.getByRole("searchbox", { name: "Search patterns" }).fill("nothing like it");
    await expect(page.getByRole("heading", { name: "No pattern is like this" })).toBeVisible();
    await page.getByRole("link", { name: "Show all" }).click();
    await expect(backup).toBeVisible();
  });

  await test.step("its page says when it happens, in words and in pictures that the keyboard reaches", async () => {
    await backup.getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("every Friday");
    await expect(page.getByText(/of the last \d+ Fridays, about 17:0\d/)).toBeVisible();
    const week = page.getByRole("group", { name: /^Week map of .* hours of Atlantic\/Reykjavik/ });
    await week.getByRole("img").first().focus();
    await expect(page.getByText(/^Fri 17–18 h: \d+ times$/)).toBeVisible();
    await expect(page.getByRole("group", { name: /^Calendar, .* days seen/ })).toBeVisible();
    await page.getByRole("button", { name: /What “By chance” means/ }).click();
    await expect(page.getByText(/lift, is days seen over days expected/)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: "Variants" })).toContainText("zip");
    expect(await axeFaults(page)).toEqual([]);
  });

  await test.step("an occurrence opens on the timeline at its moment", async () => {
    const address = page.url();
    await page.getByRole("region", { name: "Evidence" }).getByRole("link").first().click();
    await expect(page).toHaveURL(/\/timeline\?at=.*event=/);
    const panel = page.getByRole("dialog");
    await expect(panel).toContainText("studio-");
    await expect(panel).toContainText("counts this event");
    await page.goto(address);
  });

  await test.step("what is stopped leaves the feed, also when it is mined again, and comes back with one click", async () => {
    await page.getByRole("button", { name: "Stop looking at this" }).click();
    await expect(page.getByText("You stopped looking at this.")).toBeVisible();
    await expect.poll(() => openTitles(person.client)).not.toContain("studio-");
    const at = new Date(Date.now() - 60_000);
    const before = await mined(person);
    await sendEvents(person.token, person.source, [
      {
        id: eventId(at),
        occurredAt: at.toISOString(),
        tz: SEEDED_ZONE,
        op: "modified",
        path: "Notes/more.md",
      },
    ]);
    await mined(person, before);
    expect(await openTitles(person.client)).not.toContain("studio-");
    await page.reload();
    await page.getByRole("button", { name: "Look at it again" }).click();
    await expect(page.getByRole("button", { name: "Stop looking at this" })).toBeVisible();
    await expect.poll(() => openTitles(person.client)).toContain("studio-");
  });

  await test.step("an address that leads nowhere says so", async () => {
    await page.goto("/patterns/00000000-0000-4000-8000-000000000000");
    await expect(page.getByRole("heading", { name: "There is no such pattern" })).toBeVisible();
    await page.goto("/patterns/not-an-id");
    await expect(page.getByRole("heading", { name: "There is no such pattern" })).toBeVisible();
  });
});

async function openTitles(client: SupabaseClient): Promise<string> {
  const { data, error } = await client.from("suggestions").select("title").eq("status", "open");
  if (error) throw error;
  return data.map(({ title }) => title as string).join("\n");
}
