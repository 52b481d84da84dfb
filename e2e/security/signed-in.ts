import { type Browser, expect } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { PASSWORD, type Person } from "../support/person.ts";

/** The Cookie header of a browser in which this person signed in on the page. */
export async function cookieOf(browser: Browser, person: Person): Promise<string> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page).toHaveURL(/\/feed$/);
  const cookies = await context.cookies();
  await context.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}
