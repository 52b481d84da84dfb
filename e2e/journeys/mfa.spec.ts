import { expect, type Page, test } from "@playwright/test";
import { signInInBrowser, signUpInBrowser } from "../support/account.ts";
import { linkFromMail } from "../support/mail.ts";
import { anAddress, PASSWORD } from "../support/person.ts";
import { addAuthenticator } from "../support/second-step.ts";

const WRONG_CODE = "000000";

test("a second step is added, asked for at every sign-in, not skipped by a reset, and a recovery code gets one in", async ({
  page,
  browser,
}) => {
  const email = anAddress("careful");
  await signUpInBrowser(page, email);
  const { code, recoveryCodes } = await addAuthenticator(page);
  expect(recoveryCodes).toHaveLength(10);
  await expect(page.getByText("10 are left.")).toBeVisible();

  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await test.step("the password alone shows no page and no row", async () => {
    await signInInBrowser(elsewhere, email, PASSWORD);
    await expect(elsewhere.getByRole("heading", { name: "Second step" })).toBeVisible();
    await elsewhere.goto("/timeline");
    await expect(elsewhere.getByRole("heading", { name: "Second step" })).toBeVisible();
    expect(
      (await elsewhere.request.get("/api/token", { headers: { "sec-fetch-site": "same-origin" } })).status(),
    ).toBe(401);
  });

  await test.step("a wrong code is refused, the right one leads where the person was going", async () => {
    await typeCode(elsewhere, WRONG_CODE);
    await expect(elsewhere.getByText("This is not the code of this moment.")).toBeVisible();
    await typeCode(elsewhere, await code());
    await expect(elsewhere.getByRole("heading", { name: "Timeline", level: 1 })).toBeVisible();
  });

  await test.step("a reset link asks for the code before a new password", async () => {
    await elsewhere.context().clearCookies();
    await elsewhere.goto("/reset");
    await elsewhere.getByLabel("E-mail").fill(email);
    await elsewhere.getByRole("button", { name: "Send the link" }).click();
    await expect(elsewhere.getByRole("heading", { name: "Check your mail" })).toBeVisible();
    await elsewhere.goto(await linkFromMail(email, /password|reset/i));
    await expect(elsewhere.getByRole("heading", { name: "Second step" })).toBeVisible();
    await elsewhere.goto("/reset/new");
    await expect(elsewhere.getByRole("heading", { name: "Second step" })).toBeVisible();
  });

  await test.step("without the app, a recovery code removes it and signs every other device out", async () => {
    await elsewhere.getByRole("link", { name: "Use a recovery code" }).click();
    await expect(elsewhere.getByText("It removes your authenticator apps")).toBeVisible();
    const recovery = elsewhere.getByLabel("Recovery code");
    await recovery.fill("AAAA-AAAA-AAAA-AAAA");
    await elsewhere.getByRole("button", { name: "Remove the apps and sign in" }).click();
    await expect(elsewhere.getByText("This is none of your unused recovery codes.")).toBeVisible();
    await recovery.fill(recoveryCodes[3]?.toLowerCase() ?? "");
    await elsewhere.getByRole("button", { name: "Remove the apps and sign in" }).click();
    await expect(elsewhere.getByText("Your authenticator apps are removed")).toBeVisible();
    await expect(elsewhere.getByText("None yet: the password alone signs in.")).toBeVisible();
    await page.goto("/feed");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });
  await other.close();
});

test("devices are listed and ended; password and address change after a proof", async ({ page, browser }) => {
  const email = anAddress("mover");
  await signUpInBrowser(page, email);
  const other = await browser.newContext({
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0",
  });
  const elsewhere = await other.newPage();
  await signInInBrowser(elsewhere, email, PASSWORD);
  await expect(elsewhere.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();

  await page.goto("/settings/security");
  const devices = page.locator("#devices");
  await expect(devices.getByText("This one")).toBeVisible();
  await devices.getByRole("button", { name: "Sign out Firefox on Linux" }).click();
  await expect(devices.getByText("Firefox on Linux")).toHaveCount(0);
  await elsewhere.goto("/feed");
  await expect(elsewhere.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await other.close();

  await test.step("a weak password is called so while it is typed, and refused when short", async () => {
    const field = page.getByLabel("New password");
    await field.fill("password1234");
    await expect(page.getByText(/Guessed (at once|in a moment)|Easy to guess/)).toBeVisible();
    await field.fill("short");
    await page.getByRole("button", { name: "Change the password" }).click();
    await expect(page.getByText("Use at least 12 characters.")).toBeVisible();
    await field.fill(`${PASSWORD} anew`);
    await page.getByRole("button", { name: "Change the password" }).click();
    await expect(page.getByText("Changed. Every other device was signed out.")).toBeVisible();
  });

  await test.step("an authenticator app that was added is removed again", async () => {
    await addAuthenticator(page);
    await page.getByRole("button", { name: "Remove Phone" }).click();
    await page.getByRole("button", { name: "Remove the app" }).click();
    await expect(page.getByText("None yet: the password alone signs in.")).toBeVisible();
  });

  await test.step("a new address wants both mailboxes", async () => {
    const next = anAddress("moved");
    await page.getByLabel("New e-mail").fill(next);
    await page.getByRole("button", { name: "Change the address" }).click();
    await expect(page.getByText("We sent a link to both addresses.")).toBeVisible();
    await page.goto(await linkFromMail(email, /change|address|email/i));
    await expect(page.getByText("This mailbox agreed.")).toBeVisible();
    await page.goto(await linkFromMail(next, /change|address|email/i));
    await expect(page.getByText("Your new address holds from now on.")).toBeVisible();
    await expect(page.locator("#email").getByText(next)).toBeVisible();
  });
});

test("a link by mail signs in and says nothing of unknown addresses", async ({ page }) => {
  const email = anAddress("linked");
  await signUpInBrowser(page, email);
  await page.context().clearCookies();

  for (const address of [anAddress("unknown"), email]) {
    await page.goto("/sign-in?next=/timeline");
    await page.getByRole("link", { name: "Mail me a link instead" }).click();
    await expect(page.getByRole("heading", { name: "Sign in by mail" })).toBeVisible();
    await page.getByLabel("E-mail").fill(address);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await expect(page.getByText(`If there is an account for ${address}`)).toBeVisible();
  }
  await page.goto(await linkFromMail(email, /sign|link|log/i));
  await expect(page.getByRole("heading", { name: "Timeline", level: 1 })).toBeVisible();
});

test("a session that ends over an open page asks for password and code in place", async ({
  page,
  context,
}) => {
  await page.clock.install();
  await signUpInBrowser(page, anAddress("interrupted"));
  const { code } = await addAuthenticator(page);
  await page.goto("/settings");
  const name = page.getByLabel("Name", { exact: true });
  // The page comes in pieces; for a moment the first is there twice.
  await expect(name).toHaveCount(1);
  await name.fill("Ada, half written");

  await context.clearCookies();
  await page.clock.fastForward("02:00:00");

  const dialog = page.getByRole("dialog", { name: "Your session ended" });
  const codeField = dialog.getByLabel("Code from your authenticator app");
  await dialog.getByLabel("Password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(codeField).toBeVisible();
  await codeField.fill(await code());
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(name).toHaveValue("Ada, half written");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
});

test("GitHub and Google sign in, lead where the person was going, and a refusal there says so", async ({
  page,
}) => {
  for (const provider of ["GitHub", "Google"]) {
    const email = anAddress(provider.toLowerCase());
    await page.goto("/sign-in?next=/settings/security");
    await page.getByRole("link", { name: `Continue with ${provider}` }).click();
    await page.getByRole("link", { name: "Cancel" }).click();
    await expect(page.getByText("You did not allow signing in there. Nothing was changed.")).toBeVisible();
    await page.goto("/sign-in?next=/settings/security");
    await page.getByRole("link", { name: `Continue with ${provider}` }).click();
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { name: "Security", level: 1 })).toBeVisible();
    await expect(page.locator("#email").getByText(email)).toBeVisible();
    await page.context().clearCookies();
  }
});

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code from your authenticator app").fill(code);
  await page.getByRole("button", { name: "Go on" }).click();
}
