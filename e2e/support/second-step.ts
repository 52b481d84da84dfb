import { expect, type Page } from "@playwright/test";
import { anAuthenticator } from "./authenticator.ts";

/** Adds an authenticator app on the Security page; gives the next codes of it, and the recovery codes. */
export async function addAuthenticator(
  page: Page,
): Promise<{ code: () => Promise<string>; recoveryCodes: string[] }> {
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await expect(dialog.getByRole("img", { name: /Square code/ })).toBeVisible();
  const code = anAuthenticator(
    await dialog.getByRole("textbox", { name: "Key, to type it instead" }).inputValue(),
  );
  await dialog.getByLabel("Code from the app").fill(await code());
  await dialog.getByRole("button", { name: "Add the app" }).click();
  const list = dialog.getByRole("list", { name: "Recovery codes" });
  await expect(list).toBeVisible();
  const recoveryCodes = await list.getByRole("listitem").allTextContents();
  await dialog.getByLabel(/I have saved them where/).check();
  await dialog.getByRole("button", { name: "I have saved them" }).click();
  await expect(dialog).toBeHidden();
  return { code, recoveryCodes };
}
