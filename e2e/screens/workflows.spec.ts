import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { PASSWORD } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";
import { shoot } from "../support/shoot.ts";
import { aDraftWithWays, runWorkflow } from "../support/workflow.ts";

test.use({ viewport: { width: 1440, height: 900 }, timezoneId: SEEDED_ZONE });
test.setTimeout(600_000);

test("workflows, the draft of a suggestion, versions, runs", async ({ page }) => {
  const person = await aPersonWithWeeks("ada");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.goto("/workflows");
  await expect(page.getByRole("heading", { name: "Nothing runs by itself yet" })).toBeVisible();
  await shoot(page, "workflows-first-use");
  await page.goto("/runs");
  await expect(page.getByRole("heading", { name: "Nothing has run yet" })).toBeVisible();
  await shoot(page, "runs-first-use");

  await page.goto("/feed");
  await page.getByRole("button", { name: "Make it a workflow" }).first().click();
  await expect(page.getByText("never published")).toBeVisible();
  await shoot(page, "workflow-draft");

  await page.goto(`/workflows/${await aDraftWithWays(person)}`);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Picture" }).click();
  await page.getByRole("button", { name: /^Step 4 of 9/ }).focus();
  await shoot(page, "workflow-picture", { whole: false });

  const { workflow, run } = await runWorkflow(person);
  await page.goto("/workflows");
  await expect(page.getByRole("article")).toHaveCount(3);
  await shoot(page, "workflows");
  await page.goto(`/workflows/${workflow}`);
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText("What would happen")).toBeVisible();
  await page.getByRole("dialog").getByText("Ask before sending").click();
  await shoot(page, "workflow-trial", { whole: false });
  await page.keyboard.press("Escape");
  await page.getByLabel("It starts").selectOption("webhook");
  await expect(page.getByRole("heading", { name: "Webhook" })).toBeVisible();
  await shoot(page, "workflow-webhook");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Look at version 1" }).click();
  await expect(page.getByRole("dialog", { name: "Version 1" })).toBeVisible();
  await shoot(page, "workflow-version", { whole: false });
  await page.goto("/runs");
  await expect(page.getByRole("article")).toHaveCount(1);
  await shoot(page, "runs");
  await page.goto(`/runs/${run}`);
  await expect(page.getByText("Send 42 orders?").first()).toBeVisible();
  await shoot(page, "run");
});
