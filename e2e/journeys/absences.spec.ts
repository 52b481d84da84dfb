import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { axeFaults } from "../support/axe.ts";
import { aSource, sendEvents } from "../support/ingest.ts";
import { aMonthWithoutItsEnd } from "../support/missed-backup.ts";
import { aPerson, PASSWORD } from "../support/person.ts";
import { mined } from "../support/seeded.ts";

test("a routine that was due and did not come is told in the feed and on its page", async ({ page }) => {
  const person = await aPerson("absent");
  await sendEvents(person.token, await aSource(person), aMonthWithoutItsEnd());
  await mined(person);
  await signInInBrowser(page, person.email, PASSWORD);

  const missed = page.getByRole("region", { name: "Has not come" });
  await expect(missed).toContainText(/expected \w{3} \d+ \w{3} \d\d:\d\d, has not come, 2 times in a row/);
  expect(await axeFaults(page, { within: "#missed" })).toEqual([]);

  await missed.getByRole("link").click();
  await expect(page.getByRole("region", { name: "Missed lately" })).toContainText(
    /Nothing arrived by \d\d:\d\d on/,
  );
  await expect(page.getByRole("region", { name: "Missed lately" })).toContainText("the second time in a row");
});
