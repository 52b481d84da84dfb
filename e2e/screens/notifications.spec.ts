import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { mailTo } from "../support/mail.ts";
import { aPerson, PASSWORD } from "../support/person.ts";
import { shoot } from "../support/shoot.ts";
import { fails, publishTelling, runTimes, tells } from "../support/told.ts";
import { runWorkflow, startNow } from "../support/workflow.ts";

test.use({ viewport: { width: 1440, height: 900 } });
test.setTimeout(600_000);

test("notifications, how they come, the link that stops them, runs that are run again", async ({ page }) => {
  const person = await aPerson("ada");
  await signInInBrowser(page, person.email, PASSWORD);
  await page.waitForURL(/\/(feed|welcome)/);
  await page.goto("/notifications");
  await expect(page.getByRole("heading", { name: "Nothing to tell yet" })).toBeVisible();
  await shoot(page, "notifications-first-use");

  const telling = await publishTelling(person, {
    name: "Weekly orders",
    steps: tells(
      "42 orders are in the books",
      "The sum of the week is 1 204.50.\nTwo were left for you to look at.",
    ),
  });
  await runTimes(person, telling, 1);
  const failing = await publishTelling(person, { name: "Invoices to the archive", steps: fails() });
  await runTimes(person, failing, 21);
  await expect(page.getByRole("link", { name: "Invoices to the archive was paused" })).toBeVisible();
  await page.getByRole("button", { name: /^Mark as read: 42 orders/ }).click();
  await expect(page.getByRole("button", { name: /^Mark as unread: 42 orders/ })).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 0));
  await shoot(page, "notifications", { whole: false });

  await page.goto("/settings/notifications");
  await expect(page.getByText("The next one comes")).toBeVisible();
  await shoot(page, "settings-notifications");

  await page.goto("/runs?status=failed");
  await page.getByRole("button", { name: /^Run these 2\d again$/ }).click();
  await shoot(page, "runs-again-question", { whole: false });
  await page.getByRole("button", { name: "Run again", exact: true }).click();
  await expect(page.getByText(/^2\d of 2\d started again\.$/)).toBeVisible();
  await shoot(page, "runs-again", { whole: false });

  await startNow(person);
  const { ListUnsubscribe } = await mailTo(person.email, /was paused/);
  await page.goto(ListUnsubscribe.Links[0] ?? "");
  await expect(page.getByRole("button", { name: "Stop them" })).toBeVisible();
  await shoot(page, "unsubscribe");

  await runWorkflow(person);
  await page.goto("/notifications");
  await expect(page.getByRole("link", { name: "Weekly orders asks you" })).toBeVisible();
  await startNow(person);
  const { Text } = await mailTo(person.email, /asks you/);
  await page.goto(/http\S+\/approve\S+/.exec(Text)?.[0] ?? "");
  await expect(page.getByText("Send 42 orders?")).toBeVisible();
  await shoot(page, "question-by-mail");
});
