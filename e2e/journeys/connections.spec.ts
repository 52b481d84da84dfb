import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { aPerson, PASSWORD } from "../support/person.ts";

const SECRET = "canary-5c1e7f20";

test("a connection is tested, added, used in a draft, renamed and deleted, and its secret is never seen again", async ({
  page,
}) => {
  const person = await aPerson("connector");
  await signInInBrowser(page, person.email, PASSWORD);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto("/connections");

  await test.step("what is missing is said at its field; a test calls for real and says why it does not work", async () => {
    await page.getByRole("button", { name: "Add a connection" }).click();
    const panel = page.getByRole("dialog");
    await panel.getByRole("button", { name: /^HTTP/ }).click();
    await panel.getByRole("button", { name: "Test connection" }).click();
    await expect(panel.getByLabel("Address of the API")).toHaveAttribute("aria-invalid", "true");
    await panel.getByLabel("Name").fill("Books");
    await panel.getByLabel("Address of the API").fill("https://127.0.0.1/v1");
    await panel.getByLabel("Header").fill("X-Api-Key");
    await panel.getByLabel("Key", { exact: true }).fill(SECRET);
    await panel.getByRole("button", { name: "Test connection" }).click();
    await expect(panel.getByRole("alert")).toContainText("lies in a private network");
    await panel.getByRole("button", { name: "Add connection" }).click();
  });

  const card = page.getByRole("article", { name: "Books" });
  await test.step("it stands in the list with its state and the reason in plain words", async () => {
    await expect(card).toContainText("failing");
    await expect(card).toContainText("lies in a private network");
    await page.reload();
    await expect(card).toContainText("failing");
    expect(await page.content()).not.toContain(SECRET);
  });

  await test.step("a step that uses a service asks for what its action needs", async () => {
    await page.goto("/workflows");
    await page.getByRole("button", { name: "Make a workflow" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Mail it");
    await page.getByRole("button", { name: "Make it" }).click();
    await page.getByRole("button", { name: "Add the first step" }).click();
    await page.getByRole("menuitem", { name: /^Use a service/ }).click();
    await page.getByLabel("Service", { exact: true }).selectOption("resend");
    await expect(page.getByLabel("Connection", { exact: true })).toContainText("There is none yet");
    await page.getByLabel("From", { exact: true }).fill("ana");
    await page.getByLabel("To", { exact: true }).fill("{{ input.mail }}");
    await page.getByLabel("Subject", { exact: true }).fill("Hello");
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByText("Write an address as ana@example.com")).toBeVisible();
    await page.getByLabel("From", { exact: true }).fill("ana@example.com");
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByText("not saved")).toBeHidden();
  });

  await test.step("who comes back from a service with a state that is not theirs changes nothing", async () => {
    await page.goto(`/connections/callback?state=${"s".repeat(43)}&code=abc`);
    await expect(page.getByRole("main").getByRole("alert").first()).toContainText("This sign-in was over");
    await page.goto("/connections/callback?error=access_denied");
    await expect(page.getByRole("main").getByRole("alert").first()).toContainText("Nothing was changed");
  });

  await test.step("renamed and deleted", async () => {
    await page.goto("/connections");
    await card.getByRole("button", { name: "More for Books" }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Ledger");
    await page.getByRole("button", { name: "Rename" }).click();
    const renamed = page.getByRole("article", { name: "Ledger" });
    await renamed.getByRole("button", { name: "More for Ledger" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete connection" }).click();
    await expect(page.getByRole("heading", { name: "Nothing is connected yet" })).toBeVisible();
  });
});
