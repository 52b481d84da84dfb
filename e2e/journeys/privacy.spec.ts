import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { signInInBrowser, signUpInBrowser } from "../support/account.ts";
import { anAddress, PASSWORD } from "../support/person.ts";

test("a person rules paths out, takes everything with them, changes their mind about erasing, and is erased", async ({
  page,
}) => {
  const email = anAddress("private");
  await signUpInBrowser(page, email);

  await test.step("what is ruled out is saved and stays", async () => {
    await page.goto("/settings/privacy");
    await page.getByLabel("Paths that are never taken").fill("Private/\n*.key\n");
    await page.getByLabel("Opened").uncheck();
    await page.getByLabel("Keep events for (days)").fill("30");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("It holds from now on.", { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Paths that are never taken")).toHaveValue("Private/\n*.key");
    await expect(page.getByLabel("Opened")).not.toBeChecked();
    await expect(page.getByLabel("Keep events for (days)")).toHaveValue("30");
  });

  await test.step("an import says before it is sent what this would delete", async () => {
    const at = new Date(Date.now() - 40 * 86_400_000).toISOString();
    const line = `{"ts":"${at}","actor":1,"op":"create","path":"Reports/old.csv"}\n`;
    await page.goto("/import");
    await page
      .getByLabel("Choose a log file")
      .setInputFiles({ name: "old.ndjson", mimeType: "application/x-ndjson", buffer: Buffer.from(line) });
    await expect(page.getByText(/keeps your events for 30 days/)).toBeVisible();
    await page.getByRole("link", { name: "change that first" }).click();
    await expect(page.getByLabel("Keep events for (days)")).toBeVisible();
  });

  await test.step("a glob that is none is refused with what would be right", async () => {
    await page.getByLabel("Paths that are never taken").fill("!Public/");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Nothing was saved" })).toContainText(
      "without ! in front",
    );
  });

  await test.step("everything that is kept is exported and downloaded", async () => {
    await page.getByRole("button", { name: "Make an export" }).click();
    const link = page.getByRole("link", { name: "Download" });
    await expect(link).toBeVisible({ timeout: 90_000 });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const files = unzipSync(new Uint8Array(await readFile(await download.path())));
    expect(Object.keys(files)).toContain("json/privacy_settings.json");
    expect(new TextDecoder().decode(files["json/privacy_settings.json"])).toContain("*.key");
  });

  await test.step("an erasure in seven days can be taken back", async () => {
    await erase(page, email, "In 7 days");
    await expect(page.getByText(/Your account will be erased/)).toBeVisible();
    await page.getByRole("button", { name: "Keep my account" }).click();
    await expect(page.getByRole("button", { name: "Erase my account…" })).toBeVisible();
  });

  await test.step("at once, it is gone with its sign-in", async () => {
    await erase(page, email, "At once");
    await expect(async () => {
      await page.context().clearCookies();
      await signInInBrowser(page, email, PASSWORD);
      await expect(page.getByRole("alert").filter({ hasText: /password/i })).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 90_000 });
  });
});

async function erase(page: Page, email: string, when: string): Promise<void> {
  await page.getByRole("button", { name: "Erase my account…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(when).check();
  await dialog.getByLabel(/^Type /).fill(email);
  await dialog.getByRole("button", { name: "Erase my account" }).click();
  await expect(dialog).toBeHidden();
}
