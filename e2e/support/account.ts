import { expect, type Page } from "@playwright/test";
import { linkFromMail } from "./mail.ts";
import { addAccount, PASSWORD } from "./person.ts";

/**
 * Signed in as a new person, on the feed. The account is made through the API, since one journey walks through the forms
 * and all others would only wait for them.
 */
export async function signUpInBrowser(page: Page, email: string): Promise<void> {
  const timeZone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  await addAccount(email, { time_zone: timeZone });
  await signInInBrowser(page, email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
}

/** As a person does it: signs up on the page, opens the mail's link in the same browser, passes the welcome page and ends on the feed. */
export async function signUpByForm(page: Page, email: string): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto(await linkFromMail(email, /confirm/i));
  await expect(page.getByRole("heading", { name: "Where should Floyo look?" })).toBeVisible();
  await page.goto("/feed");
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
}

export async function signInInBrowser(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
