import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { linkFromMail } from "../support/mail.ts";
import { aClient, anAddress, PASSWORD } from "../support/person.ts";
import { outliveProof } from "../support/proof.ts";
import { isBusy } from "../support/quiet.ts";
import { addAuthenticator } from "../support/second-step.ts";
import { tokenOf } from "../support/session.ts";

/** A tab hears that its person was removed within this long, by the live line, on a machine that has time for it. */
const SILENT_WITHIN_MS = 5_000;

test("sign up with a second step, invite a colleague, change her role, remove her: her open tab falls silent", async ({
  page,
  browser,
}) => {
  await signUpInBrowser(page, anAddress("owner"));
  const { code } = await addAuthenticator(page);

  await test.step("the owner makes an organisation and renames it", async () => {
    await page.goto("/settings/organisations");
    await page.getByRole("button", { name: "New organisation" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("   ");
    await page.getByRole("button", { name: "Create organisation" }).click();
    await expect(page.getByRole("dialog")).toContainText("needs a name of 1 to 80 characters");
    await page.getByRole("dialog").getByLabel("Name").fill("North");
    await page.getByRole("button", { name: "Create organisation" }).click();
    await expect(page.getByRole("heading", { name: "North", level: 1 })).toBeVisible();
    await page.locator("#name").getByLabel("Name").fill("North Studio");
    await page.locator("#name").getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { name: "North Studio", level: 1 })).toBeVisible();
  });

  const email = anAddress("vera");
  const link =
    await test.step("she invites a colleague as viewer, who signs up through the link", async () => {
      const invitations = page.locator("#invitations");
      await invitations.getByLabel("Role").selectOption("viewer");
      await invitations.getByLabel("E-mail").fill("vera");
      await invitations.getByRole("button", { name: "Invite" }).click();
      await expect(invitations.getByText("This is no e-mail address.")).toBeVisible();
      await invitations.getByLabel("E-mail").fill(email);
      await invitations.getByRole("button", { name: "Invite" }).click();
      await expect(invitations.getByText("Viewer · open until")).toBeVisible();
      return invitations.getByRole("textbox", { name: "Link" }).inputValue();
    });

  const other = await browser.newContext();
  const hers = await other.newPage();
  await test.step("she signs up on the way, and joins", async () => {
    await hers.goto(link);
    await hers.getByRole("link", { name: "Create an account" }).click();
    await expect(hers.getByText("You are invited.")).toBeVisible();
    await hers.getByLabel("E-mail").fill(email);
    await hers.getByLabel("Password").fill(PASSWORD);
    await hers.getByRole("button", { name: "Create account" }).click();
    await expect(hers.getByRole("heading", { name: "Check your mail" })).toBeVisible();
    await hers.goto(await linkFromMail(email, /confirm/i));
    await expect(hers.getByRole("heading", { name: "Join North Studio?" })).toBeVisible();
    await hers.getByRole("button", { name: "Join" }).click();
    await expect(hers.getByRole("heading", { name: "North Studio", level: 1 })).toBeVisible();
    await expect(page.locator("#members").getByText(email)).toBeVisible();
  });

  await test.step("a viewer sees members and roles, nothing to change, and REST refuses her", async () => {
    await expect(hers.getByText("You are a viewer.")).toBeVisible();
    await expect(hers.locator("#members").getByRole("button")).toHaveCount(0);
    await expect(hers.locator("#members").getByRole("combobox")).toHaveCount(0);
    for (const section of ["#name", "#invitations", "#audit"])
      await expect(hers.locator(section)).toHaveCount(0);
    const client = aClient(await tokenOf(other));
    const orgId = hers.url().split("/").at(-1) ?? "";
    expect(
      (await client.from("organisations").update({ name: "Hers" }).eq("id", orgId).select()).data,
    ).toEqual([]);
    expect(
      (await client.rpc("invite_member", { org_id: orgId, email: "x@example.com", role: "viewer" })).error
        ?.code,
    ).toBe("42501");
    expect(
      (await client.from("sources").insert({ org_id: orgId, kind: "cli", name: "Desk" })).error?.code,
    ).toBe("42501");
    await hers.goto(`/settings/organisations/${orgId}/audit`);
    await expect(hers.getByRole("heading", { name: "You are no member here" })).toBeVisible();
    await hers.goto(`/settings/organisations/${orgId}`);
  });

  await test.step("as an admin she sees what admins do, without loading anything", async () => {
    await expect(hers.getByRole("heading", { name: "North Studio", level: 1 })).toBeVisible();
    await page.getByLabel(`Role of ${email}`).selectOption("admin");
    await expect(hers.getByText("You are an admin.")).toBeVisible();
    await expect(hers.locator("#invitations")).toBeVisible();
    await expect(hers.getByRole("button", { name: "Delete organisation" })).toHaveCount(0);
  });

  await test.step("removed, her tab says so and shows nothing any more", async () => {
    await page.getByRole("button", { name: `Remove ${email}` }).click();
    const wasBusy = await isBusy(hers);
    const removedAt = Date.now();
    await page.getByRole("button", { name: "Remove member" }).click();
    await expect(hers.getByText("You are no longer a member of North Studio", { exact: true })).toBeVisible();
    const silentAfterMs = Date.now() - removedAt;
    console.log(`silent ${silentAfterMs} ms after the click`);
    if (!wasBusy && !(await isBusy(hers))) expect(silentAfterMs).toBeLessThan(SILENT_WITHIN_MS);
    await expect(hers.getByRole("heading", { name: "You are no member here" })).toBeVisible();
    await hers.goto(link);
    await expect(hers.getByRole("heading", { name: "There is no such invitation" })).toBeVisible();
  });
  await other.close();

  await test.step("the log tells all of it, filters, and is saved for spreadsheets", async () => {
    await page.getByRole("link", { name: "Open the log" }).click();
    await expect(page.getByRole("heading", { name: "Audit log", level: 1 })).toBeVisible();
    const rows = page.getByRole("region", { name: "Rows of the log" }).getByRole("listitem");
    for (const words of [
      "ended a membership",
      "changed a role",
      "accepted an invitation",
      "invited somebody",
      "renamed the organisation",
    ]) {
      await expect(rows.filter({ hasText: words }).first()).toBeVisible();
    }
    await page.getByLabel("Action").selectOption("member.role_changed");
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText("from viewer · to admin");
    await expect(page).toHaveURL(/action=member\.role_changed/);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).click();
    expect(readFileSync(await (await saving).path(), "utf8")).toContain("member.role_changed");
    await page.getByRole("button", { name: "Check the log" }).click();
    await expect(page.getByText(/sealed rows are as they were written|Nothing is sealed yet/)).toBeVisible();
    await page.goBack();
  });

  await test.step("deleted by its name after a proof, it can be brought back", async () => {
    await page.goto("/settings/organisations");
    await page.getByRole("link", { name: "Open North Studio" }).click();
    await outliveProof(page);
    await page.reload();
    await page.getByRole("button", { name: "Delete organisation" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete North Studio?" });
    await expect(dialog.getByRole("button", { name: "Delete organisation" })).toBeDisabled();
    await dialog.getByLabel("To delete it, type North Studio").fill("North Studio");
    await dialog.getByRole("button", { name: "Delete organisation" }).click();
    const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
    const banner = page.getByRole("heading", { name: "This organisation is deleted" });
    await expect(proof.getByLabel("Code from your authenticator app")).toBeVisible();
    await proof.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog.getByText("It is still there. You did not confirm that it is you.")).toBeVisible();
    await dialog.getByRole("button", { name: "Delete organisation" }).click();
    await proof.getByLabel("Code from your authenticator app").fill(await code());
    await proof.getByRole("button", { name: "Confirm" }).click();
    await expect(banner).toBeVisible();
    await page.getByRole("button", { name: "Bring it back" }).click();
    await expect(page.locator("#members")).toBeVisible();
  });
});

test("an invitation says plainly why it does not work for somebody else, and can be declined or revoked", async ({
  page,
  browser,
}) => {
  const invited = anAddress("invited");
  await signUpInBrowser(page, anAddress("inviter"));
  await page.goto("/settings/organisations");
  await page.getByRole("button", { name: "New organisation" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("South");
  await page.getByRole("button", { name: "Create organisation" }).click();
  const invitations = page.locator("#invitations");
  await invitations.getByLabel("E-mail").fill(invited);
  await invitations.getByRole("button", { name: "Invite" }).click();
  const link = await invitations.getByRole("textbox", { name: "Link" }).inputValue();

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This invitation is for somebody else" })).toBeVisible();
  await expect(page.getByText("South")).toHaveCount(0);
  await page.goto("/invite?token=invented");
  await expect(page.getByRole("heading", { name: "There is no such invitation" })).toBeVisible();

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await signUpInBrowser(theirs, invited);
  await theirs.goto(link);
  await theirs.getByRole("button", { name: "Decline" }).click();
  await expect(theirs.getByRole("heading", { name: "You declined this invitation" })).toBeVisible();
  await page.goto("/settings/organisations");
  await page.getByRole("link", { name: "Open South" }).click();
  await expect(invitations.getByText("declined")).toBeVisible();

  await invitations.getByLabel("E-mail").fill(invited);
  await invitations.getByRole("button", { name: "Invite" }).click();
  const second = await invitations.getByRole("textbox", { name: "Link" }).inputValue();
  await page.getByRole("button", { name: `Revoke the invitation to ${invited}` }).click();
  await expect(page.getByText("Invitation revoked", { exact: true })).toBeVisible();
  await theirs.goto(second);
  await expect(theirs.getByRole("heading", { name: "This invitation was taken back" })).toBeVisible();
  await other.close();
});
