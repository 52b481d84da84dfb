import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { aPerson, PASSWORD } from "../support/person.ts";
import { aPrivateWorkflow } from "../support/shared-workflow.ts";
import { shoot } from "../support/shoot.ts";

test.use({ viewport: { width: 1440, height: 900 } });
test.setTimeout(300_000);

test("templates, the draft of one, a version that is shared, and what its link shows", async ({
  page,
  browser,
}) => {
  const person = await aPerson("ada");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  await page.goto("/workflows/templates");
  await expect(page.getByRole("article").first()).toBeVisible();
  await shoot(page, "templates");
  await page.getByRole("button", { name: "Use “Clean an export and put it into Drive”" }).click();
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByText("still to be filled in")).toBeVisible();
  await shoot(page, "template-draft");

  await page.goto(`/workflows/${await aPrivateWorkflow(person)}`);
  await page.getByRole("button", { name: "Share v1" }).click();
  await expect(page.getByRole("list", { name: "Steps" }).last()).toContainText("Slack");
  await shoot(page, "workflow-share", { whole: false });
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(link);
  await expect(visitor.getByRole("heading", { name: "What it does" })).toBeVisible();
  await shoot(visitor, "shared-workflow");
  await visitor.goto("/shared/none");
  await shoot(visitor, "shared-workflow-gone");
  await visitor.context().close();
});
