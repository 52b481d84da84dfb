import { expect } from "@playwright/test";
import { signInInBrowser, signUpInBrowser } from "../support/account.ts";
import { aSource, sendEvents } from "../support/ingest.ts";
import { aMonthWithoutItsEnd } from "../support/missed-backup.ts";
import { anAddress, aPerson, PASSWORD } from "../support/person.ts";
import { mined } from "../support/seeded.ts";
import { shoot } from "../support/shoot.ts";
import { writeFile } from "../support/watched-folder.ts";
import { FOLDER, startWatching, test } from "../support/watching.ts";

test.use({ viewport: { width: 1440, height: 900 } });
test.setTimeout(600_000);

test("signing out where a folder is watched and an event waits", async ({ page }) => {
  await page.clock.install({ time: new Date(Date.now() + 3_600_000) });
  await signUpInBrowser(page, anAddress("ada"));
  await startWatching(page);
  await writeFile(page, `${FOLDER}/Drafts/autumn letter.md`, "1");
  await expect(page.locator("#folders").getByText("1 wait")).toBeVisible({ timeout: 30_000 });
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("dialog")).toContainText("1 event was not sent yet");
  await shoot(page, "sign-out-unsent", { whole: false });
});

test("a routine that has not come", async ({ page }) => {
  const person = await aPerson("ada");
  await sendEvents(person.token, await aSource(person, "Studio"), aMonthWithoutItsEnd());
  await mined(person);
  await signInInBrowser(page, person.email, PASSWORD);
  const missed = page.getByRole("region", { name: "Has not come" });
  await expect(missed).toBeVisible();
  await shoot(page, "feed-missed");
  await missed.getByRole("link").click();
  await expect(page.getByRole("region", { name: "Missed lately" })).toBeVisible();
  await shoot(page, "pattern-missed");
});
