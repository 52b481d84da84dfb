import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { aPerson, PASSWORD } from "../support/person.ts";
import { aPrivateWorkflow, PRIVATE_PARTS } from "../support/shared-workflow.ts";

test("a template becomes a draft whose gaps are marked; a shared version is seen without what is private, used by another and gone when revoked", async ({
  page,
  browser,
}) => {
  const ana = await aPerson("sharer");
  await signInInBrowser(page, ana.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();

  await test.step("found by a search and chosen by keyboard, it opens with what is missing marked", async () => {
    await page.goto("/workflows");
    await page.getByRole("link", { name: "Start from a template" }).click();
    await page.getByRole("searchbox", { name: "Search templates" }).fill("fax");
    await expect(page.getByRole("heading", { name: "No template fits" })).toBeVisible();
    await page.getByRole("searchbox", { name: "Search templates" }).fill("github slack issue");
    await expect(page.getByRole("article")).toHaveCount(1);
    await page.getByRole("button", { name: "Use “Turn a report into an issue”" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "New workflow" });
    await expect(dialog.getByLabel("Name")).toHaveValue("Turn a report into an issue");
    await dialog.getByLabel("Name").press("Enter");
    await expect(page.getByRole("heading", { name: "Turn a report into an issue", level: 1 })).toBeVisible();
    await expect(page.getByText("4 things are still to be filled in")).toBeVisible();
  });

  const link = await test.step("the link is made of a copy that is looked at first", async () => {
    await page.goto(`/workflows/${await aPrivateWorkflow(ana)}`);
    await page.getByRole("button", { name: "Share v1" }).click();
    const panel = page.getByRole("dialog", { name: "Share v1" });
    await expect(panel).toContainText("Send {{ trigger.name }} to …?");
    expect(await panel.textContent()).not.toMatch(PRIVATE_PARTS);
    await panel.getByRole("button", { name: "Make the link" }).click();
    const shown = page.getByRole("dialog", { name: "Copy the link now" });
    const address = await shown.getByLabel("Link", { exact: true }).inputValue();
    await shown.getByRole("button", { name: "I have copied it" }).click();
    await expect(page.getByRole("region", { name: "Links" })).toContainText("v1");
    return address;
  });

  const visitor = await (await browser.newContext()).newPage();
  await test.step("whoever has it sees what it does, and nothing of whose it is", async () => {
    const answer = await visitor.goto(link);
    expect(await answer?.text()).not.toMatch(PRIVATE_PARTS);
    await expect(visitor.getByRole("heading", { name: "Invoices to the books", level: 1 })).toBeVisible();
    await expect(visitor.getByRole("list", { name: "Steps" })).toContainText("Post a message · Slack");
    await expect(visitor.getByRole("list", { name: "Steps" })).toContainText("Connection of Slack");
    await expect(visitor.locator('meta[name="referrer"]')).toHaveAttribute("content", "no-referrer");
  });

  await test.step("signed in, another person makes it a draft of their own", async () => {
    const ben = await aPerson("taker");
    await visitor.getByRole("main").getByRole("link", { name: "Sign in" }).click();
    await visitor.getByLabel("E-mail").fill(ben.email);
    await visitor.getByLabel("Password").fill(PASSWORD);
    await visitor.getByRole("button", { name: "Sign in" }).click();
    await visitor.getByRole("button", { name: "Use this workflow" }).click();
    await expect(visitor.getByText("never published")).toBeVisible();
    await expect(visitor.getByText("4 things are still to be filled in")).toBeVisible();
    const { data } = await ben.client.from("workflows").select("name,draft").single();
    expect(data?.name).toBe("Invoices to the books");
    expect(JSON.stringify(data?.draft)).not.toMatch(PRIVATE_PARTS);
  });

  await test.step("revoked, it shows nothing at once", async () => {
    await page.getByRole("button", { name: "Revoke the link to v1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await expect(page.getByText("The link is revoked", { exact: true })).toBeVisible();
    await visitor.goto(link);
    await expect(visitor.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
    await visitor.context().close();
  });
});
