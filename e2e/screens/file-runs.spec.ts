import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { publishFileWorkflow, tellOfOrders } from "../support/file-workflow.ts";
import { aPerson, PASSWORD } from "../support/person.ts";
import { shoot } from "../support/shoot.ts";

test.use({ viewport: { width: 1440, height: 900 } });
test.setTimeout(600_000);

test("a workflow that files start, what it may hear of, a run that waits for its file, a burst that is held", async ({
  page,
}) => {
  const person = await aPerson("ada");
  const workflow = await publishFileWorkflow(person);
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  await page.goto(`/workflows/${workflow}`);
  await expect(page.getByRole("region", { name: "Your files" })).toContainText("Floyo takes copies");
  await shoot(page, "workflow-of-files");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("From now on your files");
  await shoot(page, "workflow-publish-files", { whole: false });
  await page.keyboard.press("Escape");

  const waiting = await tellOfOrders(person, ["2026-11-30"], "waiting");
  await page.goto(`/runs/${waiting}`);
  await expect(page.getByText("waits for its file").first()).toBeVisible();
  await shoot(page, "run-waits-for-file");
  const held = await tellOfOrders(person, ["2026-12-01", "2026-12-02", "2026-12-03"], "held");
  await page.goto(`/runs/${held}`);
  await expect(page.getByRole("button", { name: "Start them" })).toBeVisible();
  await shoot(page, "run-held");
  await page.goto("/settings/privacy");
  await expect(page.getByRole("link", { name: "Orders to the books" })).toBeVisible();
  await shoot(page, "privacy-allowed");
});
