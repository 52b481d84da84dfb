import { expect, test } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { plantedHistory } from "../support/history.ts";
import { anAddress } from "../support/person.ts";
import { shoot } from "../support/shoot.ts";

test.use({ timezoneId: "Atlantic/Reykjavik" });
test.setTimeout(600_000);

test("the first minutes: too little to go on, then the sample, then without a network", async ({
  page,
  context,
}) => {
  await signUpInBrowser(page, anAddress("ada"));
  await page.goto("/welcome");
  await shoot(page, "welcome");
  await page.getByRole("button", { name: "Import a log" }).click();
  await page.getByLabel("Choose a log file").setInputFiles({
    name: "two-weeks.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(plantedHistory(new Date())),
  });
  await page.getByRole("button", { name: /^Send \d+ events$/ }).click();
  await expect(page.getByRole("heading", { name: "No routine is sure enough yet" })).toBeVisible({
    timeout: 120_000,
  });
  await page.getByRole("button", { name: "Close the import" }).click();
  await shoot(page, "welcome-missing");

  await page.getByRole("button", { name: "Load sample weeks" }).click();
  await expect(page.getByText("Found in the sample weeks, not in your files")).toBeVisible({
    timeout: 120_000,
  });
  await shoot(page, "welcome-sample");
  await page.goto("/feed");
  await expect(page.getByRole("article").first()).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText(/^You are offline/)).toBeVisible();
  await shoot(page, "feed-offline");
});
