import { expect, type Page, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { aPerson, PASSWORD } from "../support/person.ts";
import { shoot } from "../support/shoot.ts";

test.use({ viewport: { width: 1440, height: 900 } });
test.setTimeout(300_000);

test("connections, the services, a form, and a step that uses one", async ({ page }) => {
  const person = await aPerson("connecting");
  await signInInBrowser(page, person.email, PASSWORD);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto("/connections");
  await expect(page.getByRole("heading", { name: "Nothing is connected yet" })).toBeVisible();
  await shoot(page, "connections-first-use");

  const panel = page.getByRole("dialog");
  await choose(page, /^Google Drive/);
  await shoot(page, "connection-drive", { whole: false });
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Add a connection" }).click();
  await expect(panel.getByRole("button", { name: /^Slack/ })).toBeVisible();
  await shoot(page, "connection-services", { whole: false });
  await panel.getByRole("button", { name: /^HTTP/ }).click();
  await panel.getByLabel("Name").fill("Books");
  await panel.getByLabel("Address of the API").fill("https://127.0.0.1/v1");
  await panel.getByLabel("Header").fill("X-Api-Key");
  await panel.getByLabel("Key", { exact: true }).fill("of no use");
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByRole("alert")).toBeVisible();
  await shoot(page, "connection-tested", { whole: false });
  await panel.getByRole("button", { name: "Add connection" }).click();
  await expect(page.getByRole("article", { name: "Books" })).toContainText("failing");
  await shoot(page, "connections");

  await page.goto("/workflows");
  await page.getByRole("button", { name: "Make a workflow" }).click();
  await panel.getByLabel("Name").fill("Orders to the drive");
  await page.getByRole("button", { name: "Make it" }).click();
  await page.getByRole("button", { name: "Add the first step" }).click();
  await page.getByRole("menuitem", { name: /^Use a service/ }).click();
  await page.getByLabel("Service", { exact: true }).selectOption("google-drive");
  await expect(page.getByLabel("Folder", { exact: true })).toBeVisible();
  await shoot(page, "workflow-service");
});

async function choose(page: Page, service: RegExp): Promise<void> {
  await page.getByRole("button", { name: "Add a connection" }).click();
  await page.getByRole("dialog").getByRole("button", { name: service }).click();
}
