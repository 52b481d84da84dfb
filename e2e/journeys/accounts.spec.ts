import { expect, test } from "@playwright/test";
import { signInInBrowser, signUpByForm, signUpInBrowser } from "../support/account.ts";
import { linkFromMail } from "../support/mail.ts";
import { anAddress, PASSWORD } from "../support/person.ts";

test("a new person signs up, confirms by the mail's link, signs out and in again", async ({
  page,
  context,
}) => {
  const email = anAddress("new");

  await signUpByForm(page, email);

  const session = (await context.cookies()).filter(({ name }) => /auth|floyo|sb-/i.test(name));
  expect(session.length).toBeGreaterThan(0);
  expect(session.every(({ httpOnly, sameSite }) => httpOnly && sameSite === "Lax")).toBe(true);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out on this device.")).toBeVisible();
  await page.goto("/feed");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signInInBrowser(page, email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
});

test("a forgotten password is set anew by the mail's link, and the old one is dead", async ({ page }) => {
  const email = anAddress("forgetful");
  await signUpInBrowser(page, email);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out on this device.")).toBeVisible();

  await page.goto("/reset");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto(await linkFromMail(email, /password|reset/i));
  await page.getByLabel("New password").fill(`${PASSWORD} anew`);
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out on this device.")).toBeVisible();

  await signInInBrowser(page, email, PASSWORD);
  await expect(page.getByRole("alert").filter({ hasText: /password/i })).toBeVisible();
  await signInInBrowser(page, email, `${PASSWORD} anew`);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
});

test("a wrong password and an unknown address are answered alike", async ({ page }) => {
  const email = anAddress("known");
  await signUpInBrowser(page, email);
  await page.context().clearCookies();
  const answers: string[] = [];

  for (const address of [email, anAddress("unknown")]) {
    await signInInBrowser(page, address, "a password that is wrong");
    const alert = page.getByRole("alert").filter({ hasText: /./ }).first();
    await expect(alert).toBeVisible();
    answers.push((await alert.textContent()) ?? "");
  }

  expect(answers[0]).toBe(answers[1]);
});

test("a link that leads elsewhere is not followed after signing in", async ({ page }) => {
  const email = anAddress("lured");
  await signUpInBrowser(page, email);
  await page.context().clearCookies();

  await page.goto("/sign-in?next=//example.com/feed");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  expect(new URL(page.url()).hostname).toBe("127.0.0.1");
});
