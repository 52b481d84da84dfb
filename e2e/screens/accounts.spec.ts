import { expect, test } from "@playwright/test";
import { signInInBrowser, signUpInBrowser } from "../support/account.ts";
import { anAddress, aPerson, PASSWORD } from "../support/person.ts";
import { addAuthenticator } from "../support/second-step.ts";
import { clientOf } from "../support/session.ts";
import { shoot } from "../support/shoot.ts";

test.use({ viewport: { width: 1440, height: 900 } });
test.setTimeout(600_000);

test("signing in, security, organisations, invitation, log, keys", async ({ page, browser }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Password").fill("password1234");
  await expect(page.getByText(/Guessed|guess/)).toBeVisible();
  await shoot(page, "sign-up-strength");
  const email = anAddress("ada");
  await signUpInBrowser(page, email);

  await page.goto("/settings/organisations");
  await shoot(page, "organisations-first-use");
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("img", { name: /Square code/ })).toBeVisible();
  await shoot(page, "second-step-scan");
  await page.getByRole("button", { name: "Cancel" }).click();
  await addAuthenticator(page);
  await expect(page.getByText("10 are left.")).toBeVisible();
  await shoot(page, "security");

  const client = await clientOf(page.context());
  const org = (await client.rpc("create_organisation", { name: "North Studio" })).data as string;
  const colleague = await aPerson("ben");
  const invited = await client.rpc("invite_member", { org_id: org, email: colleague.email, role: "editor" });
  const token = (invited.data as { token: string }[])[0]?.token ?? "";
  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const theirs = await other.newPage();
  await signInInBrowser(theirs, colleague.email, PASSWORD);
  await expect(theirs.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  await theirs.goto(`/invite?token=${token}`);
  await shoot(theirs, "invitation");
  await theirs.getByRole("button", { name: "Join" }).click();
  await expect(theirs.getByRole("heading", { name: "North Studio" })).toBeVisible();
  await other.close();

  await page.goto(`/settings/organisations/${org}`);
  await page.locator("#invitations").getByLabel("E-mail").fill(anAddress("cleo"));
  await page.locator("#invitations").getByRole("button", { name: "Invite" }).click();
  await expect(page.getByRole("textbox", { name: "Link" })).toBeVisible();
  await shoot(page, "organisation");
  await page.goto(`/settings/organisations/${org}/audit`);
  await page.getByRole("button", { name: "Check the log" }).click();
  await expect(page.getByText("The check reads every sealed row again")).toHaveCount(0);
  await shoot(page, "audit-log");

  await page.goto(`/settings/organisations/${org}/shared`);
  await expect(page.getByRole("heading", { name: "Nothing is shared by enough people yet" })).toBeVisible();
  await shoot(page, "shared-routines-empty");
  await page.goto("/settings/privacy");
  await page.getByRole("button", { name: "Make an export" }).click();
  await expect(page.getByRole("link", { name: "Download" })).toBeVisible({ timeout: 90_000 });
  await shoot(page, "privacy");
  await page.getByRole("button", { name: "Erase my account…" }).click();
  await shoot(page, "erase-account");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

  await page.goto("/settings/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await shoot(page, "key-new");
  await page.context().clearCookies();
  await signInInBrowser(page, email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Second step" })).toBeVisible();
  await shoot(page, "second-step");
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await expect(page.getByRole("heading", { name: "Use a recovery code" })).toBeVisible();
  await shoot(page, "recovery-code");
});
